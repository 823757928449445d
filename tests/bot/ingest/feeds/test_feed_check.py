from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.ingest.extracted import Extracted, Hint
from bot.ingest.feeds.checking import FeedCheck, cadence_of, check_feed, describe_feed
from bot.ingest.feeds.identity import Standing, assess, identify, keys_of, marks_of
from bot.ingest.feeds.parsed import ParsedFeed
from bot.ingest.fetching.results import Fetched, Status
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import UnreadableError
from bot.ingest.parsers.feed.parsing import parse_feed
from storage.database import open_database
from tests.bot.ingest.feeds.feeding import FEED, LONG, NOON, item, parsed, rss

SITE = "https://ministry.example"
PAGE = b"<!DOCTYPE html><html><head><title>Press</title></head><body><p>Press.</p></body></html>"
DAY = timedelta(days=1)


class Web:
    """A fetcher of what is laid down at addresses; a `str` there is the address that it redirects to."""

    def __init__(self, pages: Mapping[str, bytes | str]) -> None:
        self._pages = pages
        self.fetched: list[str] = []

    async def get(self, address: str) -> Fetched:
        self.fetched.append(address)
        found = self._pages.get(address)
        if found is None:
            raise SourceError(f"{address} can't be reached.")
        return (
            await self.get(found)
            if isinstance(found, str)
            else Fetched(Status.FETCHED, address, found, "text/xml", "utf-8")
        )


class InProcess:
    """An extractor without a child; every page names the same feeds."""

    def __init__(self, *feeds: str) -> None:
        self._feeds = feeds

    async def feed(self, raw: bytes, hint: Hint) -> ParsedFeed:
        try:
            return parse_feed(raw, hint)
        except UnreadableError as error:
            raise SourceError(f"{hint.name} shows no feed.") from error

    async def extract(self, raw: bytes, hint: Hint) -> Extracted:
        return Extracted(Format.HTML, "Press.", feeds=self._feeds)


def dated(title: str, days_ago: float, link: str | None = None, text: str = LONG * 2) -> str:
    """Give an item of so many days before noon, with its full text."""
    moment = (NOON - DAY * days_ago).isoformat()
    return item(title, f"/n/{title}" if link is None else link, pubDate=moment, content=text)


def described(*items: str, now: datetime = NOON) -> FeedCheck:
    """Describe a feed of these items."""
    return describe_feed(parsed(rss(*items)), FEED, now=now)


async def test_a_check_says_what_the_feed_is_and_what_it_holds() -> None:
    raw = rss(dated("A", 3), dated("B", 1, text="A teaser …"), item("C", "/n/C"), title="Press releases")
    check = await check_feed(FEED, Web({FEED: raw}), InProcess(), now=NOON)
    assert (check.title, check.address, check.format, check.site) == ("Press releases", FEED, "RSS 2.0", f"{SITE}/")
    assert [entry.title for entry in check.entries] == ["B", "C", "A"]
    assert [entry.has_full_text for entry in check.entries] == [False, False, True]
    assert (check.total, check.dated, check.newest) == (3, 2, NOON - DAY)
    assert (check.found_on, check.others) == (None, ())


async def test_a_check_follows_redirects_and_resolves_links_from_there() -> None:
    moved = "https://press.ministry.example/feed.xml"
    check = await check_feed(FEED, Web({FEED: moved, moved: rss(dated("A", 1))}), InProcess(), now=NOON)
    assert (check.address, check.entries[0].address) == (moved, "https://press.ministry.example/n/A")


async def test_a_page_leads_to_the_feed_that_it_names() -> None:
    feeds = (f"{SITE}/comments/feed", f"{SITE}/feed", f"{SITE}/press/feed")
    web = Web({f"{SITE}/press": PAGE, f"{SITE}/press/feed": rss(dated("A", 1))})
    check = await check_feed(f"{SITE}/press", web, InProcess(*feeds), now=NOON)
    assert (check.address, check.found_on) == (f"{SITE}/press/feed", f"{SITE}/press")
    assert check.others == (f"{SITE}/feed", f"{SITE}/comments/feed")


async def test_a_feed_that_can_not_be_read_or_is_of_comments_leaves_the_next_one_its_turn() -> None:
    feeds = (f"{SITE}/a/feed", f"{SITE}/b/feed", f"{SITE}/c/feed")
    web = Web({SITE: PAGE, feeds[1]: rss(dated("A", 1), title="Comments on: A"), feeds[2]: rss(dated("A", 1))})
    assert (await check_feed(SITE, web, InProcess(*feeds), now=NOON)).address == feeds[2]


async def test_a_feed_of_comments_is_better_than_none() -> None:
    web = Web({SITE: PAGE, f"{SITE}/feed": rss(dated("A", 1), title="Comments on: A")})
    assert (await check_feed(SITE, web, InProcess(f"{SITE}/feed"), now=NOON)).title == "Comments on: A"


@pytest.mark.parametrize(
    ("pages", "feeds", "sentence"),
    [
        ({}, (), f"{SITE} can't be reached."),
        ({SITE: b"A statement."}, (), "ministry.example shows no feed."),
        ({SITE: PAGE}, (), "ministry.example shows a page that names no feed. Give the address of the feed itself."),
        (
            {SITE: PAGE, f"{SITE}/feed": PAGE},
            (f"{SITE}/feed",),
            "ministry.example shows a page whose feeds can't be read. Give the address of the feed itself.",
        ),
    ],
    ids=["not reached", "no page", "page without a feed", "page with a broken feed"],
)
async def test_where_there_is_no_feed_a_sentence_says_so(
    pages: dict[str, bytes], feeds: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(SourceError) as caught:
        await check_feed(SITE, Web(pages), InProcess(*feeds), now=NOON)
    assert caught.value.sentence == sentence


async def test_a_page_that_names_many_feeds_costs_only_a_few_requests() -> None:
    web = Web({SITE: PAGE})
    with pytest.raises(SourceError):
        await check_feed(SITE, web, InProcess(*(f"{SITE}/{number}/feed" for number in range(99))), now=NOON)
    assert len(web.fetched) == 5


def test_a_feed_that_has_all_it_should_have_gives_no_warning() -> None:
    assert described(dated("A", 1), dated("B", 2)).warnings == ()


@pytest.mark.parametrize(
    ("items", "warning"),
    [
        ((), "The feed has no entries."),
        (
            (dated("A", 1), item("B", "/n/B", content=LONG * 2)),
            "1 of 2 entries is without a date. Such entries count from when they are first seen.",
        ),
        (
            (item("A", "/n/A", content=LONG * 2), item("B", "/n/B", content=LONG * 2)),
            "All 2 entries are without a date. Such entries count from when they are first seen.",
        ),
        (
            (dated("A", -400), dated("B", 1)),
            "1 of 2 entries is dated in the future. Such entries count from when they are first seen.",
        ),
        (
            (dated("A", 200), dated("B", 300)),
            "The newest entry is of 15 Sep 2024. The feed may no longer be kept up.",
        ),
        (
            (dated("A", 1, "/live"), dated("B", 2, "/live", LONG * 3)),
            "All 2 entries are linked to a page that others share. They are told apart by their text.",
        ),
        (
            (dated("A", 1, "/"), dated("B", 2)),
            "1 of 2 entries is linked to the home page. Such entries are told apart by their text.",
        ),
        (
            (dated("A", 1, ""), dated("B", 2)),
            "1 of 2 entries is without an address. Such entries are told apart by their text.",
        ),
        (
            (dated("A", 1, text="Met …"), dated("B", 2), dated("C", 3, text="Met …")),
            "2 of 3 entries give only a teaser. The full text comes from the entry's address.",
        ),
        (
            (dated("A", 1, "/live", "Met …"), dated("B", 2, "/live", "Ate …"), dated("C", 3)),
            "2 of 3 entries give only a teaser, and there is no page with the rest.",
        ),
        (
            (dated("A", 1, "", "Met …"),),
            "The only entry gives only a teaser, and there is no page with the rest.",
        ),
    ],
)
def test_what_is_wrong_with_a_feed_or_missing_in_it_is_said(items: tuple[str, ...], warning: str) -> None:
    assert warning in described(*items).warnings


def test_a_malformed_feed_is_read_and_the_check_says_so() -> None:
    check = describe_feed(parsed(rss(dated("A", 1)).replace(b"</rss>", b"")), FEED, now=NOON)
    assert check.warnings == ("The feed breaks the rules of RSS 2.0. It was read all the same.",)


def test_a_check_says_when_there_are_more_entries_than_are_read() -> None:
    feed = parsed(json.dumps({"items": [{"id": number, "url": f"/{number}"} for number in range(612)]}))
    warnings = describe_feed(feed, FEED, now=NOON).warnings
    assert "There are 612 entries, of which the newest 500 are read." in warnings


def test_a_date_in_the_future_is_not_the_newest() -> None:
    assert described(dated("A", -400), dated("B", 1)).newest == NOON - DAY


@pytest.mark.parametrize(
    ("days", "cadence"),
    [((), None), ((1,), None), ((1, 2), None), ((1, 1, 1, 1), None), ((1, 3, 5), 2 * DAY), ((1, 2, 3, 90), DAY)],
)
def test_the_cadence_is_the_typical_time_between_entries(days: tuple[int, ...], cadence: timedelta | None) -> None:
    assert (
        cadence_of(datetime(2025, 4, day % 28 + 1, tzinfo=UTC) if day < 28 else NOON + day * DAY for day in days)
        == cadence
    )


async def test_what_is_kept_of_a_look_tells_new_from_old_at_the_next(tmp_path: Path) -> None:
    async with open_database(tmp_path / "store.sqlite3") as database:

        async def look(*items: str) -> tuple[Standing, ...]:
            found = identify(parsed(rss(*items)), FEED)
            rows = await database.feeds.entries(None, FEED, keys_of(found))
            seen = {key: row.text_hash for key, row in rows.items()}
            await database.feeds.mark_seen(None, FEED, marks_of(found, seen), NOON)
            return assess(found, seen)

        first, edited = item("A", "/n/1", LONG), item("A", "/n/1?utm_source=x", LONG.replace("40", "50"))
        assert await look(first) == (Standing.KNOWN,)
        assert await look(item("B", "/n/2", LONG), edited) == (Standing.NEW, Standing.CHANGED)
        assert await look(item("B", "/n/2", LONG), edited) == (Standing.KNOWN, Standing.KNOWN)

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.following import LONGEST_PAUSE, counts_from, is_comments_feed, next_try, rank_feeds
from bot.ingest.feeds.parsed import ParsedEntry
from bot.ingest.feeds.teasers import has_full_text, needs_full_text, without_ending
from tests.bot.ingest.feeds.feeding import LONG, NOON

HOUR = timedelta(hours=1)
PAGE = "https://ministry.example/press/releases"


def test_each_failure_doubles_the_pause_up_to_a_day() -> None:
    hours = [(next_try(failures, NOON, base=HOUR) - NOON) / HOUR for failures in range(8)]
    assert hours == [1, 2, 4, 8, 16, 24, 24, 24]


def test_jitter_takes_up_to_a_quarter_off_a_pause_after_failures_and_nothing_off_a_regular_one() -> None:
    assert next_try(1, NOON, base=HOUR, jitter=1.0) - NOON == 1.5 * HOUR
    assert next_try(1, NOON, base=HOUR, jitter=0.5) - NOON == 1.75 * HOUR
    assert next_try(0, NOON, base=HOUR, jitter=1.0) - NOON == HOUR


def test_what_the_server_asks_for_is_waited_for_up_to_a_day() -> None:
    def pause(asked: timedelta) -> timedelta:
        return next_try(1, NOON, base=HOUR, retry_after=asked, jitter=1.0) - NOON

    assert [pause(asked) / HOUR for asked in (HOUR, 5 * HOUR, timedelta(days=400))] == [1.5, 5, 24]


@given(
    st.integers(-5, 10**9),
    st.timedeltas(timedelta(), timedelta(days=30)),
    st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=99_999)),
    st.floats(0, 1),
)
def test_a_pause_is_never_longer_than_a_day(
    failures: int, base: timedelta, asked: timedelta | None, jitter: float
) -> None:
    pause = next_try(failures, NOON, base=base, retry_after=asked, jitter=jitter) - NOON
    assert timedelta() <= pause <= LONGEST_PAUSE


@pytest.mark.parametrize(
    ("published", "updated", "counts"),
    [
        (NOON - HOUR, None, NOON - HOUR),
        (None, NOON - HOUR, NOON - HOUR),
        (NOON - 2 * HOUR, NOON - HOUR, NOON - 2 * HOUR),
        (None, None, NOON),
        (NOON + timedelta(days=400), None, NOON),
    ],
    ids=["published", "updated only", "both", "no date", "in the future"],
)
def test_an_entry_counts_from_its_date_or_from_when_it_was_first_seen(
    published: datetime | None, updated: datetime | None, counts: datetime
) -> None:
    assert counts_from(ParsedEntry(published=published, updated=updated), NOON) == counts


@pytest.mark.parametrize(
    ("named", "first"),
    [
        (["/comments/feed/", "/feed/"], "/feed/"),
        (["/feed/?feed=comments-rss2", "/rss.xml"], "/rss.xml"),
        (["/feed.atom", "/feed.rss"], "/feed.atom"),
        (["/feed/", "/press/feed/"], "/press/feed/"),
        (["/feed/", "/press/releases/rss.xml", "/press/rss.xml"], "/press/releases/rss.xml"),
        (["/feed/", "/speeches/feed/"], "/feed/"),
        (["https://agency.example/feed", "/feed/"], "/feed/"),
        (["https://www.ministry.example/press/feed", "/feed"], "https://www.ministry.example/press/feed"),
        (["/wp-json/oembed/1.0/embed?url=x", "/feed/"], "/feed/"),
        (["/documents/feed", "/feed"], "/documents/feed"),
    ],
)
def test_of_the_feeds_that_a_page_names_the_one_that_is_meant_comes_first(named: list[str], first: str) -> None:
    def absolute(address: str) -> str:
        return address if "://" in address else f"https://ministry.example{address}"

    ranked = rank_feeds(map(absolute, named), PAGE)
    assert ranked[0] == absolute(first)


def test_a_feed_that_is_named_twice_is_one_and_an_interface_for_programs_is_none() -> None:
    names = [f"{PAGE}/feed", f"{PAGE}/feed", "https://ministry.example/wp-json/wp/v2/posts"]
    assert rank_feeds(names, PAGE) == (f"{PAGE}/feed",)


@pytest.mark.parametrize(
    ("title", "is_of_comments"),
    [
        ("Comments on: A statement", True),
        ("Comments for Ministry", True),
        ("Kommentare zu: Erklärung", True),
        ("Ministry: statements and comments", False),
        ("Commission news", False),
    ],
)
def test_a_feed_of_comments_is_told_by_its_title(title: str, is_of_comments: bool) -> None:
    assert is_comments_feed(title) is is_of_comments


@pytest.mark.parametrize(
    ("text", "is_content", "is_full"),
    [
        ("", True, False),
        ("The ministers met.", True, False),
        (LONG * 2, True, True),
        (LONG * 2, False, False),
        (LONG * 8, False, True),
        (LONG * 8 + "…", True, False),
        (LONG * 8 + "[...]", True, False),
        (LONG * 8 + ". . .", True, False),
        (LONG * 8 + "Read more", True, False),
        (LONG * 8 + "Continue reading The ministers of the two countries →", True, False),
        (LONG * 8 + "Weiterlesen …", True, False),
        (LONG * 8 + "Lire la suite", True, False),
        (LONG * 8 + "[…] The post Met appeared first on Ministry.", True, False),
        (LONG * 8 + "The post Met appeared first on Ministry.", True, True),
        ("両国の大臣は本日首都で会談し、川の保護に関する計画に合意した。" * 5, True, True),
        ("両国の大臣は本日首都で会談した。続きを読む", True, False),
        ("They may read more in the annex. " + LONG * 8, True, True),
    ],
)
def test_a_teaser_is_told_from_a_full_text(text: str, is_content: bool, is_full: bool) -> None:
    assert has_full_text(ParsedEntry(text=text, is_content=is_content)) is is_full


def test_a_text_that_was_cut_is_a_teaser() -> None:
    assert not has_full_text(ParsedEntry(text=LONG * 9, is_content=True, is_cut=True))


def test_the_full_text_is_fetched_only_where_the_address_is_the_entrys_own() -> None:
    teaser = ParsedEntry(text="The ministers met …", address=f"{PAGE}/1")
    assert needs_full_text(teaser)
    assert not needs_full_text(teaser, is_shared=True)
    assert not needs_full_text(ParsedEntry(text="The ministers met …"))
    assert not needs_full_text(ParsedEntry(text=LONG * 2, is_content=True, address=f"{PAGE}/1"))


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "…",
        " [...]",
        " Read more »",
        " Read the full statement",
        " Continue reading “Met”",
        " The post Met first appeared on Site.",
    ],
)
def test_what_a_publishers_program_hangs_on_a_text_is_left_out(ending: str) -> None:
    assert without_ending("The ministers met." + ending) == "The ministers met."


@given(st.text(st.sampled_from("Read more.\n…[]() The post appeared first on continue reading x"), max_size=3_000))
def test_what_is_left_of_a_text_is_its_beginning(text: str) -> None:
    assert text.strip().startswith(without_ending(text))

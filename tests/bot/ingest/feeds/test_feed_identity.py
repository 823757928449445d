from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ingest.feeds.identity import LOOKED_AT, Standing, assess, identify, keys_of, marks_of
from bot.ingest.feeds.parsed import ParsedFeed
from tests.bot.ingest.feeds.feeding import FEED, LONG, NOON, item, parsed, rss

NEW, CHANGED, KNOWN = Standing.NEW, Standing.CHANGED, Standing.KNOWN
PAGE = "https://ministry.example/n/1"
OTHER = item("Another", "/n/2", "Another text.")
FEW = "The ministers met."


class Follower:
    """Somebody who looks at a feed again and again, and keeps what is to be kept."""

    def __init__(self) -> None:
        self.kept: dict[str, str | None] = {}

    def look(self, *items: str, feed: ParsedFeed | None = None) -> list[Standing]:
        """Give the standing of each item, in the order given."""
        found = identify(feed or parsed(rss(*items)), FEED)
        seen = {key: self.kept[key] for key in keys_of(found) if key in self.kept}
        standings = assess(found, seen)
        for key, text in marks_of(found, seen).items():
            self.kept[key] = text or self.kept.get(key)
        return list(standings)


def after(*items: str) -> Follower:
    """Give somebody who has looked once, at these items."""
    follower = Follower()
    follower.look(*items)
    return follower


def test_what_stands_there_at_the_first_look_counts_as_seen() -> None:
    follower = Follower()
    assert follower.look(item("A", PAGE, LONG), OTHER) == [KNOWN, KNOWN]
    assert follower.look(item("A", PAGE, LONG), OTHER) == [KNOWN, KNOWN]


def test_what_comes_after_an_empty_first_look_is_new() -> None:
    assert after().look(OTHER) == [NEW]


def test_an_entry_is_new_once() -> None:
    follower = after(OTHER)
    assert follower.look(item("A", PAGE, LONG), OTHER) == [NEW, KNOWN]
    assert follower.look(item("A", PAGE, LONG), OTHER) == [KNOWN, KNOWN]


def test_an_entry_that_left_the_feed_and_comes_back_is_known() -> None:
    follower = after(item("A", PAGE, LONG), OTHER)
    follower.look(OTHER)
    assert follower.look(item("A", PAGE, LONG), OTHER) == [KNOWN, KNOWN]


@pytest.mark.parametrize("text", [LONG, FEW, ""])
@pytest.mark.parametrize(
    "again",
    [
        {"pubDate": "2026-01-01"},
        {"guid": "another id"},
        {"guid": "https://ministry.example/?p=99"},
        {"title": "A new title"},
        {"title": ""},
        {"author": "B"},
        {"link": PAGE + "?utm_source=rss&utm_campaign=x"},
        {"link": PAGE + "/"},
        {"link": PAGE + "#comments"},
        {"link": PAGE.replace("https://", "http://www.")},
        {"link": PAGE + "?fbclid=abc", "title": "A new title", "pubDate": "2026-01-01", "guid": "another id"},
    ],
    ids=lambda again: "+".join(f"{name}={value}" for name, value in again.items()),
)
def test_an_entry_stays_the_same_whatever_else_changes(again: dict[str, str], text: str) -> None:
    first = {"title": "A title", "link": PAGE, "text": text, "guid": "an id", "pubDate": "2025-04-03"}
    assert after(item(**first), OTHER).look(item(**first | again), OTHER) == [KNOWN, KNOWN]


@pytest.mark.parametrize(
    "text",
    [
        LONG + "[…]",
        LONG + "... Read more",
        LONG + "Continue reading A new title →",
        LONG + "The post A new title appeared first on Ministry.",
        "<p>" + LONG.replace("towns", "<b>towns</b>") + "</p><img src='/1.png'>",
        LONG.upper(),
    ],
)
def test_the_same_words_in_another_dress_are_no_new_version(text: str) -> None:
    assert after(item("A", PAGE, LONG)).look(item("A", PAGE, text)) == [KNOWN]


@pytest.mark.parametrize("again", [{}, {"title": "New title"}, {"guid": "z"}, {"pubDate": "2026-01-01"}])
def test_new_text_at_the_same_address_is_a_new_version_of_the_same_entry(again: dict[str, str]) -> None:
    follower = after(item("A", PAGE, LONG), OTHER)
    edited = item(**{"title": "A", "link": PAGE, "text": LONG.replace("40 million", "50 million")} | again)
    assert follower.look(edited, OTHER) == [CHANGED, KNOWN]
    assert follower.look(edited, OTHER) == [KNOWN, KNOWN]


def test_a_text_that_appears_or_disappears_is_no_new_version() -> None:
    follower = after(item("A", PAGE))
    assert follower.look(item("A", PAGE, LONG)) == [KNOWN]
    assert follower.look(item("A", PAGE)) == [KNOWN]
    assert follower.look(item("A", PAGE, LONG.replace("40", "50"))) == [CHANGED]


@pytest.mark.parametrize(
    "home", ["https://ministry.example/", "https://ministry.example/en", FEED, "https://www.ministry.example"]
)
def test_entries_that_link_to_no_page_of_their_own_are_told_apart_by_text(home: str) -> None:
    def feed(*texts: str) -> ParsedFeed:
        return parsed(rss(*(item("News", home, text) for text in texts), link="https://ministry.example/en"))

    follower = Follower()
    follower.look(feed=feed("The rate is 4.25 percent.", LONG))
    assert follower.look(feed=feed("The rate is 4.50 percent.", "The rate is 4.25 percent.")) == [NEW, KNOWN]
    assert follower.look(feed=feed("The rate is 4.75 percent.")) == [NEW]
    assert follower.look(feed=feed(LONG)) == [KNOWN]


def test_an_entry_alone_that_links_to_the_page_of_the_feed_is_told_by_text() -> None:
    def feed(text: str) -> ParsedFeed:
        return parsed(rss(item("News", "/en", text), link="https://ministry.example/en"))

    follower = Follower()
    follower.look(feed=feed("The rate is 4.25 percent."))
    assert follower.look(feed=feed("The rate is 4.50 percent.")) == [NEW]


@pytest.mark.parametrize("fragments", [("#top", "#top"), ("#xtor=RSS-1", "#xtor=RSS-2")])
def test_a_fragment_that_names_no_place_tells_nothing(fragments: tuple[str, str]) -> None:
    follower = after(item("A", PAGE + fragments[0], LONG), item("B", PAGE + fragments[1], FEW))
    assert follower.look(
        item("C", PAGE + fragments[0], FEW + " They ate."), item("D", PAGE + fragments[1], FEW + " They left.")
    ) == [NEW, NEW]


def test_entries_that_share_an_address_are_told_apart_by_text_even_when_one_is_left_alone() -> None:
    follower = after(item("9:00", PAGE, "The talks began."), item("10:00", PAGE, "The talks go on."))
    assert follower.look(item("11:00", PAGE, "The talks ended."), item("10:00", PAGE, "The talks go on.")) == [
        NEW,
        KNOWN,
    ]
    assert follower.look(item("12:00", PAGE, "The text was signed.")) == [NEW]
    assert follower.look(item("9:00", PAGE, "The talks began.")) == [KNOWN]


def test_an_entry_that_was_alone_at_an_address_is_known_beside_another() -> None:
    follower = after(item("9:00", PAGE, "The talks began."))
    assert follower.look(item("10:00", PAGE, "The talks go on."), item("9:00", PAGE, "The talks began.")) == [
        NEW,
        KNOWN,
    ]


def test_short_texts_at_a_shared_address_are_told_apart_by_their_titles_too() -> None:
    follower = after(item("Monday", PAGE, "Read the notice."), item("Tuesday", PAGE, "Read the notice."))
    assert follower.look(item("Wednesday", PAGE, "Read the notice."), item("Tuesday", PAGE, "Read the notice.")) == [
        NEW,
        KNOWN,
    ]


def test_entries_at_several_places_of_a_page_keep_their_versions() -> None:
    morning, noon = item("M", PAGE + "#morning", LONG), item("N", PAGE + "#noon", "At noon the ministers ate.")
    follower = after(morning, noon)
    assert follower.look(item("M", PAGE + "#morning", LONG + "They shook hands."), noon) == [CHANGED, KNOWN]
    assert follower.look(item("E", PAGE + "#evening", "In the evening they left.")) == [NEW]


@pytest.mark.parametrize("guid", ["", "urn:uuid:1", "17"])
def test_an_entry_without_an_address_is_told_by_its_text(guid: str) -> None:
    follower = after(item("A", text=LONG, guid=guid), item("B", text=FEW))
    again = item("New title", text=LONG, guid=f"{guid}9", pubDate="2026-01-01")
    assert follower.look(item("C", text=FEW.replace("met", "parted")), again, item("B", text=FEW)) == [
        NEW,
        KNOWN,
        KNOWN,
    ]


def test_an_entry_with_nothing_but_a_title_is_told_by_its_title() -> None:
    assert after(item("A"), item("B")).look(item("C"), item("A")) == [NEW, KNOWN]


def test_an_id_that_is_an_address_stands_for_a_missing_link() -> None:
    follower = after(item("A", guid=PAGE, text=LONG))
    assert follower.look(item("A", guid=PAGE, text=LONG.replace("40", "50"))) == [CHANGED]


@pytest.mark.parametrize(
    "address",
    [
        "https://ministry.example/n/1?click=a8f3e1b27c44d2",
        "https://ministry.example/n/1?lead=newsletter",
        "https://ministry.example/press/n/1-a-new-title",
    ],
)
def test_an_entry_with_the_same_text_at_a_new_address_has_moved(address: str) -> None:
    follower = after(item("A title", PAGE, LONG), OTHER)
    assert follower.look(item("A new title", address, LONG), OTHER) == [KNOWN, KNOWN]
    assert follower.look(item("A new title", address, LONG.replace("40", "50")), OTHER) == [CHANGED, KNOWN]


@pytest.mark.parametrize(
    "other",
    [
        item("Minutes", "/n/2", LONG),
        item("Minutes 5", "/n/1-minutes", LONG),
        item("Minutes", "/n/1?doc=5", LONG),
        item("Minutes", "https://agency.example/n/1", LONG),
        item("Minutes", "/n/1-minutes", LONG.replace("40", "50")),
        item("Minutes", "/n/1-minutes", FEW),
    ],
    ids=["path", "title", "parameter", "host", "text", "short text"],
)
def test_another_figure_another_host_or_a_short_text_is_another_entry(other: str) -> None:
    assert after(item("Minutes", PAGE, LONG)).look(other) == [NEW]


def test_a_text_that_several_entries_have_moves_none_of_them() -> None:
    series = [item("On trade", "/s/trade", LONG), item("On fish", "/s/fish", LONG)]
    assert after(*series).look(item("On steel", "/s/steel", LONG)) == [NEW]


def test_a_text_at_a_new_address_while_the_old_one_is_listed_is_another_entry() -> None:
    again, edited = item("A", "/n/1-again", LONG), item("A", PAGE, LONG.replace("40", "50"))
    assert after(item("A", PAGE, LONG)).look(again, edited) == [NEW, CHANGED]


def test_a_text_at_two_new_addresses_has_not_moved() -> None:
    copies = item("A", "/n/1-a", LONG), item("A", "/n/1-b", LONG)
    assert after(item("A", PAGE, LONG)).look(*copies) == [NEW, NEW]


def test_a_text_listed_twice_is_two_entries() -> None:
    assert after(OTHER).look(item("A", PAGE, LONG), item("A", "/n/1-again", LONG), OTHER) == [NEW, NEW, KNOWN]
    assert after(item("A", PAGE, LONG)).look(item("A", PAGE, LONG), item("A", "/n/1-again", LONG)) == [KNOWN, NEW]


def test_an_entry_listed_twice_is_one() -> None:
    assert after(OTHER).look(item("A", PAGE, LONG), item("A", PAGE + "?utm_source=x", LONG)) == [NEW, KNOWN]


def test_an_entry_has_the_same_key_after_its_date_title_and_text_changed() -> None:
    (first,) = identify(parsed(rss(item("A", PAGE, LONG, pubDate=NOON.isoformat()))), FEED)
    (second,) = identify(parsed(rss(item("B", PAGE, FEW, pubDate=(NOON + timedelta(days=9)).isoformat()))), FEED)
    assert first.key == second.key
    assert first.text != second.text


def test_what_is_kept_holds_neither_addresses_nor_words() -> None:
    found = identify(parsed(rss(item("Secret", PAGE, LONG), item("Secret", "/", "Secret"))), FEED)
    kept = str(marks_of(found, {}) | dict.fromkeys(keys_of(found)))
    assert LOOKED_AT in kept
    assert not any(word in kept.casefold() for word in ("secret", "ministry", "example", "minister"))

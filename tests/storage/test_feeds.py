"""What is kept of feeds: when entries were first seen, and how the feed answered last."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.feeds import FeedState, SeenEntry
from tests.storage.makings import NOON

FEED = "https://council.example/feed"
LATER = NOON + timedelta(days=1)


async def test_an_entry_counts_from_when_it_was_first_seen(database: Database) -> None:
    feeds = database.feeds
    assert await feeds.seen(None, FEED, ["a", "b"]) == {}
    await feeds.mark_seen(None, FEED, {"a": "one"}, NOON)
    await feeds.mark_seen(None, FEED, {"a": "two", "b": None}, LATER)
    assert await feeds.seen(None, FEED, ["a", "b", "c"]) == {"a": NOON, "b": LATER}
    assert await feeds.entries(None, FEED, ["a", "b"]) == {"a": SeenEntry(NOON, "two"), "b": SeenEntry(LATER, None)}


async def test_an_entry_that_was_not_read_again_keeps_the_hash_of_its_text(database: Database) -> None:
    await database.feeds.mark_seen(None, FEED, {"a": "one"}, NOON)
    await database.feeds.mark_seen(None, FEED, {"a": None}, LATER)
    assert (await database.feeds.entries(None, FEED, ["a"]))["a"] == SeenEntry(NOON, "one")


async def test_thousands_of_entries_are_looked_up_at_once(database: Database) -> None:
    identities = [str(number) for number in range(1500)]
    await database.feeds.mark_seen(None, FEED, dict.fromkeys(identities), NOON)
    assert len(await database.feeds.seen(None, FEED, identities)) == 1500


async def test_a_workspaces_own_feed_is_its_own(database: Database) -> None:
    feeds = database.feeds
    await feeds.mark_seen("acme", FEED, {"a": "one"}, NOON)
    await feeds.keep_state("acme", FEED, FeedState(2, LATER, "tag", "Tue"))
    for other in ("umbrella", "public", None):
        assert await feeds.seen(other, FEED, ["a"]) == {}
        assert await feeds.state(other, FEED) == FeedState()


async def test_how_a_feed_answered_last_is_kept(database: Database) -> None:
    feeds = database.feeds
    assert await feeds.state(None, FEED) == FeedState()
    for state in (FeedState(3, LATER), FeedState(0, None, '"tag"', "Tue, 03 Mar 2026 12:00:00 GMT")):
        await feeds.keep_state(None, FEED, state)
        assert await feeds.state(None, FEED) == state


async def test_a_dropped_feed_leaves_nothing(database: Database) -> None:
    feeds = database.feeds
    for address in (FEED, f"{FEED}/2"):
        await feeds.mark_seen(None, address, {"a": "one"}, NOON)
        await feeds.keep_state(None, address, FeedState(1))
    await feeds.drop(None, FEED)
    assert await feeds.seen(None, FEED, ["a"]) == {}
    assert await feeds.state(None, FEED) == FeedState()
    assert await feeds.seen(None, f"{FEED}/2", ["a"]) == {"a": NOON}

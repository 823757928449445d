"""Hosts that ask for a pause get it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ingest.fetch import RetryLaterError
from tests.bot.ingest.fetching.fetching_makings import world
from tests.fakes.web import in_turn, page


async def test_a_short_pause_is_waited_for_and_the_page_asked_once_more() -> None:
    busy = page(status="503 Busy", Retry_After="2")
    async with world({"/": in_turn(busy, page("there"))}) as here:
        assert (await here.fetcher.get("http://example.com/")).raw == b"there"
        assert here.clock.slept == [timedelta(seconds=2)]


@pytest.mark.parametrize(
    ("retry_after", "moment"),
    [
        ("90", "in 90 seconds"),
        ("600", "in 10 minutes"),
        ("9000", "in 3 hours"),
        ("999999", "in 12 days"),
        ("Wed, 01 Apr 2026 12:30:00 GMT", "in 30 minutes"),
        ("whenever", "later"),
    ],
)
async def test_a_long_pause_is_told(retry_after: str, moment: str) -> None:
    async with world({"/": page(status="429 Too Many Requests", Retry_After=retry_after)}) as here:
        with pytest.raises(RetryLaterError) as caught:
            await here.fetcher.get("http://example.com/")
        assert here.clock.slept == []
    assert f"Try again {moment}, or" in caught.value.sentence


async def test_a_host_that_asked_for_a_pause_is_left_alone_until_then() -> None:
    busy = page(status="429 Too Many Requests", Retry_After="600")
    async with world({"/a": in_turn(busy, page("there")), "*": page("there")}) as here:
        for path in ("a", "b"):
            with pytest.raises(RetryLaterError):
                await here.fetcher.get(f"http://example.com/{path}")
        assert here.paths == ["/a"]
        assert (await here.fetcher.get("http://example.org/")).raw == b"there"
        await here.clock.sleep(timedelta(minutes=10))
        assert (await here.fetcher.get("http://example.com/a")).raw == b"there"


async def test_a_host_that_asks_twice_is_not_asked_a_third_time() -> None:
    async with world({"/": page(status="503 Busy", Retry_After="1")}) as here:
        with pytest.raises(RetryLaterError, match="in 1 second"):
            await here.fetcher.get("http://example.com/")
        assert len(here.paths) == 2

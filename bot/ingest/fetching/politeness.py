"""How hosts are asked: under our name, so many requests at once, and not before they said."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LONGEST_REMEMBERED = timedelta(hours=1)
"""How long a host's "not before" is kept at most: a wrong one must not end the reading of a source."""
_MOST_HOSTS = 10_000


class Clock(Protocol):
    """The time of day, and waiting."""

    def now(self) -> datetime:
        """Give the time (UTC)."""

    async def sleep(self, wait: timedelta) -> None:
        """Wait."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the time (UTC)."""
        return datetime.now(UTC)

    async def sleep(self, wait: timedelta) -> None:
        """Wait."""
        await asyncio.sleep(wait.total_seconds())


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Give how long a Retry-After header asks to wait: seconds or a date (RFC 9110, section 10.2.3); None if neither."""
    if not value:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(timedelta(), moment - now)


def user_agent(contact: str = "") -> str:
    """Give how the bot names itself to hosts: its name as robots.txt would have it, its version, whom to ask."""
    try:
        release = version("briefbot")
    except PackageNotFoundError:
        release = "0"
    return f"briefbot/{release} (reads pages that people ask for{f'; +{contact}' if contact else ''})"


class Politeness:
    """Who is being asked how often now, and who asked for a pause."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._turns: dict[str, tuple[asyncio.Semaphore, int]] = {}
        self._pauses: OrderedDict[str, datetime] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn with a host and keep it for as long as the block runs."""
        turns, users = self._turns.get(host, (asyncio.Semaphore(self._per_host), 0))
        self._turns[host] = (turns, users + 1)
        try:
            async with turns:
                yield
        finally:
            users = self._turns[host][1] - 1
            if users:
                self._turns[host] = (turns, users)
            else:
                del self._turns[host]

    def note_pause(self, origin: str, until: datetime, now: datetime) -> None:
        """Remember that an origin ("host:port") is not to be asked until then, or for an hour at most."""
        self._pauses[origin] = min(until, now + LONGEST_REMEMBERED)
        self._pauses.move_to_end(origin)
        while len(self._pauses) > _MOST_HOSTS:
            self._pauses.popitem(last=False)

    def pause_of(self, origin: str, now: datetime) -> timedelta | None:
        """Give how long an origin is still to be left alone, if at all."""
        until = self._pauses.get(origin)
        if until is None:
            return None
        if until <= now:
            del self._pauses[origin]
            return None
        return until - now

"""The clock as delivery sees it, so that tests can move it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and lets it pass."""

    def now(self) -> datetime:
        """Give the moment, with its zone."""
        ...

    def monotonic(self) -> float:
        """Give seconds that only grow, whatever is done to the clock."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds that only grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class SetBack:
    """A clock that was set back: the moment that it would be, and the moment that it says it is."""

    former: datetime
    now: datetime


class ClockWatch:
    """Notices when a clock is set back."""

    NOTICED = timedelta(seconds=5)
    """Less is no matter: what is due then is due a moment later."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen = (clock.now(), clock.monotonic())

    def look(self) -> SetBack | None:
        """Say whether the clock was set back since the last look."""
        (moment, ticks), now = self._seen, (self._clock.now(), self._clock.monotonic())
        self._seen = now
        former = moment + timedelta(seconds=now[1] - ticks)
        return SetBack(former, now[0]) if now[0] < former - self.NOTICED else None

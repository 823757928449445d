"""The budget of identifications: Discord takes 1,000 a day, ends every connection past it and makes the token worthless."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

GAPS_S = (0.0, 5.0, 15.0, 60.0, 120.0, 300.0, 600.0, 900.0)
"""The least time since the last one, by how many there were in the hour before: at most nine in an hour."""
BETWEEN_ANY_S = 5.0
MOST_A_DAY = 800
_LONGEST_WAIT_S = 20.0
"""A connection that stays silent for longer is closed, so a longer wait is no wait but another attempt."""
_HOUR_S, _DAY_S = 3600.0, 86_400.0


class TooSoonError(OSError):
    """It is too soon to identify again: the library tries again later."""


class IdentifyBudget:
    """Says when a connection may identify; resuming one is no identification."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._all: deque[float] = deque()
        self._of: dict[int | None, deque[float]] = {}
        self._turn = asyncio.Lock()

    async def claim(self, shard: int | None = None) -> None:
        """Wait until a shard may identify, and count it; raises `TooSoonError` where that is long."""
        async with self._turn:
            wait = self.wait(shard)
            if wait > _LONGEST_WAIT_S:
                raise TooSoonError(f"identifying again in {wait:.0f} seconds")
            if wait > 0:
                await self._sleep(wait)
            self._all.append(self._now())
            self._of.setdefault(shard, deque()).append(self._now())

    def wait(self, shard: int | None = None) -> float:
        """Give the seconds until a shard may identify."""
        now = self._now()
        mine = _since(self._of.setdefault(shard, deque()), now - _HOUR_S)
        everybody = _since(self._all, now - _DAY_S)
        gap = GAPS_S[min(len(mine), len(GAPS_S) - 1)]
        waits = [mine[-1] + gap - now if mine else 0.0, everybody[-1] + BETWEEN_ANY_S - now if everybody else 0.0]
        if len(everybody) >= MOST_A_DAY:
            waits.append(everybody[0] + _DAY_S - now)
        return max(0.0, *waits)


def _since(moments: deque[float], since: float) -> deque[float]:
    while moments and moments[0] <= since:
        moments.popleft()
    return moments

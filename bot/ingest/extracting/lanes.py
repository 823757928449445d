"""Who reads next. A page that takes a moment never waits for those that take long.

There are a few places for readings of any length. While all are taken, a newcomer gets a trial: a fraction of a second
of computing in one of the trial places, which is enough for most. What is not done by then starts anew when a place is
free, in the order of coming. Small inputs have trial places of their own: what is large seldom is quick.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from typing import TypeVar

    T = TypeVar("T")

_SMALL = 262_144
"""Bytes. Most pages of publishers are smaller."""
_LONGEST_PENALTY_S = 5.0
_PENALTY_S_PER_BYTE = 1 / 200_000


class TrialOverError(Exception):
    """A reading did not finish within its trial."""


class Lanes:
    """Gives out places: `full` for readings of any length; while those are taken, `trials` for first attempts.

    There are as many trial places for small inputs as for large ones.
    """

    def __init__(self, full: int, trials: int) -> None:
        self._full = asyncio.Semaphore(full)
        self._small_trials = _OrderedPlaces(trials)
        self._large_trials = _OrderedPlaces(trials)

    async def run(self, size: int, attempt: Callable[[bool], Awaitable[T]]) -> T:
        """Run `attempt(is_trial)` when there is a place; `size` is the input's, in bytes: small ones go first.

        A trial that does not finish raises `TrialOverError`, and is attempted again in full.
        """
        if self._full.locked():
            trials = self._small_trials if size <= _SMALL else self._large_trials
            async with trials.place(size):
                try:
                    return await attempt(True)
                except TrialOverError:
                    pass
        async with self._full:
            return await attempt(False)


class _OrderedPlaces:
    """Some places, given first to who came first; a large input counts as if it had come some seconds later."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._ticket = itertools.count()

    @asynccontextmanager
    async def place(self, size: int) -> AsyncIterator[None]:
        """Hold a place."""
        await self._acquire(size)
        try:
            yield
        finally:
            self._release()

    async def _acquire(self, size: int) -> None:
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        turn = loop.time() + min(_LONGEST_PENALTY_S, size * _PENALTY_S_PER_BYTE)
        given: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._waiting, (turn, next(self._ticket), given))
        try:
            await given
        except asyncio.CancelledError:
            if given.done() and not given.cancelled():
                self._release()
            raise

    def _release(self) -> None:
        while self._waiting:
            _, _, given = heapq.heappop(self._waiting)
            if not given.done():
                given.set_result(None)
                return
        self._free += 1

"""One alarm when the store can't be written, and one word when it can be again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from bot.delivery.retrying import backoff
from storage.errors import StoreUnavailableError

if TYPE_CHECKING:
    import logging
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.delivery.clock import Clock
    from bot.delivery.retrying import Patience

T = TypeVar("T")


class Alarm:
    """Shared by all that works on the store: whoever fails first raises it, whoever writes first lets it down."""

    def __init__(self, what: str, log: logging.Logger, patience: Patience, clock: Clock) -> None:
        self._what = what
        self._log = log
        self._patience = patience
        self._clock = clock
        self._failures = 0

    @asynccontextmanager
    async def raised(
        self, kind: type[StoreUnavailableError] = StoreUnavailableError, *, writes: bool = True
    ) -> AsyncIterator[None]:
        """Do something with the store; its being away goes no further. Reading may work on a disk that is full."""
        try:
            yield
        except kind as error:
            if not self._failures:
                self._log.error("%s wait: %s", self._what, error)
            self._failures += 1
            return
        if writes and self._failures:
            self._log.warning("%s go on", self._what)
            self._failures = 0

    @property
    def wait(self) -> float:
        """Seconds to wait before the next try: longer after each failure, up to half a minute; 0 while all is well."""
        if not self._failures:
            return 0.0
        longest = self._patience.lease.total_seconds() / 2
        return min(backoff(self._patience, self._failures, 0.5).total_seconds(), longest)

    async def insist(
        self, write: Callable[[], Awaitable[T]], kind: type[StoreUnavailableError] = StoreUnavailableError
    ) -> T:
        """Write, again and again until it works, and give what it gives; `kind` is what may pass by itself."""
        while True:
            async with self.raised(kind):
                return await write()
            await self._clock.sleep(self.wait)

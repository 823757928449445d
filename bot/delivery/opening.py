"""Opening the store for something that serves: a server that is away is waited for, not given up."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.delivery.alarm import Alarm
from bot.delivery.clock import Clock, SystemClock
from bot.delivery.retrying import Patience
from storage.database import Database, open_database
from storage.errors import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_log = logging.getLogger(__name__)


@asynccontextmanager
async def open_when_reached(
    location: str, *, clock: Clock | None = None, patience: Patience | None = None
) -> AsyncIterator[Database]:
    """Open the store at a path or a URL; raises `StoreUnavailableError` for whatever waiting does not mend."""
    clock, patience = clock or SystemClock(), patience or Patience()
    alarm = Alarm("all services", _log, patience, clock)
    async with AsyncExitStack() as stack:
        yield await alarm.insist(lambda: _open(stack, location), StoreAwayError)


async def _open(stack: AsyncExitStack, location: str) -> Database:
    return await stack.enter_async_context(open_database(location))

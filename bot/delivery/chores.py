"""What the program does by itself, every day: what is older than is kept is forgotten, and what is over swept up."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from storage.expiring import workspaces_before

if TYPE_CHECKING:
    from bot.delivery.clock import Clock
    from bot.delivery.performing import Runner
    from storage.database import Database

EXPIRE = "expire"
SWEEP = "sweep"
Sweep = Callable[[], Awaitable[int]]
_log = logging.getLogger(__name__)


def expire_runner(database: Database, keep_days: int, clock: Clock) -> Runner:
    """Give what forgets the statements of all workspaces that are older than some days; 0: none are."""

    async def expire(_subject: str) -> None:
        if not keep_days:
            return
        before = clock.now() - timedelta(days=keep_days)
        for workspace in await workspaces_before(database, before):
            count = await database.usage.expire(workspace, before)
            _log.info("%d statements of %s were kept for %d days and are forgotten", count, workspace, keep_days)

    return expire


def sweep_runner(sweeps: Sequence[Sweep]) -> Runner:
    """Give what removes the rows that are of no use any more."""

    async def sweep(_subject: str) -> None:
        count = sum([await each() for each in sweeps])
        _log.info("%d rows were over long ago and are swept up", count)

    return sweep

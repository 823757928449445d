"""Serving: what is configured runs until it is asked to stop, and then stops clean."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.errors import StoreError
from storage.delivery.job_records import Schedule
from storage.delivery.records import Executor
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.delivery.chores import Sweep
    from bot.delivery.clock import Clock
    from bot.delivery.jobs import Jobs
    from bot.delivery.performing import Runner
    from bot.settings import Settings
    from storage.database import Database

GRACE = timedelta(seconds=20)
"""How long what is under way may take when the program stops; the rest is handed over."""
BUTTONS_KEPT = timedelta(days=180)
"""How long it is known what a button stands for that has no room to say it."""
_CHORES = {"expire": "20 3 * * *", "sweep": "50 3 * * *"}
"""When in the day each is done, in UTC."""
_log = logging.getLogger(__name__)


class Service(Protocol):
    """Something that runs until it is asked to stop."""

    async def run(self) -> None:
        """Do the work until `stop`."""
        ...

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what can be in time, hand over the rest."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What is served, by name, and what is not because it is not configured."""

    served: Mapping[str, Service]
    missing: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Say both in one line."""
        missing = f"; not configured: {', '.join(self.missing)}" if self.missing else ""
        return f"serving {', '.join(self.served)}{missing}"


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open the store and give what is configured; raises `StoreError` where the store can't be used."""
    from bot.chatting import open_chat
    from bot.delivery.executors import executor_name
    from bot.delivery.opening import open_when_reached

    folder = settings.data.expanduser()
    try:
        with executor_name(folder, settings.executor) as name:
            async with (
                open_when_reached(settings.store) as database,
                open_chat(settings, database, Executor(name)) as chat,
            ):
                served: dict[str, Service] = {", ".join(chat.ways_in): chat} if chat else {}
                missing = tuple(each for each in ("Slack", "Discord") if chat is None or each not in chat.ways_in)
                yield Services({**served, "jobs": await _jobs(settings, database, Executor(name))}, missing)
    except StorageError as error:
        raise StoreError(str(error)) from error
    except OSError as error:
        raise StoreError(f"The folder {folder} can't be used: {error.strerror or error}.") from error


async def _jobs(settings: Settings, database: Database, executor: Executor) -> Jobs:
    from bot.delivery.chores import EXPIRE, SWEEP, expire_runner, sweep_runner
    from bot.delivery.clock import SystemClock
    from bot.delivery.engine import engine_url
    from bot.delivery.jobs import Jobs

    clock = SystemClock()
    runners: dict[str, Runner] = {EXPIRE: expire_runner(database, settings.keep_days, clock)}
    jobs = Jobs(database, runners, executor, engine_url(settings.store), clock=clock)
    runners[SWEEP] = sweep_runner((*_delivery_sweeps(database, clock), jobs.sweep))
    for kind, cron in _CHORES.items():
        await jobs.schedule(Schedule(f"daily {kind}", kind, cron))
    return jobs


def _delivery_sweeps(database: Database, clock: Clock) -> tuple[Sweep, ...]:
    from bot.delivery import inbox, outbox

    async def sweep_inbox() -> int:
        return await database.inbox.sweep(clock.now() - inbox.KEPT)

    async def sweep_outbox() -> int:
        return await database.outbox.sweep(clock.now() - outbox.KEPT, clock.now())

    async def sweep_buttons() -> int:
        return await database.buttons.sweep(clock.now() - BUTTONS_KEPT)

    return sweep_inbox, sweep_outbox, sweep_buttons


async def serve(services: Services) -> None:
    """Run what is served until SIGTERM or SIGINT, or until a part of it can't go on, and stop it clean.

    Raises `StoreError` where a part could not go on.
    """
    asked = asyncio.Event()
    _on_signals(asked)
    tasks = {asyncio.create_task(each.run(), name=name) for name, each in services.served.items()}
    _log.info(services.summary)
    waiting = asyncio.create_task(asked.wait())
    await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    _log.info("stopping: what is under way may take %d seconds", GRACE.total_seconds())
    await asyncio.gather(*(each.stop(GRACE) for each in services.served.values()))
    await _end(tasks)
    _log.info("stopped")


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, StorageError):
            raise StoreError(str(outcome)) from outcome
        if isinstance(outcome, Exception):
            raise outcome


def _on_signals(asked: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: an interrupt raises instead
            loop.add_signal_handler(each, asked.set)

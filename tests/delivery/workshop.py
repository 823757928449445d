"""Jobs at work in a test: a store, runners, and ways to wait for what they do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.delivery.clock import SystemClock
from bot.delivery.engine import engine_url
from bot.delivery.executors import Rhythm
from bot.delivery.jobs import Jobs
from bot.delivery.performing import Runner
from bot.delivery.retrying import Patience
from storage.database import Database, open_database
from storage.delivery.job_records import JobState
from storage.delivery.records import Executor

QUICK = Patience(
    first_wait=timedelta(milliseconds=10),
    longest_wait=timedelta(milliseconds=50),
    most_tries=3,
    poll=timedelta(milliseconds=20),
)
RHYTHM = Rhythm(beat=timedelta(milliseconds=100), silence=timedelta(milliseconds=400))
LONGEST_S = 30.0


@dataclass
class Clock(SystemClock):
    """A clock that can be set; time passes as it does."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@asynccontextmanager
async def at_work(
    database: Database,
    folder: Path,
    runners: Mapping[str, Runner],
    *,
    name: str = "one",
    clock: Clock | None = None,
    grace: timedelta = timedelta(seconds=5),
) -> AsyncIterator[Jobs]:
    """Run jobs until the block ends."""
    url = engine_url(str(folder / "store.sqlite3"))
    jobs = Jobs(database, runners, Executor(name), url, clock=clock, patience=QUICK, rhythm=RHYTHM)
    running = asyncio.create_task(jobs.run())
    try:
        yield jobs
    finally:
        await jobs.stop(grace)
        await running


@asynccontextmanager
async def store_in(folder: Path) -> AsyncIterator[Database]:
    """Open the store of a folder."""
    async with open_database(folder / "store.sqlite3") as database:
        yield database


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what the condition gives
    """Wait for a condition and give what it gives."""
    async with asyncio.timeout(LONGEST_S):
        while not (found := await condition()):  # noqa: ASYNC110 - in a database, which wakes nobody
            await asyncio.sleep(0.01)
    return found


async def state_of(database: Database, job_id: str) -> JobState:
    """Give where a job stands."""
    return (await database.jobs.find(job_id))[0].state


async def until_state(database: Database, job_id: str, state: JobState) -> None:
    """Wait until a job stands there."""

    async def is_there() -> bool:
        return await state_of(database, job_id) is state

    await until(is_there)

"""Durable jobs: kept before they are begun, run at once or when they are due, and finished whatever is killed meanwhile.

A job's row is written first. Whoever has room takes it and has the engine run it under the row's id; rows that nobody
began, or whose executor shows no sign of life, are taken again.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.alarm import Alarm
from bot.delivery.calendar import next_time
from bot.delivery.clock import Clock, SystemClock
from bot.delivery.engine import Engine
from bot.delivery.executors import Heart, Rhythm
from bot.delivery.performing import Performer, Runner
from bot.delivery.retrying import Patience
from bot.delivery.waiting import wait_for
from storage.delivery.job_records import NewJob

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.database import Database
    from storage.delivery.job_records import ClaimedJob, Schedule
    from storage.delivery.records import Executor

JobId = str
MOST_AT_ONCE = 8
KEPT = timedelta(days=30)
"""How long a job's key is known after it is over."""
STEPS_KEPT = timedelta(days=1)
PATIENCE = Patience(most_tries=8)
_BEGUN_WITHIN_S = 60.0
_SET_BACK = timedelta(seconds=5)
_log = logging.getLogger(__name__)


class Jobs:
    """Takes jobs and runs them, in this process or in whichever lives to do it.

    `runners` do the jobs of each kind; `url` is where the engine keeps its steps (`bot.delivery.engine.engine_url`).
    """

    def __init__(
        self,
        database: Database,
        runners: Mapping[str, Runner],
        executor: Executor,
        url: str,
        *,
        clock: Clock | None = None,
        patience: Patience = PATIENCE,
        rhythm: Rhythm | None = None,
        most_at_once: int = MOST_AT_ONCE,
    ) -> None:
        self.executor = executor
        self._database = database
        self._store = database.jobs
        self._runners = runners
        self._clock = clock or SystemClock()
        self._patience = patience
        self._rhythm = rhythm or Rhythm()
        self._most_at_once = most_at_once
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._over = asyncio.Event()
        self._over.set()
        self._taken: dict[str, float] = {}
        self._seen: tuple[datetime, float] | None = None
        self._alarm = Alarm("the jobs", _log, patience, self._clock)
        self._engine_alarm = Alarm("new jobs", _log, patience, self._clock)
        self._heart = Heart(database.executors, executor, self._clock, self._rhythm, (self._store.hand_over,))
        self._performer = Performer(
            self._store,
            runners,
            executor,
            alarm=self._alarm,
            clock=self._clock,
            patience=patience,
            on_change=self._wake.set,
        )
        self._engine = Engine(url, executor.name, self._perform)

    async def submit(
        self, kind: str, subject: str = "", *, at: datetime | None = None, key: str | None = None, workspace: str = ""
    ) -> JobId:
        """Keep a job to be run at once, or at a moment, and give its id: that of the first one if its key is known.

        It is run from now on, whatever happens to this process. `storage.delivery.jobs.put` keeps one in a transaction
        of the caller's, to be followed by `wake`.
        """
        job_id = await self._store.add(NewJob(kind, subject, workspace, key), self._clock.now(), at)
        self.wake()
        return job_id

    async def schedule(self, new: Schedule) -> None:
        """Keep a job that comes round again; raises `bot.delivery.calendar.ScheduleError` where it never would."""
        await self._database.schedules.set(new, next_time(new, self._clock.now()))
        self.wake()

    def wake(self) -> None:
        """Look at once for what is due."""
        self._wake.set()

    async def run(self) -> None:
        """Run what is due until `stop`; what a former life of this executor had in hand is taken up first.

        Raises `bot.delivery.executors.ExecutorNameTakenError`.
        """
        self._over.clear()
        beating: asyncio.Task[None] | None = None
        try:
            await self._alarm.insist(self._enter)
            beating = asyncio.create_task(self._beat())
            beating.add_done_callback(lambda _: self._wake.set())
            await self._engine_alarm.insist(self._engine.open)
            while not self._stopping.is_set() and not beating.done():
                self._wake.clear()
                async with self._alarm.raised(writes=False):
                    await self._tend()
                await self._rest()
            if beating.done():
                beating.result()
        finally:
            if beating is not None:
                beating.cancel()
            self._over.set()

    async def stop(self, grace: timedelta = timedelta(seconds=20)) -> None:
        """Begin nothing more, finish what runs if it can be in time, and hand over the rest."""
        self._stopping.set()
        self.wake()
        await wait_for(self._over, grace.total_seconds())
        await self._performer.stop(grace)
        await self._engine.close()
        async with self._alarm.raised():
            await self._store.hand_over(self.executor.id, self._clock.now())
            await self._heart.leave()

    async def sweep(self) -> int:
        """Forget the jobs that were over long ago, and the steps of those that were over a while ago."""
        now = self._clock.now()
        return await self._store.sweep(now - KEPT) + await self._engine.tidy(now - STEPS_KEPT)

    async def _enter(self) -> None:
        await self._heart.enter()
        count = await self._store.take_up(self.executor, self._clock.now())
        if count:
            _log.warning("%d jobs are taken up that were in hand when this executor ended", count)

    async def _beat(self) -> None:
        while True:
            await self._clock.sleep(self._rhythm.beat.total_seconds())
            async with self._alarm.raised():
                if await self._heart.beat(await self._store.executors()):
                    self.wake()

    async def _rest(self) -> None:
        """Wait for work; while the store or the engine is away, for longer, whatever happens meanwhile."""
        away = max(self._alarm.wait, self._engine_alarm.wait)
        await wait_for(self._stopping if away else self._wake, away or self._patience.poll.total_seconds())

    async def _tend(self) -> None:
        await self._notice_clock()
        await self._make_due_jobs()
        await self._release_unbegun()
        while (room := self._most_at_once - len(self._in_hand)) > 0 and not self._stopping.is_set():
            now, kinds = self._clock.now(), tuple(self._runners)
            if not await self._store.has_due(now, kinds):
                return
            claimed = await self._store.claim_due(self.executor.id, now, room, kinds)
            await asyncio.gather(*map(self._start, claimed))

    @property
    def _in_hand(self) -> frozenset[str]:
        return frozenset(self._taken) | frozenset(self._performer.running.values())

    async def _start(self, job: ClaimedJob) -> None:
        self._taken[job.id] = self._clock.monotonic()
        async with self._engine_alarm.raised():
            await self._engine.start(job.id, is_first=job.claim == 1)
            return
        self._taken.pop(job.id, None)
        due = self._clock.now() + timedelta(seconds=self._engine_alarm.wait)
        await self._store.release(job.id, self.executor.id, due)

    async def _perform(self, job_id: str) -> None:
        self._taken.pop(job_id, None)
        if not self._stopping.is_set():
            await self._performer.perform(job_id)

    async def _release_unbegun(self) -> None:
        """Let others take what the engine was told to run and nobody began."""
        late = self._clock.monotonic() - _BEGUN_WITHIN_S
        for job_id in [each for each, since in self._taken.items() if since <= late]:
            del self._taken[job_id]
            await self._store.release(job_id, self.executor.id, self._clock.now())

    async def _make_due_jobs(self) -> None:
        now = self._clock.now()
        due = await self._database.schedules.next_due()
        while due is not None and due <= now:
            if not await self._database.schedules.make_due_jobs(now, next_time):
                return
            due = await self._database.schedules.next_due()

    async def _notice_clock(self) -> None:
        """Let what was due before the clock was set back not wait until it is due again."""
        now, ticks = self._clock.now(), self._clock.monotonic()
        expected = self._seen[0] + timedelta(seconds=ticks - self._seen[1]) if self._seen else now
        if now < expected - _SET_BACK:
            count = await self._store.set_clock_back(expected, now)
            _log.warning("the clock was set back by %s: %d jobs are due as before", expected - now, count)
        self._seen = (now, ticks)

"""One try of a job: begun, run, and how it went kept, whatever happens to the store meanwhile."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery import poison
from bot.delivery.retrying import backoff
from storage.errors import StoreUnavailableError

if TYPE_CHECKING:
    from bot.delivery.alarm import Alarm
    from bot.delivery.clock import Clock
    from bot.delivery.retrying import Patience
    from storage.delivery.job_records import ClaimedJob
    from storage.delivery.jobs import Jobs as StoredJobs
    from storage.delivery.records import Executor

Runner = Callable[[str], Awaitable[None]]
"""Does a job, given its subject's id. It may be done again after a crash, so its effects have keys; see also `steps`."""

LONGEST = timedelta(minutes=30)
"""What runs longer has failed."""
_UNKNOWN_KIND_WAITS = timedelta(minutes=5)
_AWAY_WAITS = timedelta(seconds=5)
_log = logging.getLogger(__name__)


class GiveUpError(Exception):
    """Raised by a runner for what no other try would change; the reason holds nothing of any text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Performer:
    """Runs the jobs that the engine names, and knows which are running."""

    def __init__(
        self,
        store: StoredJobs,
        runners: Mapping[str, Runner],
        executor: Executor,
        *,
        alarm: Alarm,
        clock: Clock,
        patience: Patience,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store
        self._runners = runners
        self._executor = executor
        self._alarm = alarm
        self._clock = clock
        self._patience = patience
        self._on_change = on_change
        self._one_suspect = asyncio.Lock()
        self.running: dict[asyncio.Task[None], str] = {}

    async def perform(self, job_id: str) -> None:
        """Run a job that is to be run; nothing happens if it runs elsewhere or is over."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - this is a coroutine
        self.running[task] = job_id
        try:
            async with AsyncExitStack() as stack:
                if poison.is_suspect(await self._alarm.insist(lambda: self._store.starts(job_id))):
                    await stack.enter_async_context(self._one_suspect)
                await self._begin(job_id)
        finally:
            del self.running[task]
            self._on_change()

    async def stop(self, grace: timedelta) -> None:
        """Let what runs end in time, and put down the rest."""
        if not self.running:
            return
        _, late = await asyncio.wait(self.running, timeout=grace.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _begin(self, job_id: str) -> None:
        job = await self._alarm.insist(lambda: self._store.begin(job_id, self._executor.id, self._clock.now()))
        if job is None:
            return
        if poison.is_poisoned(job.starts):
            await self._give_up(job, poison.REASON)
        elif job.kind not in self._runners:
            await self._put_off(job, _UNKNOWN_KIND_WAITS)
        else:
            await self._run(job, self._runners[job.kind])

    async def _run(self, job: ClaimedJob, runner: Runner) -> None:
        try:
            async with asyncio.timeout(LONGEST.total_seconds()):
                await runner(job.subject)
        except StoreUnavailableError as error:
            _log.warning("job %s (%s) is put off: %s", job.id, job.kind, error)
            await self._put_off(job, _AWAY_WAITS)
        except GiveUpError as error:
            await self._give_up(job, error.reason)
        except Exception as error:  # noqa: BLE001 - whatever a runner raises, the job stays and is tried again
            await self._fail(job, type(error).__name__, _place_of(error))
        except BaseException:  # this process stops, or the engine found that another runs the job
            await asyncio.shield(self._put_down(job))
            raise
        else:
            await self._keep(job, lambda: self._store.finish(job.id, job.claim, self._clock.now()))

    async def _fail(self, job: ClaimedJob, reason: str, place: str) -> None:
        tries = job.tries + 1
        _log.warning("job %s (%s) failed: %s at %s, try %d", job.id, job.kind, reason, place, tries)
        if tries >= self._patience.most_tries:
            await self._give_up(job, reason)
            return
        due = self._clock.now() + backoff(self._patience, tries, random.random())  # noqa: S311 - spreads the load
        await self._keep(job, lambda: self._store.fail(job.id, job.claim, reason, due))

    async def _give_up(self, job: ClaimedJob, reason: str) -> None:
        _log.error("job %s (%s) is given up: %s", job.id, job.kind, reason)
        await self._keep(job, lambda: self._store.give_up(job.id, job.claim, reason, self._clock.now()))

    async def _put_off(self, job: ClaimedJob, wait: timedelta) -> None:
        await self._keep(job, lambda: self._store.put_off(job.id, job.claim, self._clock.now() + wait))

    async def _put_down(self, job: ClaimedJob) -> None:
        """Let another take the job at once; tried only once, for this process is stopping."""
        async with self._alarm.raised():
            await self._store.put_off(job.id, job.claim, self._clock.now())

    async def _keep(self, job: ClaimedJob, write: Callable[[], Awaitable[bool]]) -> None:
        if not await self._alarm.insist(write):
            _log.warning("job %s (%s) was taken over meanwhile", job.id, job.kind)


def _place_of(error: BaseException) -> str:
    """Name the line that raised an error; its words may hold what people wrote and stay out of the log."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"

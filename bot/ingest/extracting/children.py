"""Jobs in limited children: input out, answer in, and what it means when a child ends without one."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.ingest.extracting.answers import read_reason
from bot.ingest.extracting.child import JOB_HEAD
from bot.ingest.extracting.framing import FRAME_HEAD, LARGEST_ANSWER, Kind, ProtocolError, to_json, unpack_head
from bot.ingest.extracting.lanes import Lanes, TrialOverError
from bot.ingest.extracting.warm import WarmLink
from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.ingest.extracted import Hint
    from bot.ingest.extracting.framing import Assembler
    from bot.ingest.extracting.limits import Limits
    from bot.ingest.extracting.warm import RunningJob

T = TypeVar("T")

_log = logging.getLogger(__name__)

TASKS = "bot.ingest.extracting.tasks"
_SENT_AT_ONCE = 262_144
_BYTES_PER_STEP = 65_536
_LOWEST_PRIORITY = 10
_OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGKILL})
"""How a child ends that gets no more memory: by libraries in C, or by the system."""
_REAPED_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """A task for a child; `assembler` makes what puts its answer together."""

    task: str
    raw: bytes
    hint: Hint
    assembler: Callable[[], Assembler[T]]


class ChildPool:
    """Runs jobs in children of their own, a limited number at once."""

    def __init__(self, limits: Limits, tasks: str = TASKS) -> None:
        """`tasks` names the module whose `prepare` and `perform` the children call."""
        self._limits = limits
        self._lanes = Lanes(limits.children, limits.trials)
        self._warm = WarmLink(limits, tasks)

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes there are: the warm child's, then its jobs'."""
        return self._warm.processes

    async def warm(self, tasks: Iterable[str]) -> None:
        """Start the warm child, with all that these tasks need."""
        await self._warm.prepare(tasks)

    async def close(self) -> None:
        """End all children."""
        await self._warm.close()

    async def run(self, job: Job[T]) -> T:
        """Give a job's answer; raise `UnreadableError` where there is none. Cancelling ends its child."""

        async def attempt(is_trial: bool) -> T:
            return await self._attempt(job, is_trial=is_trial)

        return await self._lanes.run(len(job.raw), attempt)

    async def _attempt(self, job: Job[T], *, is_trial: bool) -> T:
        running = await self._warm.start(job.task)
        try:
            await self._started(running)
            async with asyncio.timeout(self._limits.wall_s):
                await _send(running, job, self._limits.trial_s if is_trial else 0)
                return await _receive(running, job.assembler())
        except TimeoutError as error:
            raise TrialOverError if is_trial else UnreadableError(Reason.TOO_SLOW) from error
        except ProtocolError as error:
            _log.warning("a child broke the protocol: %s", error)
            raise UnreadableError(Reason.CRASHED) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await _why_ended(running, is_trial=is_trial) from error
        finally:
            await self._warm.stop(running)

    async def _started(self, running: RunningJob) -> None:
        """Wait until a job's child is there, or it is known that it never will be."""
        async with asyncio.timeout(self._limits.start_s):
            await asyncio.wait((running.started, running.ended), return_when=asyncio.FIRST_COMPLETED)


async def _send(running: RunningJob, job: Job[T], trial_s: float) -> None:
    nice = min(_LOWEST_PRIORITY, len(job.raw) // _BYTES_PER_STEP)
    terms = to_json({"hint": asdict(job.hint), "trial_s": trial_s, "nice": nice})
    running.writer.write(JOB_HEAD.pack(len(terms), len(job.raw)) + terms)
    view = memoryview(job.raw)
    for start in range(0, len(view), _SENT_AT_ONCE):
        running.writer.write(view[start : start + _SENT_AT_ONCE])
        await running.writer.drain()


async def _receive(running: RunningJob, assembler: Assembler[T]) -> T:
    left = LARGEST_ANSWER
    while True:
        kind, size = unpack_head(await running.reader.readexactly(FRAME_HEAD.size))
        left -= size
        if left < 0:
            raise ProtocolError("the answer is too large")
        payload = await running.reader.readexactly(size)
        if kind is Kind.END:
            return assembler.finish()
        if kind is Kind.REASON:
            error = read_reason(payload)
            if error.reason is Reason.DAMAGED and error.detail:
                _log.info("a parser failed: %s", error.detail)
            raise error
        assembler.add(kind, payload)
        # What has arrived already is read without a pause: let others have their turn.
        await asyncio.sleep(0)


async def _why_ended(running: RunningJob, *, is_trial: bool) -> Exception:
    """What it means that a child ended in the middle of its answer."""
    status = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_REAPED_WITHIN_S):
            status = await asyncio.shield(running.ended)
    if is_trial and status == -signal.SIGPROF:
        return TrialOverError()
    if status == -signal.SIGXCPU:
        return UnreadableError(Reason.TOO_SLOW)
    if -status in _OUT_OF_MEMORY:
        return UnreadableError(Reason.TOO_LARGE)
    _log.warning("a child ended with status %d", status)
    return UnreadableError(Reason.CRASHED)

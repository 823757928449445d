"""The parent's side of the warm child: starts it, orders jobs from it, hears how they end, replaces it when it is gone."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import socket  # noqa: TID251 - pairs of sockets between parent and child, never an address
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.ingest.extracting.child import ENDED, KILL, NEWS, ORDER, PREPARE, PREPARED, START, STARTED, Orders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.ingest.extracting.limits import Limits

_BOOT = (
    "import json, sys; path = json.loads(sys.argv[1])['path'];"
    "sys.path[:0] = [place for place in path[:1] if place not in sys.path];"
    "sys.path.extend(place for place in path if place not in sys.path);"
    "from bot.ingest.extracting.child import main; main(sys.argv[1])"
)
"""The place that this very package was imported from comes first: another copy may be installed."""
_BUFFER = 262_144
_UNKNOWN = 0
"""How a job ended of which the warm child can tell no more."""


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job's child: its channel, its process's id once it is there, and how it ended (signals are negative)."""

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    started: asyncio.Future[int]
    ended: asyncio.Future[int]


class WarmLink:
    """The warm child, as the parent sees it. It is there from the first order on, and there again after it died."""

    def __init__(self, limits: Limits, tasks: str) -> None:
        self._limits = limits
        self._tasks = tasks
        self._process: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._jobs: dict[int, RunningJob] = {}
        self._prepared: dict[int, asyncio.Future[int]] = {}
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes there are: the warm child's, then its jobs'."""
        warm = (self._process.pid,) if self._process and self._process.returncode is None else ()
        started = (job.started for job in self._jobs.values())
        return (*warm, *(each.result() for each in started if each.done() and not each.cancelled()))

    async def prepare(self, tasks: Iterable[str]) -> None:
        """Start the warm child if there is none, and let it import what these tasks need."""
        given = list(tasks)
        await self._ensure(given)
        loop = asyncio.get_running_loop()
        for task in given:
            number = next(self._numbers)
            self._prepared[number] = loop.create_future()
            await self._order(PREPARE, number, task)
            await self._prepared[number]

    async def start(self, task: str) -> RunningJob:
        """Start a job's child."""
        await self._ensure([task])
        ours, theirs = socket.socketpair()
        with theirs:
            reader, writer = await asyncio.open_unix_connection(sock=ours, limit=_BUFFER)
            loop = asyncio.get_running_loop()
            job = RunningJob(next(self._numbers), reader, writer, loop.create_future(), loop.create_future())
            self._jobs[job.number] = job
            try:
                await self._order(START, job.number, task, (theirs.fileno(),))
            except asyncio.CancelledError:
                writer.transport.abort()
                raise
        return job

    async def stop(self, job: RunningJob) -> None:
        """End a job's child, if it has not ended, and close its channel."""
        job.writer.transport.abort()
        if not job.ended.done():
            await self._order(KILL, job.number, "")

    async def close(self) -> None:
        """End the warm child, and with it all others."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        if self._listener is not None:
            await self._listener
        self._process = None

    async def _ensure(self, first: list[str]) -> None:
        """Start the warm child unless it is there."""
        async with self._starting:
            if self._listener is not None and not self._listener.done():
                return
            if self._process is not None:
                with suppress(ProcessLookupError):
                    self._process.kill()
            await self._spawn(first)

    async def _spawn(self, first: list[str]) -> None:
        ours, theirs = socket.socketpair()
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", "-c", _BOOT, self._orders(first),
                stdin=theirs.fileno(), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
                env={}, cwd="/", close_fds=True, start_new_session=True,
            )  # fmt: skip
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        self._control = ours
        self._listener = asyncio.create_task(self._listen(reader, self._writer))

    def _orders(self, first: list[str]) -> str:
        """Give the orders of a new child as JSON, with the places where modules are found: it has no environment."""
        root = str(Path(__file__).resolve().parents[3])
        orders = Orders(
            parent=os.getpid(),
            path=[root, *(place for place in sys.path if os.path.isabs(place) and place != root)],  # noqa: PTH117
            tasks=self._tasks,
            memory=self._limits.memory,
            files=self._limits.files,
            cpu_s=self._limits.cpu_s,
            first=first,
        )
        return json.dumps(asdict(orders))

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hear what becomes of jobs until the warm child hangs up; then all of them have ended."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                what, number, value = NEWS.unpack(await reader.readexactly(NEWS.size))
                if what == PREPARED and number in self._prepared:
                    _settle(self._prepared.pop(number), value)
                elif what == STARTED and number in self._jobs:
                    _settle(self._jobs[number].started, value)
                elif what == ENDED and number in self._jobs:
                    _settle(self._jobs.pop(number).ended, value)
        writer.transport.abort()
        for job in self._jobs.values():
            _settle(job.ended, _UNKNOWN)
        for prepared in self._prepared.values():
            _settle(prepared, _UNKNOWN)
        self._jobs.clear()
        self._prepared.clear()

    async def _order(self, what: bytes, number: int, task: str, descriptors: tuple[int, ...] = ()) -> None:
        """Send an order. Its socket takes thousands of them before it is full."""
        order = ORDER.pack(what, number, task.encode())
        while self._control is not None:
            try:
                socket.send_fds(self._control, [order], descriptors)
            except BlockingIOError:
                await asyncio.sleep(0.01)
            except OSError:
                return  # the warm child is gone: the listener settles what waits for it
            else:
                return


def _settle(future: asyncio.Future[int], value: int) -> None:
    if not future.done():
        future.set_result(value)

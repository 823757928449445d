"""The child process. It stays warm: it imports what parsers need, and for each job makes a copy of itself (a fork).

The copy reads one input and ends with it, so that nothing of an input outlives its job; the warm child itself never sees
any. Both are limited (`bot.ingest.extracting.confining`) before the first input arrives. Started by `bot.ingest.extracting.children`.

On standard input, a socket, the parent sends orders of a fixed size, with a job's own socket attached to it, and is told
which process does a job and how it ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket  # noqa: TID251 - pairs of sockets between parent and child, never an address
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType
    from typing import NoReturn

ORDER = struct.Struct(">cI16s")
"""What is asked for, the job's number, and the name of its task."""
START, KILL, PREPARE = b"s", b"k", b"p"
NEWS = struct.Struct(">cIi")
"""What happened, the job's number, and a process's id or how it ended (as `subprocess` counts: signals are negative)."""
STARTED, ENDED, PREPARED = b"s", b"e", b"p"
JOB_HEAD = struct.Struct(">II")
"""The sizes of a job's JSON and of its bytes."""

_DEMOTED_AFTER = 0.4
"""Seconds after which a job steps back behind newer ones."""
_LOWEST_PRIORITY = 19


@dataclass(frozen=True, slots=True)
class Orders:
    """What the parent tells a child at its start."""

    parent: int
    path: list[str]
    tasks: str
    memory: int
    files: int
    cpu_s: int
    first: list[str]
    """The tasks that are prepared before anything else."""


@dataclass(slots=True)
class _Job:
    number: int
    started: float
    is_demoted: bool = False


class WarmChild:
    """Waits for orders, forks for each job, and tells how they end."""

    def __init__(self, orders: Orders, control: socket.socket, tasks: ModuleType) -> None:
        self._orders = orders
        self._control = control
        self._tasks = tasks
        self._jobs: dict[int, _Job] = {}
        self._prepared: set[str] = set()
        self._selector = selectors.DefaultSelector()
        self._pid = os.getpid()

    def serve(self) -> None:
        """Serve until the parent hangs up."""
        awake, waker = socket.socketpair()
        for end in (awake, waker):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        self._selector.register(awake, selectors.EVENT_READ)
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            ready = self._selector.select(self._wait())
            for key, _ in ready:
                if key.fileobj is awake:
                    with suppress(BlockingIOError):
                        awake.recv(4096)
                elif not self._obey():
                    return
            self._reap()
            self._demote()

    def prepare(self, task: str) -> None:
        """Import what a task needs, once."""
        from bot.ingest.extracting.confining import limit_time

        # Its own time is renewed with each order; a job's is set once and for all.
        limit_time(2 * self._orders.cpu_s)
        if task in self._prepared:
            return
        self._prepared.add(task)
        with suppress(Exception):  # a job's own import fails in the same way, and answers
            self._tasks.prepare(task)
        # What is imported is never collected, so that copies go on sharing its memory.
        gc.collect()
        gc.freeze()

    def _wait(self) -> float | None:
        """How long until a job has to step back."""
        starts = [job.started for job in self._jobs.values() if not job.is_demoted]
        return max(0.0, min(starts) + _DEMOTED_AFTER - time.monotonic()) if starts else None

    def _obey(self) -> bool:
        """Take one order; says whether the parent is still there."""
        order, descriptors, _, _ = socket.recv_fds(self._control, ORDER.size, 1)
        if len(order) < ORDER.size:
            return False
        what, number, task = ORDER.unpack(order)
        if what == START and descriptors:
            self._start(number, task.rstrip(b"\0").decode(), descriptors[0])
        elif what == PREPARE:
            self.prepare(task.rstrip(b"\0").decode())
            self._tell(PREPARED, number, 0)
        elif what == KILL:
            for pid, job in self._jobs.items():
                if job.number == number:
                    os.kill(pid, signal.SIGKILL)
        return True

    def _start(self, number: int, task: str, descriptor: int) -> None:
        self.prepare(task)
        pid = os.fork()
        if pid == 0:
            self._become_job(task, descriptor)
        os.close(descriptor)
        self._jobs[pid] = _Job(number, time.monotonic())
        self._tell(STARTED, number, pid)

    def _become_job(self, task: str, descriptor: int) -> NoReturn:
        status, warm = 1, self._pid
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            self._control.close()
            from bot.ingest.extracting.job import do_job

            do_job(self._tasks, task, socket.socket(fileno=descriptor), warm, self._orders.cpu_s)
            status = 0
        finally:
            os._exit(status)

    def _reap(self) -> None:
        while self._jobs:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            job = self._jobs.pop(pid, None)
            if job is not None:
                self._tell(ENDED, job.number, os.waitstatus_to_exitcode(status))

    def _demote(self) -> None:
        due = time.monotonic() - _DEMOTED_AFTER
        for pid, job in self._jobs.items():
            if not job.is_demoted and job.started <= due:
                job.is_demoted = True
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, pid, _LOWEST_PRIORITY)

    def _tell(self, what: bytes, number: int, value: int) -> None:
        self._control.sendall(NEWS.pack(what, number, value))


def main(given: str) -> None:
    """Become the warm child; `given` is JSON of `Orders`."""
    from bot.ingest.extracting import confining

    fields: dict[str, Any] = json.loads(given)
    orders = Orders(**fields)
    control = _take_control()
    warm = WarmChild(orders, control, importlib.import_module(orders.tasks))
    # Before the limits, while Python can still keep what it compiles; no input has been seen yet.
    for task in orders.first:
        warm.prepare(task)
    confining.limit_use(orders.memory, orders.files)
    confining.shut_off(*_places(orders.path))
    confining.die_with(orders.parent)
    with suppress(OSError):
        warm.serve()


def _take_control() -> socket.socket:
    """Move the parent's socket away from standard input: what libraries print or read goes nowhere."""
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return control


def _places(path: list[str]) -> tuple[list[Path], list[Path]]:
    """What may be read to import libraries, and which folders may be listed to find them.

    A checkout's folder, which may hold a file of secrets, is only listed; its packages are read.
    """
    installed = [Path(place) for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]
    standard = [Path(os.__file__).parent, Path(sys.base_prefix, "lib"), *installed]
    standard += [Path(place) for place in sys.path if place.startswith((sys.base_prefix, sys.base_exec_prefix))]
    root = Path(__file__).resolve().parents[3]
    ours = [root / name for name in ("bot", "storage", "summarizers")]
    return [*standard, *ours], [Path(place) for place in path]

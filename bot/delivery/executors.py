"""Who does the work: a name that lasts, signs of life, and the end of those who show none."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError, UnclearError
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.delivery.clock import Clock
    from storage.delivery.executors import Executors
    from storage.delivery.job_records import Pulse
    from storage.delivery.records import Executor

HandOver = Callable[[str, datetime], Awaitable[int]]
"""Puts down all that an executor has in hand."""

_MOST_ON_A_MACHINE = 100
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often signs of life are shown and looked for, and how long one may show none: together under a minute."""

    beat: timedelta = timedelta(seconds=10)
    silence: timedelta = timedelta(seconds=35)


class ExecutorNameTakenError(StorageError):
    """Another process goes by this one's name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Another process works as {name}. Each needs a name of its own: check BRIEFBOT_EXECUTOR, or leave it out."
        )


@contextlib.contextmanager
def executor_name(folder: Path, wish: str = "") -> Iterator[str]:
    """Give the name this process works under: the one wished for, else one kept in the folder.

    The names in the folder are made once and held by one process at a time, so that each is the same after a restart.
    """
    if wish:
        if not _NAME.fullmatch(wish):
            raise UnclearError("BRIEFBOT_EXECUTOR has up to 64 letters, digits, dots, hyphens or underscores.")
        yield wish
        return
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_ON_A_MACHINE + 1):
        file = os.open(folder / f"executor-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _lock(file):
                yield _name_in(file)
                return
        finally:
            os.close(file)
    raise StoreError(f"More than {_MOST_ON_A_MACHINE} processes work in {folder}.")


def _lock(file: int) -> bool:
    """Lock a file until it is closed, however this process ends; false if another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    os.lseek(file, 1024, os.SEEK_SET)  # beyond the name, which must stay readable
    try:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    os.lseek(file, 0, os.SEEK_SET)
    return True


def _name_in(file: int) -> str:
    name = os.read(file, 64).decode("ascii", "replace")
    if not _NAME.fullmatch(name):
        name = secrets.token_hex(4)
        os.ftruncate(file, 0)
        os.pwrite(file, name.encode(), 0)
        os.fsync(file)
    return name


@dataclass(slots=True)
class Watch:
    """Knows who has shown no sign of life for too long, by a clock that nobody sets: seconds that only grow."""

    silence: float
    _seen: dict[str, tuple[int | None, float]] = field(default_factory=dict)

    def dead(self, pulses: Iterable[Pulse], in_hand: Iterable[str], now: float) -> frozenset[str]:
        """Give the executors that were silent for too long, of those that show a pulse or have work in hand."""
        beats: dict[str, int | None] = dict.fromkeys(in_hand)
        beats |= {pulse.id: pulse.beat for pulse in pulses}
        seen = {name: self._seen.get(name, (beat, now)) for name, beat in beats.items()}
        self._seen = {name: was if was[0] == beats[name] else (beats[name], now) for name, was in seen.items()}
        return frozenset(name for name, (_, since) in self._seen.items() if now - since >= self.silence)


class Heart:
    """Shows that this executor lives, and puts down what those had in hand that live no longer."""

    def __init__(
        self, store: Executors, executor: Executor, clock: Clock, rhythm: Rhythm, hand_overs: tuple[HandOver, ...]
    ) -> None:
        self._store = store
        self._executor = executor
        self._clock = clock
        self._hand_overs = hand_overs
        self._watch = Watch(rhythm.silence.total_seconds())

    async def enter(self) -> None:
        """Begin to show signs of life."""
        await self._store.enter(self._executor, self._clock.now())

    async def beat(self, in_hand: Iterable[str]) -> int:
        """Show a sign of life and look for those of others, and of the executors that have work in hand.

        Gives how much work of dead ones was put down. Raises `ExecutorNameTakenError`.
        """
        if not await self._store.beat(self._executor, self._clock.now()):
            await self._enter_again()
        pulses = await self._store.pulses()
        dead = self._watch.dead(pulses, in_hand, self._clock.monotonic())
        return sum([await self._bury(each) for each in sorted(dead - {self._executor.id})])

    async def leave(self) -> None:
        """Show no more signs of life."""
        await self._store.leave(self._executor)

    async def _enter_again(self) -> None:
        if any(pulse.name == self._executor.name for pulse in await self._store.pulses()):
            raise ExecutorNameTakenError(self._executor.name)
        _log.warning("%s was taken for dead and goes on", self._executor.name)
        await self.enter()

    async def _bury(self, dead: str) -> int:
        now = self._clock.now()
        count = sum([await hand_over(dead, now) for hand_over in self._hand_overs])
        name, _, life = dead.partition(" ")
        await self._store.remove(name, life)
        _log.warning("%s shows no sign of life: %d jobs of it are taken over", name, count)
        return count

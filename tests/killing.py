"""Processes that are killed after each step that they take. They are forks: no thread may run in the test that makes them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

from tests.postgres import fresh_database, name_of

KILLS = int(os.environ.get("BRIEFBOT_SOAK_KILLS", "0"))
"""Kills of each kind in the long form, which leaves out no step."""
MOST_STEPS = 1000
Place = Path | str
"""Where a store is: a file, or the URL of a database."""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def kill_after(steps: int) -> Callable[[], None]:
    """Let this process be killed after some steps: statements, commits, connections given back, and what is given here."""
    left = steps

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    event.listen(Engine, "commit", count)
    event.listen(Pool, "checkin", count)
    return count


def run_killed(live: Callable[[], Awaitable[object]]) -> bool:
    """Live in a process of its own that has itself killed; false if it ended before that."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(Exception):
            asyncio.run(_awaited(live))
            status = 0
        os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def kill_everywhere(
    copies: Callable[[], AbstractContextManager[Place]],
    live: Callable[[Place, int], Awaitable[object]],
    judge: Callable[[Place], None],
    *,
    stride: int,
    first: int = 1,
) -> int:
    """Kill what lives on a copy of a store after each step (or every few), and judge what is left; give the count."""
    kills = 0
    while True:
        for steps in range(first, MOST_STEPS, 1 if KILLS else stride):
            with copies() as place:
                if not run_killed(lambda place=place, steps=steps: live(place, steps)):  # type: ignore[misc]
                    break
                judge(place)
                kills += 1
        if kills >= KILLS:
            return kills


@contextmanager
def copy_of(store: Place, folder: Path) -> Iterator[Place]:
    """Give a copy of a store that is not open, until the block ends."""
    if isinstance(store, str):
        with fresh_database(name_of(store)) as url:
            yield url
        return
    copy = folder / "copies" / f"{store.stem}.sqlite3"
    copy.parent.mkdir()
    shutil.copy(store, copy)
    yield copy
    shutil.rmtree(copy.parent)


async def _awaited(live: Callable[[], Awaitable[object]]) -> None:
    await live()

"""An event loop in a thread of its own, and work that goes from one loop to another."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class OwnLoop:
    """A loop in a thread of its own; it can be started anew after it was stopped."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._thread is not None

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._thread is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="engine", daemon=True)
            self._thread.start()

    async def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work in it, in the context of the caller, and give what it gives."""
        return await do_in(self._loop, work)

    def stop(self) -> None:
        """Stop it and wait until it has; not to be called in it."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = self._thread = None


async def do_in(loop: asyncio.AbstractEventLoop | None, work: Coroutine[Any, Any, T]) -> T:
    """Do work in another loop, in the context of the caller, and give what it gives."""
    assert loop is not None  # noqa: S101 - it was started
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


async def end_tasks(grace_s: float) -> None:
    """Wait until all else that is done in this loop is over, and cancel what is not in time."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=grace_s)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)

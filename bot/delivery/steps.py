"""Steps of a job: what one gave is kept, so that a job goes on after its last one when its process was killed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar

Value = str | int | None
"""What a step may give: an id or a count, never a text."""

Work = Callable[[], Awaitable[Value]]
RunStep = Callable[[str, Work], Awaitable[Value]]


async def _run_directly(_name: str, work: Work) -> Value:
    return await work()


run_step: ContextVar[RunStep] = ContextVar("run_step", default=_run_directly)
"""How steps are run here: kept inside a job, directly elsewhere."""


async def step(name: str, work: Work) -> Value:
    """Give what some work gives, or what it gave when an earlier run of the same job did it.

    Steps are known by their order: a job takes the same ones, one after the other, each time. Work that was killed
    before its result was kept is done again, so what it does elsewhere it does under a key.
    """
    return await run_step.get()(name, work)

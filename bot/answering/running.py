"""What is being answered at this moment, so that it can be cancelled by who asked for it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.answering.requests import Request


@dataclass(slots=True, eq=False)
class Run:
    """An answer in the making; `doing` is what a person was told of it."""

    request: Request
    task: asyncio.Task[object]
    doing: str = ""
    is_cancelled: bool = False

    def telling(self, tell: Callable[[str], None]) -> Callable[[str], None]:
        """Give a way to tell that remembers what was told: what can be cancelled has been told of."""

        def remember(doing: str) -> None:
            self.doing = doing.rstrip(" .")
            tell(doing)

        return remember


@dataclass(slots=True)
class Running:
    """The answers in the making at a desk."""

    _runs: set[Run] = field(default_factory=set)

    @contextmanager
    def enter(self, request: Request) -> Iterator[Run]:
        """Count the current task as the answer to a request."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("answers are made in tasks")
        run = Run(request, task)
        self._runs.add(run)
        try:
            yield run
        finally:
            self._runs.discard(run)

    def cancel(self, request: Request) -> tuple[str, ...]:
        """Cancel what the same person has running in the same conversation; give what that was."""
        theirs = [run for run in self._runs if _is_same(run.request, request) and run.doing]
        for run in theirs:
            run.is_cancelled = True
            run.task.cancel()
        return tuple(run.doing for run in theirs)


def _is_same(one: Request, other: Request) -> bool:
    return one is not other and (one.workspace, one.conversation, one.person) == (
        other.workspace,
        other.conversation,
        other.person,
    )

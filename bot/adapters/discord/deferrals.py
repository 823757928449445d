"""Interactions that Discord is being told about: their answers wait until it knows that one comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LONGEST_S = 3.0
"""Past that, Discord takes no answer any more."""


@dataclass(slots=True)
class Deferrals:
    """Those under way in this process, by the keys of their events."""

    _under_way: dict[str, asyncio.Event] = field(default_factory=dict)

    @contextmanager
    def under_way(self, key: str) -> Iterator[None]:
        """Hold back what answers an event until the block ends."""
        done = self._under_way.setdefault(key, asyncio.Event())
        try:
            yield
        finally:
            done.set()
            self._under_way.pop(key, None)

    async def wait(self, key: str) -> None:
        """Wait until the answer to an event may be given."""
        if (done := self._under_way.get(key)) is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_S):
                    await done.wait()

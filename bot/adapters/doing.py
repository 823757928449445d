"""What is being done for somebody: shown once it takes long, and gone when the answer is there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import Protocol

_log = logging.getLogger(__name__)


class Showing(Protocol):
    """Where it is shown."""

    async def show(self, doing: str) -> None:
        """Show what is being done. Shown twice it stands once."""
        ...

    async def hide(self) -> None:
        """Take away what was shown, also by a process that died."""
        ...


@dataclass(slots=True)
class Doing:
    """What is being done for an exchange: shown once it takes long, and hidden at its end."""

    exchange: Showing
    after_s: float
    _told: asyncio.Event = field(default_factory=asyncio.Event)
    _said: str = ""
    _is_shown: bool = False
    _is_showing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def tell(self, doing: str) -> None:
        """Take what is being done."""
        self._said = doing
        self._told.set()

    async def show(self) -> None:
        """Show what is being done after a while."""
        await asyncio.sleep(self.after_s)
        await self._told.wait()
        async with self._is_showing:
            self._is_shown = True
            try:
                await self.exchange.show(self._said)
            except Exception as error:  # noqa: BLE001 - the answer comes all the same
                _log.warning("what is being done could not be shown (%s)", type(error).__name__)

    async def end(self, showing: asyncio.Task[None], *, is_repeated: bool) -> None:
        """Show no more, and hide what was shown; what is about to be shown is waited for."""
        if self._is_shown:
            async with self._is_showing:
                pass
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(showing, return_exceptions=True)
        if self._is_shown or is_repeated:
            await self.exchange.hide()

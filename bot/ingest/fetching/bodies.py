"""The body of an answer, read piece by piece: not larger, not slower, not more of them at once than is bearable."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from bot.ingest.fetching.unpacking import DamagedError, unpack_all

if TYPE_CHECKING:
    from bot.ingest.fetching.policy import FetchPolicy
    from bot.ingest.fetching.unpacking import Unpacker


UNHURRIED = 128 * 1024
"""Bytes that are read as fast as they come: most pages are smaller. What is larger leaves time for the others."""


class Stream(Protocol):
    """What a body arrives as, packed."""

    async def readany(self) -> bytes:
        """Give what has arrived; wait where nothing has; b"" at the end."""


class BodyTooLargeError(Exception):
    """More bytes than the most that is read, unpacked or packed."""


class BodyTooSlowError(Exception):
    """Fewer bytes in a window than the least that is waited for."""


async def read_body(stream: Stream, unpacker: Unpacker, policy: FetchPolicy, large_turns: asyncio.Semaphore) -> bytes:
    """Give the whole body; raise `BodyTooLargeError`, `BodyTooSlowError`, or `DamagedError` where it is not whole.

    A body that turns out large waits for one of a few turns before it goes on, so that many of them at once are no
    load on memory, and small ones never wait for it.
    """
    pace = _Pace(stream, policy)
    body = BytesIO()
    async with AsyncExitStack() as held:
        is_large = False
        while packed := await pace.next_piece():
            for piece in unpack_all(unpacker, packed):
                if body.tell() + len(piece) > policy.largest:
                    raise BodyTooLargeError
                body.write(piece)
                if not is_large and body.tell() > policy.large:
                    is_large = True
                    await held.enter_async_context(large_turns)
                    pace.start_window()
                await pace.rest(body.tell())
    if not unpacker.is_whole():
        raise DamagedError
    return body.getvalue()


class _Pace:
    """Pieces of a stream, as long as enough of them arrive in each window, and no more than is read in all."""

    def __init__(self, stream: Stream, policy: FetchPolicy) -> None:
        self._stream = stream
        self._window_s = policy.window_s
        self._least = policy.slowest * policy.window_s
        self._left = policy.largest
        self._fastest = policy.fastest
        self._begun = asyncio.get_running_loop().time()
        self.start_window()

    def start_window(self) -> None:
        """Begin to count anew."""
        self._end = asyncio.get_running_loop().time() + self._window_s
        self._arrived = 0

    async def next_piece(self) -> bytes:
        """Give the next piece, b"" at the end; raise `BodyTooSlowError` at the end of a window that brought too little."""
        while True:
            if asyncio.get_running_loop().time() >= self._end:
                self._finish_window()
            try:
                async with asyncio.timeout_at(self._end):
                    piece = await self._stream.readany()
            except TimeoutError:
                continue
            self._arrived += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise BodyTooLargeError
            return piece

    async def rest(self, unpacked: int) -> None:
        """Let the others have their turn; longer where more has been unpacked by now than is read in that time."""
        due = self._begun + (unpacked - UNHURRIED) / self._fastest
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))

    def _finish_window(self) -> None:
        if self._arrived < self._least:
            raise BodyTooSlowError
        self.start_window()

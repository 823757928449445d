"""Content-codings undone piece by piece: what a few kilobytes unpack to is never held in memory, only looked at.

What is cut off is told from what is whole, so that half a page never passes for a page.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 32 * 1024
"""Bytes that are unpacked at once."""
MOST_MEMBERS = 1_000
"""Streams in one body: servers send one, and each costs time however little is in it."""
_ZSTD_WINDOW_LOG = 23
"""8 MiB, the largest window that a body may ask for (RFC 9659)."""


class DamagedError(Exception):
    """A body that is not what its content-coding says, or not all of it."""


class Unpacker(Protocol):
    """One content-coding being undone."""

    is_hungry: bool
    """Whether all that was given has been unpacked."""

    def unpack(self, packed: bytes) -> bytes:
        """Give at most a piece of what is unpacked; with b"" go on with what is left. Raise `DamagedError`."""

    def is_whole(self) -> bool:
        """Say whether what was given may end here."""


def unpacker_of(coding: str) -> Unpacker | None:
    """Give what undoes a Content-Encoding header's coding; None where it is not known, or several were used."""
    name = coding.strip().lower()
    if name in {"", "identity"}:
        return _Plain()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Zlib(name)
    if name == "br" and _brotli() is not None:
        return _Brotli(_brotli())
    if name == "zstd" and _zstd() is not None:
        return _Zstd(_zstd())
    return None


def content_codings() -> tuple[str, ...]:
    """Name the content-codings that can be undone here: brotli and zstandard only where a library is installed."""
    return ("gzip", "deflate", *(["br"] if _brotli() else []), *(["zstd"] if _zstd() else []))


def unpack_all(unpacker: Unpacker, packed: bytes) -> Iterator[bytes]:
    """Yield what some packed bytes unpack to, in pieces; raise `DamagedError`."""
    piece = unpacker.unpack(packed)
    while piece or not unpacker.is_hungry:
        yield piece
        piece = b"" if unpacker.is_hungry else unpacker.unpack(b"")


class _Plain:
    is_hungry = True

    def unpack(self, packed: bytes) -> bytes:
        return packed

    def is_whole(self) -> bool:
        return True


class _Members:
    """Streams one after the other, each undone by a new decompressor."""

    def __init__(self) -> None:
        self.is_hungry = True
        self._left = b""
        self._members = 0
        self._begun = False
        self._stream: Any = None

    def unpack(self, packed: bytes) -> bytes:
        """Give at most a piece, of one stream."""
        given = self._left + packed if self._left else packed
        if not given and self.is_hungry:
            return b""
        if self._stream is None:
            if self._members and not self._goes_on(given):
                self._left, self.is_hungry = b"", True
                return b""
            self._members += 1
            if self._members > MOST_MEMBERS:
                raise DamagedError
            self._stream = self._new_stream(given)
        self._begun = True
        try:
            return self._piece(given)
        except (zlib.error, _zstd_error()) as error:
            raise DamagedError from error

    def is_whole(self) -> bool:
        """Say whether a stream ended here; a body without a byte is whole."""
        return not self._begun or (self._stream is None and self.is_hungry)

    def _new_stream(self, start: bytes) -> Any:  # noqa: ANN401 - of whatever library
        raise NotImplementedError

    def _goes_on(self, rest: bytes) -> bool:
        """Say whether what follows a stream is another; else it is padding, which is common and no part of the page."""
        raise NotImplementedError

    def _piece(self, given: bytes) -> bytes:
        raise NotImplementedError

    def _end_stream(self, rest: bytes) -> None:
        """Take what follows a stream as the next one."""
        self._stream, self._left, self.is_hungry = None, rest, not rest


class _Zlib(_Members):
    def __init__(self, coding: str) -> None:
        super().__init__()
        self._is_deflate = coding == "deflate"

    def _new_stream(self, start: bytes) -> Any:  # noqa: ANN401 - zlib names no type
        if not self._is_deflate:
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # Many servers send bare deflate where the standard wants zlib's wrapping: its first byte tells.
        return zlib.decompressobj(zlib.MAX_WBITS if start[:1] and start[0] & 0xF == 8 else -zlib.MAX_WBITS)

    def _piece(self, given: bytes) -> bytes:
        piece: bytes = self._stream.decompress(given, PIECE)
        self._left = self._stream.unconsumed_tail
        self.is_hungry = not self._left and len(piece) < PIECE
        if self._stream.eof:
            self._end_stream(self._stream.unused_data)
        return piece

    def _goes_on(self, rest: bytes) -> bool:
        return not self._is_deflate and rest.startswith(b"\x1f")


class _Zstd(_Members):
    def __init__(self, library: Any) -> None:  # noqa: ANN401 - of either place
        super().__init__()
        self._library = library

    def _new_stream(self, start: bytes) -> Any:  # noqa: ANN401
        window = {self._library.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
        return self._library.ZstdDecompressor(options=window)

    def _piece(self, given: bytes) -> bytes:
        piece: bytes = self._stream.decompress(given, PIECE)
        self._left, self.is_hungry = b"", bool(self._stream.needs_input)
        if self._stream.eof:
            self._end_stream(self._stream.unused_data)
        return piece

    def _goes_on(self, rest: bytes) -> bool:
        return True


class _Brotli:
    def __init__(self, library: Any) -> None:  # noqa: ANN401 - the library has no types
        self.is_hungry = True
        self._library = library
        self._stream = library.Decompressor()
        self._begun = False

    def unpack(self, packed: bytes) -> bytes:
        self._begun = self._begun or bool(packed)
        try:
            piece: bytes = self._stream.process(packed, output_buffer_limit=PIECE)
        except self._library.error as error:
            raise DamagedError from error
        self.is_hungry = self._stream.can_accept_more_data()
        return piece

    def is_whole(self) -> bool:
        return not self._begun or bool(self._stream.is_finished())


@cache
def _brotli() -> Any:  # noqa: ANN401 - an optional library without types
    """Give brotli where it is installed, in a version that can stop in the middle (1.2 or later)."""
    try:
        library = import_module("brotli")
        library.Decompressor().process(b"", output_buffer_limit=PIECE)
    except (ImportError, AttributeError, TypeError):
        return None
    return library


@cache
def _zstd() -> Any:  # noqa: ANN401 - an optional library of one of two places
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


def _zstd_error() -> type[Exception]:
    error: type[Exception] = _zstd().ZstdError if _zstd() else zlib.error
    return error

"""What a job's child and its parent say to each other: frames of a kind and a payload, never pickled.

The child may have been taken over by what it read. So the parent believes nothing: each frame is small, checked as it
arrives and handled within milliseconds, and a whole answer has a limit.
"""

from __future__ import annotations

import json
import re
import struct
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRAME_HEAD = struct.Struct(">cI")
"""A frame's kind, and the number of bytes of its payload."""
LARGEST_FRAME = 8 * 1024 * 1024
"""Bytes. Only a feed's entry with a very long text comes near it."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of all frames of an answer."""
LARGEST_TEXT = 30 * 1024 * 1024
"""Bytes of a text in UTF-8."""
_PIECE = 65_536
_LONE = re.compile("[\ud800-\udfff]")

T_co = TypeVar("T_co", covariant=True)


class Kind(Enum):
    """What a frame holds."""

    HEAD = b"H"
    """JSON: the fields of the answer that are short."""
    TEXT = b"T"
    """A piece of the text, in UTF-8."""
    MARKS = b"M"
    """JSON: some of the marks, as lists of four."""
    ENTRY = b"F"
    """JSON: an entry of a feed."""
    FILE = b"A"
    """A piece of an attachment: its number (one byte) and bytes."""
    REASON = b"E"
    """JSON: why there is no answer."""
    END = b"."
    """The answer is complete."""


Frame = tuple[Kind, bytes]


class ProtocolError(Exception):
    """A child says what no honest child says."""


class Assembler(Protocol[T_co]):
    """Puts an answer together from its frames."""

    def add(self, kind: Kind, payload: bytes) -> None:
        """Take a frame; raise `ProtocolError` where it can't be true."""
        ...

    def finish(self) -> T_co:
        """Give the answer; raise `ProtocolError` where it is not complete."""
        ...


def pack(kind: Kind, payload: bytes) -> bytes:
    """Give a frame as bytes."""
    return FRAME_HEAD.pack(kind.value, len(payload)) + payload


def unpack_head(head: bytes) -> tuple[Kind, int]:
    """Give a frame's kind and size; raise `ProtocolError` where there is no such frame."""
    letter, size = FRAME_HEAD.unpack(head)
    try:
        kind = Kind(letter)
    except ValueError as error:
        raise ProtocolError("no such kind of frame") from error
    if size > LARGEST_FRAME:
        raise ProtocolError("a frame is too large")
    return kind, size


def to_json(value: object) -> bytes:
    """Give JSON in UTF-8; halves of characters, which no UTF-8 may hold, become U+FFFD."""
    return _without_halves(json.dumps(value, ensure_ascii=False)).encode()


def from_json(payload: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Give the value of JSON; raise `ProtocolError` where it is none, or nested beyond measure."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("not JSON") from error


def text_frames(text: str) -> Iterator[Frame]:
    """Yield a text in pieces; halves of characters become U+FFFD, one for one, so that spans stay true."""
    for start in range(0, len(text), _PIECE):
        yield Kind.TEXT, _without_halves(text[start : start + _PIECE]).encode()


def file_frames(number: int, raw: bytes) -> Iterator[Frame]:
    """Yield an attachment in pieces."""
    for start in range(0, len(raw), _PIECE):
        yield Kind.FILE, bytes((number,)) + raw[start : start + _PIECE]


def joined(frames: Iterable[Frame]) -> Iterator[bytes]:
    """Yield frames as bytes, with the end after the last."""
    for kind, payload in frames:
        yield pack(kind, payload)
    yield pack(Kind.END, b"")


def _without_halves(text: str) -> str:
    return text if text.isascii() else _LONE.sub("\ufffd", text)

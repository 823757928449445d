"""Files, folders and standard input as incoming texts."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.dates import date_in_name
from bot.errors import SourceError
from bot.ingest.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from summarizers.reading.document import Document

STDIN = "-"
LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. Official statements have kilobytes; this leaves room for a year's minutes in one file."""
TEXT_ENDINGS = frozenset({".txt", ".text", ".md", ".markdown"})
"""What a folder is searched for; a file named by itself may end in anything."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text that came in: `name` for people, `raw_hash` of its bytes, `dated` the date that its source gives."""

    name: str
    text: str
    raw_hash: str
    dated: date | None = None

    def read(self) -> Document:
        """Read the text; raise `SourceError` where nothing in it can be quoted."""
        from summarizers.reading.reader import read

        document = read(self.text, source_date=self.dated)
        if not document.sentences:
            raise SourceError(f"{self.name} holds no sentence that can be quoted.")
        return document


def pasted(text: str, name: str = "pasted text") -> Incoming:
    """Give a pasted text as an incoming one."""
    return Incoming(name, text, raw_hash(text.encode("utf-8", errors="surrogatepass")))


def read_source(name: str, dated: date | None = None) -> Incoming:
    """Give the text of a file, or of standard input for "-"; `dated` overrules a date in the file's name."""
    if name == STDIN:
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        return _incoming("standard input", raw, dated)
    path = Path(name).expanduser()
    return _incoming(path.name, _read_bytes(path, name), dated or date_in_name(path.name))


def is_readable_file(name: str) -> bool:
    """Say whether a word names a file that is there."""
    try:
        return Path(name).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the text files of a folder and the folders in it, in order of name; hidden ones are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.casefold() in TEXT_ENDINGS:
                yield Path(place, name)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f'{name} is a folder. "briefbot add {name}" stores the files in it.')
        if not path.exists():
            raise SourceError(f"There is no file {name}.{_similar_file(path)}")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"{name} can't be read: {_reason(error)}.") from error


def _similar_file(path: Path) -> str:
    from bot.answering.spelling import closest

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    near = closest(path.name, names)
    return f' Did you mean "{path.with_name(near)}"?' if near else ""


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "reading it is not permitted"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "its name is not one that a file can have"


def _incoming(name: str, raw: bytes, dated: date | None) -> Incoming:
    if len(raw) > LARGEST_FILE:
        raise SourceError(
            f"{name} is larger than {LARGEST_FILE // 1024**2} MB, the most that is read. Give a part of it."
        )
    return Incoming(name, decode(raw, name), raw_hash(raw), dated)


def raw_hash(raw: bytes) -> str:
    """Give the SHA-256 (hex) of bytes as they came."""
    return hashlib.sha256(raw).hexdigest()

"""Files, folders, globs and standard input: the bytes they hold."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.dates import date_in_name
from bot.errors import SourceError
from bot.ingest.incoming import Upload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

STDIN = "-"
LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. Official statements have kilobytes; this leaves room for a year's minutes in one file."""
ENDINGS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".rtf", ".eml"})
"""What a folder is searched for; a file named by itself may end in anything."""


def read_source(name: str, dated: date | None = None) -> Upload:
    """Give the bytes of a file, or of standard input for "-"; `dated` overrules a date in the file's name."""
    if name == STDIN:
        raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        return _upload("standard input", raw, dated)
    path = Path(name).expanduser()
    return _upload(path.name, _read_bytes(path, name), dated or date_in_name(path.name))


def is_readable_file(name: str) -> bool:
    """Say whether a word names a file that is there."""
    try:
        return Path(name).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def expand(names: Sequence[str]) -> Iterator[str]:
    """Yield files for names: a folder gives the documents in it, a pattern the files that fit, all else itself."""
    for name in names:
        path = Path(name).expanduser()
        if name == STDIN or "://" in name or not _is_pattern(path):
            yield from _files_at(name, path)
            continue
        fitting = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - absolute patterns, which Path.glob refuses
        if not fitting:
            raise SourceError(f"No file fits {name}.")
        for each in fitting:
            yield from _files_at(each, Path(each))


def _files_at(name: str, path: Path) -> Iterator[str]:
    if name != STDIN and path.is_dir():
        yield from map(str, files_in(path))
    else:
        yield name


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the documents of a folder and the folders in it, in order of name; hidden ones are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.casefold() in ENDINGS:
                yield Path(place, name)


def _is_pattern(path: Path) -> bool:
    try:
        return glob.has_magic(str(path)) and not path.exists()
    except (OSError, ValueError):
        return False


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f'{name} is a folder. "briefbot ingest {name}" stores the files in it.')
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


def _upload(name: str, raw: bytes, dated: date | None) -> Upload:
    if len(raw) > LARGEST_FILE:
        raise SourceError(
            f"{name} is larger than {LARGEST_FILE // 1024**2} MB, the most that is read. Give a part of it."
        )
    return Upload(name, raw, dated)

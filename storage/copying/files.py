"""Copies of SQLite stores as files: written whole under another name, checked, and put in place at once."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Literal

from storage.copying.errors import DamagedError, DiskFullError, NotReadableError, NotWritableError
from storage.errors import StoreBusyError, StoreNewerError, StoreUnreadableError
from storage.forgetting import WIPE
from storage.schema import REVISION_TABLE, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Tell = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much it is in all (0: nobody knows)."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is used, by the end of the name."""

_STEPS = 20_000
"""The steps of SQLite's machine between two looks at the progress: some milliseconds."""
_BUSY_TIMEOUT_S = 30.0


def connect(path: Path, mode: Literal["rw", "ro"]) -> sqlite3.Connection:
    """Open a file that is there, in transactions that are begun by hand."""
    import urllib.parse

    address = f"file:{urllib.parse.quote(str(path.absolute()))}?mode={mode}"
    if mode == "ro" and not any(beside(path, end).exists() for end in SIDE_FILES):
        address += "&immutable=1"  # nothing is made beside it, so that it may lie in a folder that can only be read
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_S)


def beside(path: Path, end: str) -> Path:
    """Give the path of one of SQLite's side files."""
    return path.with_name(path.name + end)


def run(
    connection: sqlite3.Connection, command: str, arguments: tuple[object, ...] = (), look: Callable[[], object] = bool
) -> list[tuple[object, ...]]:
    """Execute a command that may take long; `look` is called now and then. Ctrl-C ends it."""
    raised: list[BaseException] = []

    def watch() -> int:
        try:
            look()
        except BaseException as error:  # noqa: BLE001 - it is raised again when SQLite has stopped
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(watch, _STEPS)
    try:
        return connection.execute(command, arguments).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise (raised[0] if raised else KeyboardInterrupt) from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def read_revision(connection: sqlite3.Connection, name: str) -> str:
    """Give the revision of a store; raises where it is none, or of a newer release."""
    ours = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not connection.execute(ours, (REVISION_TABLE,)).fetchone():
        raise StoreUnreadableError(name)
    row = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone()  # noqa: S608
    if row is None or row[0] not in REVISIONS:
        raise StoreNewerError(name)
    return str(row[0])


@contextmanager
def draft_of(source: Path, place: Path, mode: Literal["rw", "ro"], tell: Tell) -> Iterator[Path]:
    """Give a checked copy of a store as it is now, on the disk, in a file beside the place where it shall stand.

    Only its owner may read it, and it holds nothing that was deleted. It goes at the end unless it was renamed.
    """
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    with translated_errors(source.name, place.name), closing(connect(source, mode)) as connection:
        read_revision(connection, source.name)
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            _copy(connection, draft, tell)
            _finish(draft, source.name, tell)
            yield draft
        finally:
            for path in (draft, *(beside(draft, end) for end in SIDE_FILES)):
                path.unlink(missing_ok=True)


def _copy(connection: sqlite3.Connection, draft: Path, tell: Tell) -> None:
    size = _number(connection, "page_count") * _number(connection, "page_size")

    def look() -> None:
        tell("Copying", min(draft.stat().st_size, size), size)

    look()
    run(connection, "VACUUM INTO ?", (str(draft.absolute()),), look)


def _finish(draft: Path, name: str, tell: Tell) -> None:
    """Check a copy, take out what traces of deleted text an index still has, and see it on the disk."""
    tell("Checking", 0, 0)
    with closing(connect(draft, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # what is killed now is thrown away
        if run(connection, "PRAGMA integrity_check(1)") != [("ok",)] or run(connection, "PRAGMA foreign_key_check"):
            raise DamagedError(name)
        if connection.execute("SELECT 1 FROM chore WHERE name = ?", (WIPE,)).fetchone():
            connection.execute("INSERT INTO fulltext(fulltext) VALUES ('optimize')")
            connection.execute("DELETE FROM chore WHERE name = ?", (WIPE,))
            run(connection, "VACUUM")
    sync(draft)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def sync(path: Path) -> None:
    """See to it that a file, or the names in a folder, outlive a crash of the machine."""
    if path.is_dir() and os.name == "nt":
        return
    file = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def translated_errors(source: str, place: str) -> Iterator[None]:
    """Say in a sentence what is wrong with the store that is read, or with the place that is written to."""
    try:
        yield
    except sqlite3.Error as error:
        raise _meaning(error, source, place) from error
    except OSError as error:
        raise (DiskFullError if error.errno == errno.ENOSPC else NotWritableError)(place) from error


def _meaning(error: sqlite3.Error, source: str, place: str) -> Exception:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(place)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}:
        return NotWritableError(place)
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return NotReadableError(source)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusyError(source)
    if code == sqlite3.SQLITE_NOTADB:
        return StoreUnreadableError(source)
    if code == sqlite3.SQLITE_CORRUPT:
        return DamagedError(source)
    return error


def put_in_place(draft: Path, place: Path) -> None:
    """Give a copy the name that it shall have, whatever has it now."""
    draft.replace(place)
    with contextlib.suppress(OSError):  # some file systems can't do it; the name is there all the same
        sync(place.parent)

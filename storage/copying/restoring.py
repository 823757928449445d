"""Bringing a back-up back.

What is there now is emptied of its write-ahead log first, and held until the back-up has its name: SQLite would read a
log that is left beside another file into it. Whoever opens the old file meanwhile waits, and is refused by SQLite
afterwards, since the file no longer has its name.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from storage.copying.errors import InUseError, NoFileError, NoStoreError, StoreThereError
from storage.copying.files import SIDE_FILES, beside, connect, draft_of, put_in_place, sync, translated_errors
from storage.copying.use import hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from storage.copying.files import Tell


def restore(
    backup: Path, store: Path, at: datetime, tell: Tell, *, replace: bool = False, also: Iterable[Path] = ()
) -> Path | None:
    """Put a back-up in the place of a store, and give where the store is kept that was there.

    `also` are files that belong to the store that was there, and not to the back-up: they are kept with it. Whenever
    this is killed, the store of before or the back-up is there. Raises `StoreUnavailableError`.
    """
    store = store.resolve()
    with translated_errors(backup.name, store.name):
        if not backup.is_file():
            raise NoStoreError(backup.name)
        stands = _stands(store)
        if store.exists() and store.samefile(backup):
            raise NoFileError(backup.name, "the store itself")
        if stands and not replace:
            raise StoreThereError(store.name)
        store.parent.mkdir(parents=True, exist_ok=True)
        with draft_of(backup, store, "ro", tell) as draft, _held(store):
            if _stands(store) and not replace:
                raise StoreThereError(store.name)
            kept = _keep(store, at, also)
            put_in_place(draft, store)
    return kept if stands else None


def _stands(store: Path) -> bool:
    return any(path.exists() and path.stat().st_size for path in (store, beside(store, "-wal")))


@contextlib.contextmanager
def _held(store: Path) -> Iterator[None]:
    """Hold what is there, as one file, so that no other process has it or gets it."""
    if not store.exists():
        yield
        return
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(closing(connect(store, "rw")))
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")  # fails while another process has it open
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            stack.close()
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise InUseError(store.name) from error
            if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
                raise
            stack.enter_context(hold(store))
        yield


def _keep(store: Path, at: datetime, also: Iterable[Path]) -> Path:
    """Keep what is there under a dated name; the store itself has its own name too until another takes it.

    What belongs to it goes first: a back-up never meets the steps of jobs, or the log, of another store.
    """
    end = free_end((store, *also), at)
    for path in also:
        for each in (path, *(beside(path, side) for side in SIDE_FILES)):
            if each.exists():
                each.replace(beside(beside(path, end), each.name.removeprefix(path.name)))
    kept = beside(store, end)
    for side in SIDE_FILES:
        if beside(store, side).exists():  # of a damaged store, or of one that is gone
            beside(store, side).replace(beside(kept, side))
    if store.exists() and store.stat().st_size:
        _name_twice(store, kept)
    with contextlib.suppress(OSError):
        sync(store.parent)
    return kept


def free_end(paths: Iterable[Path], at: datetime) -> str:
    """Give an end of names, from a moment, that none of the files has yet."""
    wish = end = f".replaced-{at:%Y%m%d-%H%M%S}"
    number = 1
    while any(beside(path, end).exists() for path in paths):
        number += 1
        end = f"{wish}-{number}"
    return end


def _name_twice(store: Path, kept: Path) -> None:
    try:
        os.link(store, kept)
    except OSError:  # a file system without second names: for a moment the store has the other one only
        store.replace(kept)

"""What is SQLite's own: how connections are set up, what its errors mean, and how deleted text leaves the file."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import errors
from storage.search import sqlite as index

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.exc import SQLAlchemyError

Synchronous = Literal["NORMAL", "FULL"]
"""NORMAL: a crash of the machine may lose the last transactions, never halve one. FULL: it loses none."""

_BUSY_TIMEOUT_MS = 30_000
_CACHE_KIB = 16_384

_ERRORS: dict[int, type[errors.StoreUnavailableError]] = {
    sqlite3.SQLITE_NOTADB: errors.StoreUnreadableError,
    sqlite3.SQLITE_CORRUPT: errors.StoreUnreadableError,
    sqlite3.SQLITE_CANTOPEN: errors.StoreUnreachableError,
    sqlite3.SQLITE_READONLY: errors.StoreReadOnlyError,
    sqlite3.SQLITE_PERM: errors.StoreReadOnlyError,
    sqlite3.SQLITE_FULL: errors.StoreFullError,
    sqlite3.SQLITE_BUSY: errors.StoreBusyError,
    sqlite3.SQLITE_LOCKED: errors.StoreBusyError,
    sqlite3.SQLITE_IOERR: errors.StoreUnreachableError,
}
_PRIMARY_CODE = 0xFF


class Sqlite:
    """A store in a file of its own. Whoever writes is the only one that does."""

    has_many_writers = False

    def __init__(self, path: Path, synchronous: Synchronous = "NORMAL") -> None:
        create_file(path)
        self.name = path.name
        self.reading = make_engine(path, synchronous)
        self._writing = self.reading.execution_options(begin="IMMEDIATE")
        self._writer = make_writer(path, synchronous)

    def writing(self, *, alone: bool) -> AsyncEngine:
        """Give the engine for coroutines that write; they always write alone."""
        return self._writing

    def writer(self, *, durably: bool, alone: bool) -> Engine:
        """Give the engine for work in a thread; it always writes alone."""
        return self._writer.execution_options(begin="IMMEDIATE", **({"synchronous": "FULL"} if durably else {}))

    async def set_up(self) -> None:
        """Turn the file to write-ahead logging, which lasts."""
        async with self.reading.connect() as connection:
            await _run(connection, "PRAGMA journal_mode = WAL")

    async def list_tables(self, connection: AsyncConnection) -> frozenset[str]:
        """Name the tables there are."""
        rows = await connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return frozenset(rows.scalars())

    async def erase(self) -> bool:
        """Write index and file anew; false if somebody still reads old pages."""
        async with self._writing.connect() as connection, connection.begin():
            await index.optimize(connection)
        async with self.reading.connect() as connection:
            return await rewrite(connection)

    def translate(self, error: SQLAlchemyError) -> errors.StoreUnavailableError | None:
        """Say what an error means for this file; `None` for a mistake of ours."""
        code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
        kind = None if code is None else _ERRORS.get(code & _PRIMARY_CODE)
        return kind(self.name) if kind else None

    async def dispose(self) -> None:
        """Close all connections."""
        self._writer.dispose()
        await self.reading.dispose()


def make_engine(path: Path, synchronous: Synchronous = "NORMAL") -> AsyncEngine:
    """Give an engine whose transactions begin as the connection's execution option `begin` says (DEFERRED else).

    Its option `synchronous` is for one transaction that needs another than the engine's.
    """
    engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(path)), hide_parameters=True)
    _set_up(engine.sync_engine, synchronous)
    return engine


def make_writer(path: Path, synchronous: Synchronous = "NORMAL") -> Engine:
    """Give an engine like `make_engine`'s for work that is done in a thread as a whole."""
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    _set_up(engine, synchronous)
    return engine


def _set_up(engine: Engine, synchronous: Synchronous) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        try:
            _configure(connection, synchronous)
        except Exception:
            connection.close()  # the pool would leave its thread to the garbage collector
            raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        wanted = options.get("synchronous", synchronous)
        if connection.info.setdefault("synchronous", synchronous) != wanted:
            connection.exec_driver_sql(f"PRAGMA synchronous = {wanted}")
            connection.info["synchronous"] = wanted
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")


def _configure(connection: DBAPIConnection, synchronous: Synchronous) -> None:
    # The driver's own transactions begin late and let DDL survive a rollback: SQLAlchemy begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        f"synchronous = {synchronous}",
        f"cache_size = -{_CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def create_file(path: Path) -> None:
    """Make an empty file that only its owner may read (SQLite's side files follow it), unless there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except PermissionError as error:
        raise errors.StoreReadOnlyError(path.name) from error
    except OSError as error:
        raise errors.StoreUnreachableError(path.name) from error


async def rewrite(connection: AsyncConnection) -> bool:
    """Write the file anew and empty the write-ahead log; false if somebody still reads from it.

    Not inside a transaction. `secure_delete` clears what is deleted, but not the copies that SQLite leaves in the free
    space of a page when it moves rows to a neighbour: those go only with VACUUM, which costs the size of the file.
    """
    await _run(connection, "PRAGMA temp_store = FILE")  # the new file may be larger than the memory
    await _run(connection, "VACUUM")
    await _run(connection, "PRAGMA temp_store = MEMORY")
    busy = await _run(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


async def _run(connection: AsyncConnection, command: str) -> object:
    # By the driver itself: SQLAlchemy would begin a transaction first.
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None  # noqa: S101 - a connection that was just opened
    async with raw.execute(command) as cursor:
        row = await cursor.fetchone()
    return row[0] if row else None

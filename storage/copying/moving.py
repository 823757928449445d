"""Moving a SQLite store up to a PostgreSQL server.

All is done in one transaction of the server's, the check included: a move that breaks off leaves the server's database
as empty as it was, and the next one begins anew. The SQLite store is only read; nobody writes to it meanwhile.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from storage.copying.errors import DifferingError, NoServerError, NoStoreError, NotEmptyError, OlderStoreError
from storage.copying.places import sqlite_file
from storage.copying.rows import add_up, copy_rows, last_ids, read_rows, set_last_ids
from storage.copying.use import check_unused
from storage.database import open_database
from storage.delivery.job_records import JobState
from storage.delivery.job_schema import executor, job
from storage.delivery.records import DeliveryState, EventState
from storage.delivery.schema import delivery, event
from storage.errors import StoreNewerError, StoreUnreadableError
from storage.schema import REVISION_TABLE, REVISIONS, metadata
from storage.sqlite import Sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from storage.copying.checksums import Checksum
    from storage.copying.files import Tell

LEFT_BEHIND = (executor,)
"""Who is at work there is not at work here."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: rows in all and of each table, and in how many rows U+0000 became U+FFFD."""

    rows: int
    tables: Mapping[str, int]
    mended: int


async def move(source: Path, url: str, at: datetime, tell: Tell) -> Moved:
    """Copy a SQLite store into an empty PostgreSQL database, and check that both hold the same.

    The store is left as it is. Raises `StoreUnavailableError`.
    """
    source = _checked(source, url)
    stop = threading.Event()

    def tell_or_stop(doing: str, done: int, total: int) -> None:
        if stop.is_set():
            raise asyncio.CancelledError
        tell(doing, done, total)

    async with open_database(url) as database:
        try:
            return await database.store(partial(_move, source=source, at=at, tell=tell_or_stop))
        finally:
            stop.set()  # interrupted: the thread that copies ends, and with it the transaction


def _checked(source: Path, url: str) -> Path:
    if sqlite_file(url) is not None:
        raise NoServerError
    if not source.is_file():
        raise NoStoreError(source.name)
    check_unused(source.resolve())
    return source.resolve()


def _move(target: Connection, source: Path, at: datetime, tell: Tell) -> Moved:
    tables = [each for each in metadata.sorted_tables if each not in LEFT_BEHIND]
    _check_empty(target, tables)
    with _opened(source) as connection:
        totals = {each.name: connection.scalar(select(func.count()).select_from(each)) or 0 for each in tables}
        moving = _Moving(connection, target, tell, 2 * sum(totals.values()))
        for each in tables:
            moving.copy(each)
        set_last_ids(target, tables, last_ids(connection, tables))
    for each in tables:
        moving.check(each)
    _put_down(target, at)
    target.execute(text("ANALYZE"))
    return Moved(sum(totals.values()), totals, moving.mended)


class _Moving:
    """A move under way."""

    def __init__(self, source: Connection, target: Connection, tell: Tell, total: int) -> None:
        self.mended = 0
        self._source = source
        self._target = target
        self._tell = tell
        self._total = total
        self._done = 0
        self._copied: dict[str, Checksum] = {}

    def copy(self, table: Table) -> None:
        """Copy the rows of a table."""
        advance = self._advance(f"Copying {table.name}")
        rows = read_rows(self._source, table)
        self._copied[table.name], mended = copy_rows(rows, self._target, table, advance)
        self.mended += mended

    def check(self, table: Table) -> None:
        """Compare what arrived with what was read; raises `DifferingError`."""
        if add_up(self._target, table, self._advance(f"Checking {table.name}")) != self._copied[table.name]:
            raise DifferingError(table.name)

    def _advance(self, doing: str) -> Callable[[int], None]:
        def advance(count: int) -> None:
            self._done += count
            self._tell(doing, self._done, self._total)

        advance(0)
        return advance


def _check_empty(target: Connection, tables: list[Table]) -> None:
    """Keep others from writing, then see that nothing is there; raises `NotEmptyError`."""
    quoted = target.dialect.identifier_preparer.quote
    target.execute(text(f"LOCK TABLE {', '.join(quoted(each.name) for each in tables)} IN SHARE ROW EXCLUSIVE MODE"))
    if any(target.execute(select(each).limit(1)).first() for each in tables):
        raise NotEmptyError(str(target.engine.url.database))


@contextmanager
def _opened(source: Path) -> Iterator[Connection]:
    """Open the store in a transaction that lets nobody else write and writes nothing."""
    backend = Sqlite(source)
    engine = backend.writer(durably=False, alone=True)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            _check_revision(connection, source.name)
            yield connection
            transaction.rollback()
    except SQLAlchemyError as error:
        translated = backend.translate(error)
        if translated is None:
            raise
        raise translated from error
    finally:
        engine.dispose()


def _check_revision(connection: Connection, name: str) -> None:
    if not inspect(connection).has_table(REVISION_TABLE):
        raise StoreUnreadableError(name)
    revision = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))  # noqa: S608
    if revision not in REVISIONS:
        raise StoreNewerError(name)
    if revision != REVISIONS[-1]:
        raise OlderStoreError(name)


def _put_down(target: Connection, at: datetime) -> None:
    """Let everything be taken that somebody had in hand: whoever that was is not here."""
    running = update(job).where(job.c.state == JobState.RUNNING)
    target.execute(running.values(state=JobState.WAITING, executor=None, begun_at=None, due=at))
    for table, is_open in ((event, EventState.OPEN), (delivery, DeliveryState.OPEN)):
        held = update(table).where(table.c.state == is_open, table.c.executor.is_not(None))
        target.execute(held.values(executor=None, due=at))

"""Opening the store: one database, its repositories, and the transactions they run in."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage import schema, sqlite
from storage.briefings import Briefings
from storage.conversations import Conversations
from storage.delivery.executors import Executors
from storage.delivery.inbox import Inbox
from storage.delivery.jobs import Jobs
from storage.delivery.outbox import Outbox
from storage.delivery.schedules import Schedules
from storage.delivery.writing import Writer
from storage.errors import StoreNewerError, StoreUnavailableError, StoreUnreachableError, StoreUnreadableError
from storage.feeds import Feeds
from storage.filling import BANDS, FILL, fill, fill_bands
from storage.forgetting import WIPE
from storage.migrations import next_revision, stored_revision, upgrade
from storage.search import sqlite as index
from storage.search.searching import Search
from storage.statements import Statements
from storage.usage import Usage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Database:
    """An open store."""

    def __init__(self, engine: AsyncEngine, writer: Engine, name: str) -> None:
        self._engine = engine
        self._writer = writer
        self._name = name
        self.statements = Statements(self)
        self.search = Search(self)
        self.conversations = Conversations(self)
        self.briefings = Briefings(self)
        self.usage = Usage(self)
        self.feeds = Feeds(self)
        writer_of_deliveries = Writer(self)
        self.inbox = Inbox(self, writer_of_deliveries)
        self.outbox = Outbox(self, writer_of_deliveries)
        self.jobs = Jobs(self, writer_of_deliveries)
        self.schedules = Schedules(self, writer_of_deliveries)
        self.executors = Executors(self, writer_of_deliveries)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees the store as it is at the first query."""
        with self._translated_errors():
            async with self._engine.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection inside a transaction that may write: the only one at a time, all of it kept or nothing."""
        with self._translated_errors():
            async with self._engine.connect() as connection:
                await connection.execution_options(begin="IMMEDIATE")
                async with connection.begin():
                    yield connection

    async def store(self, work: Callable[[Connection], T], *, durably: bool = False) -> T:
        """Do work in a transaction like `write`'s, as a whole in a thread.

        For many rows: each way from the event loop to a connection's thread and back costs as much as some inserts.
        `durably`: once it is given back, what was written outlives a crash of the machine too.
        """
        with self._translated_errors():
            return await asyncio.to_thread(self._do, work, durably)

    def _do(self, work: Callable[[Connection], T], durably: bool) -> T:
        options = {"begin": "IMMEDIATE"} | ({"synchronous": "FULL"} if durably else {})
        with self._writer.connect().execution_options(**options) as connection, connection.begin():
            return work(connection)

    async def prepare(self) -> None:
        """Bring the store to this release's schema, and finish what a killed process left to do."""
        with self._translated_errors():
            async with self._engine.connect() as connection:
                await sqlite.use_wal(connection)
        revision = await self._revision()
        while (following := next_revision(revision)) is not None:
            revision = await self._migrate(following)
        async with self.read() as connection:
            chores = (await connection.execute(select(schema.chore.c.name))).scalars().all()
        if FILL in chores:
            async with self.write() as connection:
                await fill(connection)
        if BANDS in chores:
            await self._fill_bands()
        if WIPE in chores:
            await self.wipe()

    async def _fill_bands(self) -> None:
        last: int | None = 0
        while last is not None:
            last = await self.store(partial(fill_bands, after=last))

    async def wipe(self) -> None:
        """See to it that no file of the store holds deleted text.

        Put off until the store is opened next, with a warning in the log, while another process reads old pages or
        there is no room for it.
        """
        try:
            is_done = await self._rewrite_files()
        except StoreUnavailableError:
            _log.warning("%s could not be rewritten", self._name, exc_info=True)
            is_done = False
        if not is_done:
            _log.warning("deleted text stays in the files of %s until it is opened next", self._name)

    async def _rewrite_files(self) -> bool:
        async with self.write() as connection:
            await index.optimize(connection)
        with self._translated_errors():
            async with self._engine.connect() as connection:
                is_done = await sqlite.rewrite(connection)
        if is_done:
            async with self.write() as connection:
                await connection.execute(delete(schema.chore).where(schema.chore.c.name == WIPE))
        return is_done

    async def _revision(self) -> str | None:
        async with self.read() as connection:
            return await self._revision_seen_by(connection)

    async def _revision_seen_by(self, connection: AsyncConnection) -> str | None:
        tables = await sqlite.list_tables(connection)
        if schema.REVISION_TABLE not in tables:
            if tables:
                raise StoreUnreadableError(self._name)
            return None
        revision = await stored_revision(connection)
        if revision not in schema.REVISIONS:
            raise StoreNewerError(self._name)
        return revision

    async def _migrate(self, following: str) -> str | None:
        """Run one migration, unless another process was first; give the revision there is then."""
        async with self.write() as connection:
            current = await self._revision_seen_by(connection)
            if next_revision(current) == following:
                await connection.run_sync(upgrade, following)
                return following
            return current

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            translated = sqlite.translate(error, self._name)
            if translated is None:
                raise
            raise translated from error


@asynccontextmanager
async def open_database(location: str | Path, *, synchronous: sqlite.Synchronous = "NORMAL") -> AsyncIterator[Database]:
    """Open the store at a path (or a database URL), brought to this release's schema.

    Raises `StoreUnavailableError`. `synchronous` FULL is for rows that must outlive a crash of the machine.
    """
    path = _path_of(location)
    sqlite.create_file(path)
    engine = sqlite.make_engine(path, synchronous)
    writer = sqlite.make_writer(path, synchronous)
    try:
        database = Database(engine, writer, path.name)
        await database.prepare()
        yield database
    finally:
        writer.dispose()
        await engine.dispose()


def _path_of(location: str | Path) -> Path:
    if isinstance(location, Path) or "://" not in location:
        return Path(location)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreUnreachableError("The database") from error
    if url.get_backend_name() != "sqlite" or not url.database:
        raise StoreUnreachableError("The database")
    return Path(url.database)

"""Opening the store: one database, its repositories, and the transactions they run in."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from storage import schema
from storage.backend import backend_at
from storage.briefings import Briefings
from storage.buttons import Buttons
from storage.conversations import Conversations
from storage.delivery.executors import Executors
from storage.delivery.inbox import Inbox
from storage.delivery.jobs import Jobs
from storage.delivery.outbox import Outbox
from storage.delivery.schedules import Schedules
from storage.delivery.writing import Writer
from storage.errors import StoreNewerError, StoreUnavailableError, StoreUnreadableError
from storage.feeds import Feeds
from storage.filling import BANDS, FILL, fill, fill_bands
from storage.forgetting import WIPE
from storage.migrations import next_revision, stored_revision, upgrade
from storage.search.searching import Search
from storage.settings import Settings
from storage.statements import Statements
from storage.usage import Usage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.backend import Backend
    from storage.sqlite import Synchronous

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Database:
    """An open store."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.statements = Statements(self)
        self.search = Search(self)
        self.conversations = Conversations(self)
        self.briefings = Briefings(self)
        self.usage = Usage(self)
        self.feeds = Feeds(self)
        self.settings = Settings(self)
        self.buttons = Buttons(self)
        writer_of_deliveries = Writer(self, shares=not backend.has_many_writers)
        self.inbox = Inbox(self, writer_of_deliveries)
        self.outbox = Outbox(self, writer_of_deliveries)
        self.jobs = Jobs(self, writer_of_deliveries)
        self.schedules = Schedules(self, writer_of_deliveries)
        self.executors = Executors(self, writer_of_deliveries)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees the store as it is at the first query."""
        with self._translated_errors():
            async with self._backend.reading.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self, *, alone: bool = True) -> AsyncIterator[AsyncConnection]:
        """Give a connection inside a transaction that may write, all of it kept or nothing.

        `alone` it is the only one at a time. Else it may run beside others where the database can do that, since it
        locks the rows that it relies on, and puts rows in the place of others by `put_row`.
        """
        with self._translated_errors():
            async with self._backend.writing(alone=alone).connect() as connection, connection.begin():
                yield connection

    async def store(self, work: Callable[[Connection], T], *, durably: bool = False, alone: bool = True) -> T:
        """Do work in a transaction like `write`'s, as a whole in a thread.

        For many rows: each way from the event loop to a connection's thread and back costs as much as some inserts.
        `durably`: once it is given back, what was written outlives a crash of the machine too.
        """
        with self._translated_errors():
            return await asyncio.to_thread(self._do, work, durably, alone)

    def _do(self, work: Callable[[Connection], T], durably: bool, alone: bool) -> T:
        with self._backend.writer(durably=durably, alone=alone).connect() as connection, connection.begin():
            return work(connection)

    async def prepare(self) -> None:
        """Bring the store to this release's schema, and finish what a killed process left to do."""
        with self._translated_errors():
            await self._backend.set_up()
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
            is_done = await self._erase()
        except StoreUnavailableError:
            _log.warning("%s could not be rewritten", self._backend.name, exc_info=True)
            is_done = False
        if not is_done:
            _log.warning("deleted text stays in the files of %s until it is opened next", self._backend.name)

    async def _erase(self) -> bool:
        with self._translated_errors():
            is_done = await self._backend.erase()
        if is_done:
            async with self.write() as connection:
                await connection.execute(delete(schema.chore).where(schema.chore.c.name == WIPE))
        return is_done

    async def _revision(self) -> str | None:
        async with self.read() as connection:
            return await self._revision_seen_by(connection)

    async def _revision_seen_by(self, connection: AsyncConnection) -> str | None:
        tables = await self._backend.list_tables(connection)
        if schema.REVISION_TABLE not in tables:
            if tables:
                raise StoreUnreadableError(self._backend.name)
            return None
        revision = await stored_revision(connection)
        if revision not in schema.REVISIONS:
            raise StoreNewerError(self._backend.name)
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
        except SQLAlchemyError as error:
            translated = self._backend.translate(error)
            if translated is None:
                raise
            raise translated from error


@asynccontextmanager
async def open_database(location: str | Path, *, synchronous: Synchronous = "NORMAL") -> AsyncIterator[Database]:
    """Open the store at a path (or a database URL), brought to this release's schema.

    Raises `StoreUnavailableError`. `synchronous` FULL is for rows of a SQLite store that must outlive a crash of the
    machine.
    """
    backend = backend_at(location, synchronous)
    try:
        database = Database(backend)
        await database.prepare()
        yield database
    finally:
        await backend.dispose()

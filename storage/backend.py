"""What a store needs of the database that it is kept in: engines that begin transactions rightly, and its own chores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StoreAddressError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from storage.errors import StoreUnavailableError
    from storage.sqlite import Synchronous


class Backend(Protocol):
    """A database, not opened before it is used.

    Whoever writes *alone* is the only one of all processes that does so, from the beginning of its transaction to its
    end: what it reads stays so until it has written. Whoever writes *beside others* has made sure of that by itself.
    """

    name: str
    """What the database is called in sentences: no path, no password."""
    has_many_writers: bool
    """Whether transactions that write can run side by side."""

    @property
    def reading(self) -> AsyncEngine:
        """The engine whose transactions see the store as it is at their first query."""
        ...

    def writing(self, *, alone: bool) -> AsyncEngine:
        """Give the engine for coroutines that write."""
        ...

    def writer(self, *, durably: bool, alone: bool) -> Engine:
        """Give the engine for work that is done in a thread as a whole.

        `durably`: once it is over, what was written outlives a crash of the machine too.
        """
        ...

    async def set_up(self) -> None:
        """Prepare the database itself, before anything is read from it."""
        ...

    async def list_tables(self, connection: AsyncConnection) -> frozenset[str]:
        """Name the tables there are."""
        ...

    async def erase(self) -> bool:
        """See to it that deleted text can't be read from the database's files; false if it has to be done later."""
        ...

    def translate(self, error: SQLAlchemyError) -> StoreUnavailableError | None:
        """Say what an error means; `None` for a mistake of ours."""
        ...

    async def dispose(self) -> None:
        """Close all connections."""
        ...


def backend_at(location: str | Path, synchronous: Synchronous = "NORMAL") -> Backend:
    """Give the database at a path or a URL; raises `StoreUnavailableError`."""
    from storage.sqlite import Sqlite

    if isinstance(location, Path) or "://" not in location:
        return Sqlite(Path(location), synchronous)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreAddressError from error
    if url.get_backend_name() == "sqlite" and url.database:
        return Sqlite(Path(url.database), synchronous)
    if url.get_backend_name() in {"postgres", "postgresql"} and url.database:
        from storage.postgres import Postgres

        return Postgres(url.set(drivername="postgresql+psycopg"))
    raise StoreAddressError

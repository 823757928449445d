"""What is PostgreSQL's own: how transactions begin, what its errors mean, and how deleted text leaves its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import errors
from storage.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

_WRITERS_LOCK = 0x6272_6965_6662_6F74
"""The advisory lock of whoever writes alone; any number that no other program of the same database takes."""

_CONNECT_TIMEOUT_S = 10
_CONNECTIONS = {"pool_size": 8, "max_overflow": 8, "pool_timeout": 30.0}
"""Most of the connections of a process, twice: for coroutines, and for work in threads."""

_ERRORS: Mapping[str, type[errors.StoreUnavailableError]] = {
    "08": errors.StoreAwayError,  # connection exception
    "25006": errors.StoreReadOnlyError,  # read_only_sql_transaction
    "28": errors.StoreRefusedError,  # invalid authorization
    "3D": errors.StoreRefusedError,  # no such database
    "40": errors.StoreBusyError,  # serialization failure, deadlock
    "42501": errors.StoreRefusedError,  # insufficient_privilege
    "53100": errors.StoreFullError,  # disk_full
    "53": errors.StoreBusyError,  # out of memory, too many connections
    "55P03": errors.StoreBusyError,  # lock_not_available
    "57P": errors.StoreAwayError,  # shut down, starting up
    "58": errors.StoreAwayError,  # the server's own input and output
    "XX001": errors.StoreUnreadableError,  # data_corrupted
}
"""By SQLSTATE, or its beginning: the longest that fits counts (PostgreSQL's manual, appendix A)."""


class Postgres:
    """A store on a PostgreSQL server, for any number of processes.

    Who writes alone holds an advisory lock until its transaction ends; who writes beside others takes none.
    """

    has_many_writers = True

    def __init__(self, url: URL) -> None:
        self.name = str(url.database)
        self._engine = create_async_engine(url, **_options())
        self.reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writer = create_engine(url, **_options())
        for engine in (self._engine.sync_engine, self._writer):
            event.listen(engine, "begin", _take_lock)

    def writing(self, *, alone: bool) -> AsyncEngine:
        """Give the engine for coroutines that write."""
        return self._engine.execution_options(is_alone=alone)

    def writer(self, *, durably: bool, alone: bool) -> Engine:
        """Give the engine for work in a thread; a commit is always on the server's disk."""
        return self._writer.execution_options(is_alone=alone)

    async def set_up(self) -> None:
        """Nothing is to be prepared."""

    async def list_tables(self, connection: AsyncConnection) -> frozenset[str]:
        """Name the tables that are in the schema where ours would be made."""
        query = text("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()")
        return frozenset((await connection.execute(query)).scalars())

    async def erase(self) -> bool:
        """Let the server overwrite what was deleted: no query finds it any more, and its space is used again.

        The server's log and its back-ups are its keeper's.
        """
        tables = ", ".join(("fulltext", *metadata.tables))
        async with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text(f"VACUUM (INDEX_CLEANUP ON) {tables}"))
        return True

    def translate(self, error: exc.SQLAlchemyError) -> errors.StoreUnavailableError | None:
        """Say what an error means for this database; `None` for a mistake of ours."""
        if isinstance(error, exc.TimeoutError):  # no connection of the pool became free
            return errors.StoreBusyError(self.name)
        if not isinstance(error, exc.DBAPIError):
            return None
        code = getattr(error.orig, "sqlstate", None)
        if code is None:
            is_broken = error.connection_invalidated or isinstance(error, exc.OperationalError)
            return self._unreachable(error) if is_broken else None
        fitting = [each for each in _ERRORS if code.startswith(each)]
        return _ERRORS[max(fitting, key=len)](self.name) if fitting else None

    def _unreachable(self, error: exc.DBAPIError) -> errors.StoreUnavailableError:
        """Say why no connection was made: the driver gives no code for what the server answers at its door."""
        said = str(error.orig)
        is_refused = "authentication failed" in said or "does not exist" in said or "no pg_hba.conf" in said
        return (errors.StoreRefusedError if is_refused else errors.StoreAwayError)(self.name)

    async def dispose(self) -> None:
        """Close all connections."""
        self._writer.dispose()
        await self._engine.dispose()


def _options() -> dict[str, object]:
    connecting = {"connect_timeout": _CONNECT_TIMEOUT_S, "application_name": "briefbot"}
    return {**_CONNECTIONS, "pool_pre_ping": True, "connect_args": connecting, "hide_parameters": True}


def _take_lock(connection: Connection) -> None:
    if connection.get_execution_options().get("is_alone"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")

"""Who is at work: a row for each executor, and a count in it that grows while it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from storage.delivery.job_records import Pulse
from storage.delivery.job_schema import executor as table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from storage.database import Database
    from storage.delivery.records import Executor
    from storage.delivery.writing import Writer


class Executors:
    """The executors of an installation."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def enter(self, executor: Executor, at: datetime) -> None:
        """Keep that an executor lives: a former life of the same name has ended by that."""

        def work(connection: Connection) -> None:
            connection.execute(delete(table).where(table.c.name == executor.name))
            row = {"name": executor.name, "life": executor.life, "beat": 0, "seen_at": at}
            connection.execute(insert(table).values(row))

        await self._writer.do(work)

    async def beat(self, executor: Executor, at: datetime) -> bool:
        """Keep that an executor lives still; false if another process goes by its name."""
        beating = update(table).where(_is(executor)).values(beat=table.c.beat + 1, seen_at=at)
        return await self._writer.do(lambda connection: bool(connection.execute(beating).rowcount))

    async def leave(self, executor: Executor) -> None:
        """Keep that an executor has stopped."""
        await self._writer.do(lambda connection: connection.execute(delete(table).where(_is(executor))).rowcount)

    async def pulses(self) -> tuple[Pulse, ...]:
        """Give what every executor shows of itself."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(table.c.name, table.c.life, table.c.beat).order_by(table.c.name))
            return tuple(Pulse(*row) for row in rows)

    async def remove(self, name: str, life: str) -> None:
        """Forget an executor that others found dead."""
        dead = (table.c.name == name, table.c.life == life)
        await self._writer.do(lambda connection: connection.execute(delete(table).where(*dead)).rowcount)


def _is(executor: Executor) -> ColumnElement[bool]:
    return (table.c.name == executor.name) & (table.c.life == executor.life)

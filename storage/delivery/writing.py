"""How rows are written that nothing may lose: durably, and many in one transaction where many wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, func, select, update

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Connection, Table

    from storage.database import Database
    from storage.delivery.records import Executor

T = TypeVar("T")

MOST_AT_ONCE = 200
"""Pieces of work in one transaction: enough to share the wait for the disk, few enough that nobody waits for long."""


def is_of_former_life(column: Column[str | None], executor: Executor) -> ColumnElement[bool]:
    """Whether a row is in the hand of an executor as it was before it was restarted."""
    name = f"{executor.name} "
    has_name = func.substr(column, 1, len(name)) == name
    return and_(has_name, func.length(column) == len(executor.id), column != executor.id)


def set_clock_back(connection: Connection, table: Table, former: datetime, now: datetime) -> int:
    """Let the open rows of a table be due as they were before the clock was set back; give how many are moved.

    What was due is due, and what waits waits no longer than it would have.
    """
    is_open = table.c.state == "open"
    was_due = update(table).where(is_open, table.c.due > now, table.c.due <= former)
    count = connection.execute(was_due.values(due=now)).rowcount
    keys = list(table.primary_key)
    for row in connection.execute(select(*keys, table.c.due).where(is_open, table.c.due > former)).all():
        *key, due = row
        is_it = and_(*(column == value for column, value in zip(keys, key, strict=True)))
        count += connection.execute(update(table).where(is_it).values(due=now + (due - former))).rowcount
    return count


class Writer:
    """Does pieces of work that write, each as a whole; those that wait at the same time share a transaction.

    That is for a database that one writes to at a time. Where many do, `shares` is false: each piece has a transaction
    of its own, so that two of them never wait for each other's rows.
    """

    def __init__(self, database: Database, *, shares: bool = True) -> None:
        self._database = database
        self._shares = shares
        self._waiting: list[tuple[Callable[[Connection], Any], asyncio.Future[Any]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def do(self, work: Callable[[Connection], T]) -> T:
        """Do work in a transaction; what it gives is given once it is on the disk."""
        if not self._shares:
            return await self._database.store(work, durably=True, alone=False)
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_waiting())
        return await future

    async def _write_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            if not await self._write_together(batch) and len(batch) > 1:
                for each in batch:
                    await self._write_together([each])

    async def _write_together(self, batch: Sequence[tuple[Callable[[Connection], Any], asyncio.Future[Any]]]) -> bool:
        """Write a batch; one that fails as a whole tells nobody unless it is of one piece."""

        def work(connection: Connection) -> list[Any]:
            return [piece(connection) for piece, _ in batch]

        try:
            results = await self._database.store(work, durably=True)
        except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
            if len(batch) == 1 and not batch[0][1].done():
                batch[0][1].set_exception(error)
            return False
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
        return True

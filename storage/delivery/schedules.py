"""Schedules: jobs that come round again. When each is due next is said by whoever knows the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from storage.delivery.job_records import NewJob, Schedule
from storage.delivery.job_schema import schedule
from storage.delivery.jobs import put

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.database import Database
    from storage.delivery.writing import Writer

Following = Callable[[Schedule, datetime], datetime]
"""Gives when a schedule is due next, after a moment."""

_COLUMNS = tuple(schedule.c[name] for name in ("name", "kind", "cron", "zone", "subject", "workspace"))


class Schedules:
    """The schedules of all workspaces and of the installation itself."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def set(self, new: Schedule, due: datetime) -> None:
        """Keep a schedule, due next at a moment; one that is kept already as it is stays as it is."""
        await self._writer.do(partial(_set, new=new, due=due))

    async def remove(self, workspace: str, name: str) -> bool:
        """Remove a schedule; false if there is none."""
        which = (schedule.c.workspace == workspace, schedule.c.name == name)
        return await self._writer.do(
            lambda connection: bool(connection.execute(delete(schedule).where(*which)).rowcount)
        )

    async def of_workspace(self, workspace: str) -> tuple[Schedule, ...]:
        """Give the schedules of a workspace by their names."""
        query = select(*_COLUMNS).where(schedule.c.workspace == workspace).order_by(schedule.c.name)
        async with self._database.read() as connection:
            return tuple(Schedule(*row) for row in await connection.execute(query))

    async def next_due(self) -> datetime | None:
        """Give when the next schedule is due; `None` without any."""
        async with self._database.read() as connection:
            due: datetime | None = await connection.scalar(select(schedule.c.due).order_by(schedule.c.due).limit(1))
            return due

    async def make_due_jobs(self, now: datetime, following: Following, limit: int = 500) -> int:
        """Make the jobs of at most `limit` schedules that are due, once for each time; give how many schedules.

        What was missed several times is made up for once.
        """
        return await self._writer.do(partial(_make_due_jobs, now=now, following=following, limit=limit))


def forget_workspace(connection: Connection, workspace: str) -> None:
    """Remove the schedules of a workspace."""
    connection.execute(delete(schedule).where(schedule.c.workspace == workspace))


def _set(connection: Connection, new: Schedule, due: datetime) -> None:
    which = (schedule.c.workspace == new.workspace, schedule.c.name == new.name)
    row = connection.execute(select(*_COLUMNS).where(*which).with_for_update()).first()
    if row is not None and Schedule(*row) == new:
        return
    values = {column.name: getattr(new, column.name) for column in _COLUMNS}
    change = insert(schedule) if row is None else update(schedule).where(*which)
    connection.execute(change.values(**values, due=due))


def _make_due_jobs(connection: Connection, now: datetime, following: Following, limit: int) -> int:
    due = select(*_COLUMNS, schedule.c.due).where(schedule.c.due <= now).order_by(schedule.c.due).limit(limit)
    rows = connection.execute(due.with_for_update(skip_locked=True)).all()
    for *fields, moment in rows:
        each = Schedule(*fields)
        key = f"{each.name} @ {moment.isoformat()}"
        put(connection, NewJob(each.kind, each.subject, each.workspace, key), now)
        which = (schedule.c.workspace == each.workspace, schedule.c.name == each.name)
        connection.execute(update(schedule).where(*which).values(due=following(each, now)))
    return len(rows)

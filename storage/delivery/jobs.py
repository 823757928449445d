"""The jobs: what is to be done, each once under its key, and where it stands."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from storage.delivery.job_records import ClaimedJob, JobRecord, JobState
from storage.delivery.job_schema import job
from storage.delivery.writing import is_of_former_life
from storage.rows import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from storage.database import Database
    from storage.delivery.job_records import NewJob
    from storage.delivery.records import Executor
    from storage.delivery.writing import Writer

MOST_LISTED = 1000
_CLAIMED = (job.c.id, job.c.workspace, job.c.kind, job.c.subject, job.c.claim, job.c.starts, job.c.tries)
_OVER = (JobState.DONE, JobState.GIVEN_UP, JobState.DROPPED)


class Jobs:
    """The jobs of all workspaces and of the installation itself."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def add(self, new: NewJob, at: datetime, due: datetime | None = None) -> str:
        """Keep a job, due at once or at a moment, and give its id: that of the first one if its key is known."""
        return await self._writer.do(partial(put, new=new, at=at, due=due))

    async def has_due(self, now: datetime, kinds: Collection[str]) -> bool:
        """Whether a job of some kinds is due."""
        query = select(job.c.id).where(_is_due(now), job.c.kind.in_(kinds)).limit(1)
        async with self._database.read() as connection:
            return await connection.scalar(query) is not None

    async def claim_due(
        self, executor: str, now: datetime, limit: int, kinds: Collection[str]
    ) -> tuple[ClaimedJob, ...]:
        """Take at most `limit` jobs of some kinds in hand that are due, the longest due first."""
        work = partial(_claim_due, executor=executor, now=now, limit=limit, kinds=kinds)
        return await self._writer.do(work)

    async def begin(self, job_id: str, executor: str, now: datetime) -> ClaimedJob | None:
        """Keep that an executor begins a job that was taken or is due; `None` if it is running elsewhere, or over."""
        return await self._writer.do(partial(_begin, job_id=job_id, executor=executor, now=now))

    async def starts(self, job_id: str) -> int:
        """Give how often a job was begun without an end."""
        async with self._database.read() as connection:
            return int(await connection.scalar(select(job.c.starts).where(job.c.id == job_id)) or 0)

    async def finish(self, job_id: str, claim: int, at: datetime) -> bool:
        """Keep that a job is done; false if it is no longer in this hand. So do the next three."""
        changes = {"state": JobState.DONE, "reason": None, "closed_at": at}
        return await self._put_down(job_id, claim, **changes)

    async def fail(self, job_id: str, claim: int, reason: str, due: datetime) -> bool:
        """Keep that a try failed, and when the next is due."""
        changes = {"state": JobState.WAITING, "due": due, "reason": reason, "tries": job.c.tries + 1}
        return await self._put_down(job_id, claim, **changes)

    async def give_up(self, job_id: str, claim: int, reason: str, at: datetime) -> bool:
        """Give a job up: a person may look at it and let it be tried again."""
        changes = {"state": JobState.GIVEN_UP, "reason": reason, "tries": job.c.tries + 1, "closed_at": at}
        return await self._put_down(job_id, claim, **changes)

    async def put_off(self, job_id: str, claim: int, due: datetime) -> bool:
        """Put a job down that did not end for no fault of its own: the try does not count."""
        return await self._put_down(job_id, claim, state=JobState.WAITING, due=due)

    async def release(self, job_id: str, executor: str, due: datetime) -> bool:
        """Put down a job that was taken and never begun."""
        unbegun = and_(job.c.id == job_id, job.c.begun_at.is_(None), _is_in_hand_of(executor))
        return await self._writer.do(lambda connection: bool(_update(connection, unbegun, **_waiting(due))))

    async def hand_over(self, executor: str, now: datetime) -> int:
        """Put down all that an executor has in hand, for anybody to take; give how many they were."""
        mine = _is_in_hand_of(executor)
        return await self._writer.do(lambda connection: _update(connection, mine, **_waiting(now)))

    async def take_up(self, executor: Executor, now: datetime) -> int:
        """Put down what former lives of an executor had in hand, for anybody to take at once; give how many."""
        left = and_(job.c.state == JobState.RUNNING, is_of_former_life(job.c.executor, executor))
        return await self._writer.do(lambda connection: _update(connection, left, **_waiting(now)))

    async def executors(self) -> frozenset[str]:
        """Name the executors that have jobs in hand."""
        query = select(job.c.executor).where(job.c.state == JobState.RUNNING, job.c.executor.is_not(None)).distinct()
        async with self._database.read() as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def set_clock_back(self, former: datetime, now: datetime) -> int:
        """Let what was due before the clock was set back be due still; give how many jobs that concerns.

        What failed and waits for its next try waits no longer than it would have.
        """
        return await self._writer.do(partial(_set_clock_back, former=former, now=now))

    async def retry(self, job_id: str, now: datetime) -> bool:
        """Let a job that was given up, or that waits after a failure, be tried at once; false if it is neither."""
        failed = and_(job.c.state == JobState.WAITING, job.c.reason.is_not(None))
        again = and_(job.c.id == job_id, or_(failed, job.c.state == JobState.GIVEN_UP))
        changes = {**_waiting(now), "tries": 0, "starts": 0, "reason": None, "closed_at": None}
        return await self._writer.do(lambda connection: bool(_update(connection, again, **changes)))

    async def drop(self, job_id: str, at: datetime) -> bool:
        """Let a job be that waits or was given up; false if it is running, over, or unknown."""
        may_drop = and_(job.c.id == job_id, job.c.state.in_((JobState.WAITING, JobState.GIVEN_UP)))
        changes = {"state": JobState.DROPPED, "closed_at": at}
        return await self._writer.do(lambda connection: bool(_update(connection, may_drop, **changes)))

    async def find(self, beginning: str, limit: int = 2) -> tuple[JobRecord, ...]:
        """Give the jobs whose ids begin so."""
        return await self._records(job.c.id.startswith(beginning, autoescape=True), limit=limit)

    async def list_jobs(self, state: JobState, limit: int = MOST_LISTED) -> tuple[JobRecord, ...]:
        """Give the jobs in a state, the earliest due first, of all workspaces: for who runs the program."""
        return await self._records(job.c.state == state, limit=limit)

    async def count(self) -> dict[JobState, int]:
        """Count the jobs in each state."""
        query = select(job.c.state, func.count()).group_by(job.c.state)
        async with self._database.read() as connection:
            return {JobState(state): int(number) for state, number in await connection.execute(query)}

    async def sweep(self, before: datetime) -> int:
        """Forget the jobs that were over before a moment, and with them their keys."""
        old = and_(job.c.closed_at < before, job.c.state.in_(_OVER))
        return await self._writer.do(lambda connection: connection.execute(delete(job).where(old)).rowcount)

    async def _put_down(self, job_id: str, claim: int, **changes: object) -> bool:
        mine = and_(job.c.id == job_id, job.c.claim == claim, job.c.state == JobState.RUNNING)
        changes = {"executor": None, "begun_at": None, "starts": 0, **changes}
        return await self._writer.do(lambda connection: bool(_update(connection, mine, **changes)))

    async def _records(self, *conditions: ColumnElement[bool], limit: int) -> tuple[JobRecord, ...]:
        query = _select_records().where(*conditions).order_by(job.c.due, job.c.created_at).limit(limit)
        async with self._database.read() as connection:
            return tuple(map(_record, await connection.execute(query)))


def put(connection: Connection, new: NewJob, at: datetime, due: datetime | None = None) -> str:
    """Keep a job in a transaction of the caller's and give its id: that of the first one if its key is known."""
    job_id = secrets.token_hex(8)
    row = {
        "id": job_id,
        "workspace": new.workspace,
        "kind": new.kind,
        "subject": new.subject,
        "key": new.key if new.key is not None else job_id,
        "state": JobState.WAITING,
        "due": due or at,
        "claim": 0,
        "starts": 0,
        "tries": 0,
        "created_at": at,
    }
    if insert_new(connection, job, row):
        return job_id
    known = select(job.c.id).where(job.c.workspace == new.workspace, job.c.key == row["key"])
    return str(connection.execute(known).scalar_one())


def forget_workspace(connection: Connection, workspace: str) -> None:
    """Remove the jobs of a workspace that nobody has in hand."""
    loose = and_(job.c.workspace == workspace, job.c.state != JobState.RUNNING)
    connection.execute(delete(job).where(loose))


def _claim_due(
    connection: Connection, executor: str, now: datetime, limit: int, kinds: Collection[str]
) -> tuple[ClaimedJob, ...]:
    due = select(job.c.id).where(_is_due(now), job.c.kind.in_(kinds)).order_by(job.c.due).limit(limit)
    ids = connection.execute(due).scalars().all()
    taken = {"state": JobState.RUNNING, "executor": executor, "claim": job.c.claim + 1, "begun_at": None}
    taking = update(job).where(job.c.id.in_(ids), job.c.state == JobState.WAITING).values(**taken)
    found = {row.id: ClaimedJob(*row) for row in connection.execute(taking.returning(*_CLAIMED))}
    return tuple(found[each] for each in ids if each in found)


def _begin(connection: Connection, job_id: str, executor: str, now: datetime) -> ClaimedJob | None:
    is_taken = and_(job.c.state == JobState.RUNNING, job.c.begun_at.is_(None))
    begun = {"executor": executor, "claim": job.c.claim + 1, "starts": job.c.starts + 1}
    beginning = update(job).where(job.c.id == job_id, or_(is_taken, _is_due(now)))
    beginning = beginning.values(state=JobState.RUNNING, begun_at=now, **begun)
    row = connection.execute(beginning.returning(*_CLAIMED)).first()
    return None if row is None else ClaimedJob(*row)


def _set_clock_back(connection: Connection, former: datetime, now: datetime) -> int:
    count = _update(connection, and_(job.c.state == JobState.WAITING, job.c.due <= former, job.c.due > now), due=now)
    retried = and_(job.c.state == JobState.WAITING, job.c.due > former, job.c.reason.is_not(None))
    for row in connection.execute(select(job.c.id, job.c.due).where(retried)).all():
        count += _update(connection, job.c.id == row.id, due=now + (row.due - former))
    return count


def _update(connection: Connection, which: ColumnElement[bool], **changes: object) -> int:
    return connection.execute(update(job).where(which).values(**changes)).rowcount


def _waiting(due: datetime) -> dict[str, object]:
    return {"state": JobState.WAITING, "executor": None, "begun_at": None, "due": due}


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(job.c.state == JobState.WAITING, job.c.due <= now)


def _is_in_hand_of(executor: str) -> ColumnElement[bool]:
    return and_(job.c.state == JobState.RUNNING, job.c.executor == executor)


def _select_records() -> Select[Any]:
    names = ("id", "workspace", "kind", "subject", "state", "due", "executor", "tries", "reason", "created_at")
    return select(*(job.c[name] for name in names), job.c.closed_at)


def _record(row: Row[Any]) -> JobRecord:
    values: tuple[Any, ...] = tuple(row)
    job_id, workspace, kind, subject, state, *rest = values
    return JobRecord(job_id, workspace, kind, subject, JobState(state), *rest)

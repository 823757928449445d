"""The inbox: events as platforms tell them, each with one effect however often it comes."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from storage.delivery.records import ClaimedEvent, EventRecord, EventState, Hold, NewEvent
from storage.delivery.schema import event, event_key
from storage.delivery.writing import Writer, is_of_former_life, set_clock_back
from storage.rows import insert_new

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from storage.database import Database
    from storage.delivery.records import Executor

MOST_LISTED = 1000


class Inbox:
    """The events of all workspaces. What is said in them is given to who claims one, and to nobody else."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def accept(self, new: NewEvent, at: datetime, hold: Hold | None = None) -> bool:
        """Keep an event unless it came before under one of its keys; true if it is new.

        With a hold it is claimed at once, as its first try and with claim 1.
        """
        return await self._writer.do(partial(_accept, new=new, at=at, hold=hold))

    async def claim(self, workspace: str, key: str, hold: Hold, now: datetime) -> ClaimedEvent | None:
        """Take an event that is due in hand; `None` if it is not, or somebody else was faster."""
        return await self._writer.do(partial(_claim, workspace=workspace, key=key, hold=hold, now=now))

    async def unfinished(
        self, now: datetime, limit: int = 100, *, beginnings: Sequence[str] = ()
    ) -> tuple[EventRecord, ...]:
        """Give what is due: events that nobody began, that failed, or whose executor has not been heard of.

        Where there are `beginnings`, only of workspaces whose names begin so.
        """
        query = _select_records(event.c.state == EventState.OPEN, event.c.due <= now)
        if beginnings:
            query = query.where(or_(*(event.c.workspace.startswith(each, autoescape=True) for each in beginnings)))
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(event.c.due).limit(limit))
            return tuple(map(_record, rows))

    async def list_events(self, state: EventState, limit: int = MOST_LISTED) -> tuple[EventRecord, ...]:
        """Give the events in a state, the oldest first, of all workspaces: for who runs the program."""
        query = _select_records(event.c.state == state).order_by(event.c.received_at).limit(limit)
        async with self._database.read() as connection:
            return tuple(map(_record, await connection.execute(query)))

    async def renew(self, held: Collection[tuple[str, str, int]], until: datetime) -> None:
        """Keep events in hand for longer, each named by workspace, key and claim."""

        def work(connection: Connection) -> None:
            for each in held:
                _update(connection, _is_claim(*each), due=until)

        if held:
            await self._writer.do(work)

    async def finish(
        self, workspace: str, key: str, claim: int, also: Callable[[Connection], object] | None = None
    ) -> bool:
        """Keep that an event was handled and forget what it said; false if it is no longer in this hand.

        `also` is done in the same transaction, if the event still is: what an event leads to is there once.
        """
        changes = {"state": EventState.HANDLED, "payload": None, "executor": None}
        return await self._writer.do(partial(_close, held=_is_claim(workspace, key, claim), changes=changes, also=also))

    async def fail(self, workspace: str, key: str, claim: int, reason: str, due: datetime) -> bool:
        """Put an event down that could not be handled, to be tried again; the reason holds nothing of what it said."""
        held = _is_claim(workspace, key, claim)
        return await self._writer.do(
            lambda connection: bool(_update(connection, held, executor=None, due=due, reason=reason))
        )

    async def set_aside(
        self, workspace: str, key: str, claim: int, reason: str, also: Callable[[Connection], object] | None = None
    ) -> bool:
        """Give an event up: a person may look at it and let it be tried again. `also` is done with it, as in `finish`."""
        changes = {"state": EventState.SET_ASIDE, "executor": None, "reason": reason}
        return await self._writer.do(partial(_close, held=_is_claim(workspace, key, claim), changes=changes, also=also))

    async def set_clock_back(self, former: datetime, now: datetime) -> int:
        """Let what is open be due as it was before the clock was set back; give how much that concerns."""
        return await self._writer.do(partial(set_clock_back, table=event, former=former, now=now))

    async def take_up(self, executor: Executor, now: datetime) -> int:
        """Put down what former lives of an executor had in hand, for anybody to take at once; give how many they were."""
        left = and_(event.c.state == EventState.OPEN, is_of_former_life(event.c.executor, executor))
        return await self._writer.do(lambda connection: _update(connection, left, executor=None, due=now))

    async def put_down(self, workspace: str, key: str, claim: int, now: datetime) -> bool:
        """Put an event down that was not handled for no fault of its own: the try does not count."""
        held = _is_claim(workspace, key, claim)
        tries = event.c.tries - 1
        return await self._writer.do(
            lambda connection: bool(_update(connection, held, executor=None, due=now, tries=tries))
        )

    async def retry(self, workspace: str, key: str, now: datetime) -> bool:
        """Let an event that was set aside be tried again; false if there is none, or its text was forgotten."""
        aside = and_(_is(workspace, key), event.c.state == EventState.SET_ASIDE, event.c.payload.is_not(None))
        changes = {"state": EventState.OPEN, "due": now, "tries": 0}
        return await self._writer.do(lambda connection: bool(_update(connection, aside, **changes)))

    async def drop(self, workspace: str, key: str) -> bool:
        """Forget what an event said that nobody has in hand; that it came is kept."""
        loose = and_(_is(workspace, key), event.c.executor.is_(None), event.c.state != EventState.HANDLED)
        changes = {"state": EventState.HANDLED, "payload": None, "reason": "dropped"}
        return await self._writer.do(lambda connection: bool(_update(connection, loose, **changes)))

    async def sweep(self, before: datetime) -> int:
        """Forget that events came before a moment, but for those still open; give how many they were."""
        return await self._writer.do(partial(_sweep, before=before))


def _accept(connection: Connection, new: NewEvent, at: datetime, hold: Hold | None) -> bool:
    keys = sorted({new.key, *new.also})  # always in one order, so that two who write the same don't wait for each other
    rows = [{"workspace": new.workspace, "key": key, "event": new.key, "received_at": at} for key in keys]
    inserted = [insert_new(connection, event_key, row) for row in rows]
    if not all(inserted):
        _join(connection, new, [key for key, is_new in zip(keys, inserted, strict=True) if is_new])
        return False
    row = {
        "workspace": new.workspace,
        "key": new.key,
        "payload": json.dumps(new.payload, ensure_ascii=False),
        "state": EventState.OPEN,
        "due": hold.until if hold else at,
        "executor": hold.executor.id if hold else None,
        "claim": 1 if hold else 0,
        "tries": 1 if hold else 0,
        "received_at": at,
    }
    connection.execute(event.insert().values(row))
    return True


def _join(connection: Connection, new: NewEvent, new_keys: list[str]) -> None:
    """Let the keys that an event had not come under before stand for what it came as."""
    if not new_keys:
        return
    of_it = and_(event_key.c.workspace == new.workspace, event_key.c.key.in_({new.key, *new.also}))
    earlier = of_it & event_key.c.key.not_in(new_keys)
    known = connection.execute(select(event_key.c.event).where(earlier).limit(1)).scalar_one()
    connection.execute(update(event_key).where(of_it, event_key.c.key.in_(new_keys)).values(event=known))


def _claim(connection: Connection, workspace: str, key: str, hold: Hold, now: datetime) -> ClaimedEvent | None:
    is_due = and_(_is(workspace, key), event.c.state == EventState.OPEN, event.c.due <= now)
    taking = (
        update(event)
        .where(is_due)
        .values(executor=hold.executor.id, due=hold.until, claim=event.c.claim + 1, tries=event.c.tries + 1)
    )
    row = connection.execute(taking.returning(event.c.payload, event.c.tries, event.c.claim)).first()
    return None if row is None else ClaimedEvent(workspace, key, json.loads(row.payload), row.tries, row.claim)


def _close(
    connection: Connection,
    held: ColumnElement[bool],
    changes: Mapping[str, object],
    also: Callable[[Connection], object] | None,
) -> bool:
    is_mine = bool(_update(connection, held, **changes))
    if is_mine and also is not None:
        also(connection)
    return is_mine


def _update(connection: Connection, which: ColumnElement[bool], **changes: object) -> int:
    return connection.execute(update(event).where(which).values(**changes)).rowcount


def _sweep(connection: Connection, before: datetime) -> int:
    is_old = and_(event.c.received_at < before, event.c.state != EventState.OPEN)
    count = connection.execute(delete(event).where(is_old)).rowcount
    is_open = select(event.c.key).where(event.c.workspace == event_key.c.workspace, event.c.key == event_key.c.event)
    connection.execute(delete(event_key).where(event_key.c.received_at < before, ~is_open.exists()))
    return count


def _is(workspace: str, key: str) -> ColumnElement[bool]:
    return and_(event.c.workspace == workspace, event.c.key == key)


def _is_claim(workspace: str, key: str, claim: int) -> ColumnElement[bool]:
    is_held = and_(event.c.state == EventState.OPEN, event.c.executor.is_not(None))
    return and_(_is(workspace, key), is_held, event.c.claim == claim)


def _select_records(*conditions: ColumnElement[bool]) -> Select[Any]:
    columns = ("workspace", "key", "state", "due", "executor", "tries", "reason", "received_at")
    return select(*(event.c[name] for name in columns)).where(*conditions)


def _record(row: Row[Any]) -> EventRecord:
    values: tuple[Any, ...] = tuple(row)
    workspace, key, state, *rest = values
    return EventRecord(workspace, key, EventState(state), *rest)

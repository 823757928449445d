"""What is asked of the outbox: to send, to change what was sent, to try again, to let be, to forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from storage import schema
from storage.delivery.progress import change_before_sending, encoded, new_part
from storage.delivery.records import Change, DeliveryState, EventState, NewDelivery, OnUnknown, PartState, Payload
from storage.delivery.schema import delivery, delivery_version, event, event_key, part
from storage.errors import NoSuchVersionError
from storage.rows import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

_UNSENT = (PartState.WAITING, PartState.UNKNOWN)


def put(connection: Connection, new: NewDelivery, at: datetime) -> bool:
    """Keep a delivery unless its key is known; raises `NoSuchVersionError` if a text that it quotes was forgotten."""
    if not new.parts:
        raise ValueError("a delivery has parts")
    row = {
        "workspace": new.workspace,
        "key": new.key,
        "platform": new.platform,
        "channel": new.channel,
        "is_ordered": new.is_ordered,
        "on_unknown": new.on_unknown,
        "set_up_by": new.set_up_by,
        "address": new.address,
        "address_until": new.address_until,
        "state": DeliveryState.OPEN,
        "due": at,
        "claim": 0,
        "created_at": at,
    }
    if not insert_new(connection, delivery, row):
        return False
    delivery_id = connection.execute(select(delivery.c.id).where(_is(new.workspace, new.key))).scalar_one()
    _quote(connection, delivery_id, new.versions)
    parts = [
        new_part(delivery_id, str(position), each.payload, None if each.parent is None else str(each.parent))
        for position, each in enumerate(new.parts)
    ]
    connection.execute(insert(part), parts)
    return True


def _quote(connection: Connection, delivery_id: int, versions: Collection[int]) -> None:
    """Keep that a delivery quotes versions, so that it goes with them; raises `NoSuchVersionError`."""
    quoted = delivery_version.c.version_id
    known = connection.execute(select(quoted).where(delivery_version.c.delivery_id == delivery_id)).scalars()
    for version_id in sorted(set(versions) - set(known)):
        is_there = select(schema.version.c.id).where(schema.version.c.id == version_id)
        if connection.scalar(is_there.with_for_update(read=True, key_share=True)) is None:
            raise NoSuchVersionError(version_id)
        connection.execute(insert(delivery_version).values(delivery_id=delivery_id, version_id=version_id))


def change(
    connection: Connection,
    workspace: str,
    key: str,
    changes: Mapping[str, Payload | None],
    at: datetime,
    *,
    versions: Collection[int] = (),
) -> int:
    """Ask that parts be edited (a payload) or deleted (`None`), by their positions; give how many will be.

    What was not sent yet goes out changed, or not at all. Asked for twice, it is done once. `versions` are those that
    the payloads quote; raises `NoSuchVersionError` if one was forgotten.
    """
    row = connection.execute(
        select(delivery.c.id, delivery.c.state).where(_is(workspace, key)).with_for_update()
    ).first()
    if row is None or row.state == DeliveryState.DROPPED:
        return 0
    _quote(connection, row.id, versions)
    count = 0
    for position, payload in changes.items():
        may_change = part.c.state.in_((*_UNSENT, PartState.SENDING, PartState.SENT))
        is_it = and_(part.c.delivery_id == row.id, part.c.position == position, may_change)
        wanted = Change.DELETE if payload is None else Change.EDIT
        values = {"change": wanted, "changed_payload": encoded(payload)}
        count += connection.execute(update(part).where(is_it).values(**values)).rowcount
        anew = and_(is_it, part.c.state == PartState.SENT)
        connection.execute(update(part).where(anew).values(tries=0))
    change_before_sending(connection, row.id)
    if count:
        reopened = {"state": DeliveryState.OPEN, "due": at, "closed_at": None, "reason": None}
        is_closed = delivery.c.state.in_((DeliveryState.DONE, DeliveryState.GIVEN_UP))
        connection.execute(update(delivery).where(delivery.c.id == row.id, is_closed).values(**reopened))
    return count


def retry(connection: Connection, workspace: str, key: str, at: datetime) -> bool:
    """Let a delivery that was given up be tried again; false if there is none, or its text is gone.

    A part that may have been posted stays in doubt: it is looked for where that is possible, else sent again, for that
    is what a person asks who asks for this.
    """
    given_up = and_(_is(workspace, key), delivery.c.state == DeliveryState.GIVEN_UP)
    delivery_id = connection.scalar(select(delivery.c.id).where(given_up).with_for_update())
    if delivery_id is None:
        return False
    again = and_(part.c.delivery_id == delivery_id, part.c.state == PartState.GIVEN_UP, part.c.payload.is_not(None))
    count = 0
    for is_doubtful, state in ((part.c.is_doubtful, PartState.UNKNOWN), (~part.c.is_doubtful, PartState.WAITING)):
        fresh = update(part).where(again, is_doubtful).values(state=state, tries=0, reason=None)
        count += connection.execute(fresh).rowcount
    if count:
        opened = {"state": DeliveryState.OPEN, "due": at, "closed_at": None, "reason": None, "is_told": False}
        opened |= {"on_unknown": OnUnknown.MAY_REPEAT, "created_at": at}
        connection.execute(update(delivery).where(delivery.c.id == delivery_id).values(**opened))
    return bool(count)


def drop(connection: Connection, workspace: str, key: str, at: datetime) -> bool:
    """Let a delivery be: nothing more of it is sent, and its text is forgotten; false if it is over or unknown."""
    may_drop = delivery.c.state.in_((DeliveryState.OPEN, DeliveryState.GIVEN_UP))
    found = select(delivery.c.id).where(_is(workspace, key), may_drop).with_for_update()
    ids = connection.execute(found).scalars().all()
    _drop(connection, ids, at, "dropped")
    return bool(ids)


def _drop(connection: Connection, ids: Collection[int], at: datetime | None, reason: str) -> None:
    of_them = part.c.delivery_id.in_(ids)
    unsent = part.c.state.in_((*_UNSENT, PartState.GIVEN_UP))
    connection.execute(update(part).where(of_them, unsent).values(state=PartState.DROPPED, reason=reason))
    connection.execute(update(part).where(of_them).values(payload=None, changed_payload=None, change=None))
    dropped: dict[str, object] = {"state": DeliveryState.DROPPED, "reason": reason, "address": None}
    dropped["closed_at"] = at or func.coalesce(delivery.c.closed_at, delivery.c.created_at)
    connection.execute(update(delivery).where(delivery.c.id.in_(ids)).values(**dropped))


def forget_statement(connection: Connection, statement_id: int) -> None:
    """Forget what inbox and outbox hold of a statement's texts: what quotes it is dropped unless it was sent.

    What its workspace set aside of what came in is forgotten too: nobody knows whose texts are in it. To be called
    before the statement goes, in its transaction.
    """
    of_it = select(schema.version.c.id).where(schema.version.c.statement_id == statement_id)
    quoting = select(delivery_version.c.delivery_id).where(delivery_version.c.version_id.in_(of_it))
    holds_text = or_(part.c.payload.is_not(None), part.c.changed_payload.is_not(None))
    with_text = select(part.c.delivery_id).where(part.c.delivery_id.in_(quoting), holds_text).distinct()
    _drop(connection, connection.execute(with_text).scalars().all(), None, "forgotten")
    its_workspace = select(schema.statement.c.workspace).where(schema.statement.c.id == statement_id).scalar_subquery()
    aside = and_(event.c.workspace == its_workspace, event.c.state == EventState.SET_ASIDE)
    connection.execute(update(event).where(aside).values(payload=None))


def forget_workspace(connection: Connection, workspace: str) -> None:
    """Remove everything that came from a workspace and everything that was to go there."""
    of_it = select(delivery.c.id).where(delivery.c.workspace == workspace)
    for table in (part, delivery_version):
        connection.execute(delete(table).where(table.c.delivery_id.in_(of_it)))
    for table in (delivery, event, event_key):
        connection.execute(delete(table).where(table.c.workspace == workspace))


def sweep(connection: Connection, before: datetime, now: datetime) -> int:
    """Remove the deliveries that were closed before a moment, and the reply addresses that are of no use any more."""
    old = select(delivery.c.id).where(delivery.c.closed_at < before, delivery.c.state != DeliveryState.OPEN)
    ids = connection.execute(old).scalars().all()
    connection.execute(delete(delivery).where(delivery.c.id.in_(ids)))
    expired = and_(delivery.c.address.is_not(None), delivery.c.address_until <= now)
    connection.execute(update(delivery).where(expired).values(address=None))
    return len(ids)


def _is(workspace: str, key: str) -> ColumnElement[bool]:
    return and_(delivery.c.workspace == workspace, delivery.c.key == key)

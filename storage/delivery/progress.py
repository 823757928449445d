"""What happens to the parts of a delivery in hand: each step a transaction, ignored if the delivery is in other hands.

What gives parts gives them as they are then, or `None` where there is nothing more to do now: the delivery was put
down, or closed because all of its parts are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from storage.delivery.claiming import load_parts
from storage.delivery.records import Change, DeliveryState, PartRecord, PartState, Payload
from storage.delivery.schema import delivery, part

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

Parts = tuple[PartRecord, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a delivery: by whom it is held (id and claim), on which part, and when."""

    delivery: int
    claim: int
    position: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Halves:
    """What a part that is too long becomes; `is_threaded`: the second goes in the thread of the first."""

    first: Payload
    second: Payload
    is_threaded: bool = False


def begin(connection: Connection, step: Step) -> bool:
    """Keep that a part is about to be sent: from here on nobody knows, until the outcome is kept.

    False if it may not be sent: its delivery was dropped, or is in other hands.
    """
    if not _is_open(connection, step):
        return False
    may_begin = part.c.state.in_((PartState.WAITING, PartState.UNKNOWN))
    began = {"state": PartState.SENDING, "tries": part.c.tries + 1, "tried_at": step.at}
    first = func.coalesce(part.c.first_tried_at, step.at)
    return bool(_update_part(connection, step, may_begin, **began, first_tried_at=first))


def sent(connection: Connection, step: Step, platform_id: str) -> Parts | None:
    """Keep a part's id on its platform, and forget its text."""
    if not _is_held(connection, step):
        return None
    changes = {"state": PartState.SENT, "platform_id": platform_id, "payload": None, "is_doubtful": False}
    _update_part(connection, step, **changes, reason=None)
    return _close_or_go_on(connection, step)


def unknown(connection: Connection, step: Step, due: datetime, reason: str) -> None:
    """Keep that nobody knows whether a part was posted, and put the delivery down until `due`."""
    if _is_held(connection, step):
        _update_part(connection, step, state=PartState.UNKNOWN, is_doubtful=True, reason=reason)
        _put_down(connection, step, due)


def not_posted(connection: Connection, step: Step, due: datetime, reason: str, *, counts: bool) -> None:
    """Keep that this try did not post a part, and put the delivery down until `due`; a try that was put off counts not.

    What an earlier try did stays as unknown as it was.
    """
    if _is_held(connection, step):
        tries = part.c.tries if counts else part.c.tries - 1
        _update_part(connection, step, part.c.is_doubtful, state=PartState.UNKNOWN, reason=reason, tries=tries)
        _update_part(connection, step, ~part.c.is_doubtful, state=PartState.WAITING, reason=reason, tries=tries)
        change_before_sending(connection, step.delivery)
        if _close_or_go_on(connection, step) is not None:
            _put_down(connection, step, due)


def not_found(connection: Connection, step: Step) -> Parts | None:
    """Keep that a part of unknown outcome was looked for and is not there."""
    if not _is_held(connection, step):
        return None
    is_unknown = part.c.state == PartState.UNKNOWN
    _update_part(connection, step, is_unknown, state=PartState.WAITING, is_doubtful=False)
    change_before_sending(connection, step.delivery)
    return _close_or_go_on(connection, step)


def give_up(connection: Connection, step: Step, reason: str, *, with_rest: bool) -> Parts | None:
    """Give a part up, or with it all that were not sent; their texts stay, for a person may let them be tried again.

    The first of the parts that belong under it takes its place, so that they are not lost with it.
    """
    if not _is_held(connection, step):
        return None
    of_it = part.c.delivery_id == step.delivery
    unsent = part.c.state.in_((PartState.WAITING, PartState.UNKNOWN, PartState.SENDING))
    which = and_(of_it, unsent) if with_rest else and_(of_it, part.c.position == step.position)
    connection.execute(update(part).where(which).values(state=PartState.GIVEN_UP, reason=reason))
    if not with_rest:
        _place_children(connection, step)
    return _close_or_go_on(connection, step, reason)


def _place_children(connection: Connection, step: Step) -> None:
    children = [each for each in _parts(connection, step) if each.parent == step.position and is_open(each)]
    if not children:
        return
    first = children[0].position
    of_it = part.c.delivery_id == step.delivery
    own = select(part.c.parent).where(of_it, part.c.position == step.position)
    positions = [each.position for each in children]
    connection.execute(update(part).where(of_it, part.c.position.in_(positions)).values(parent=first))
    is_first = and_(of_it, part.c.position == first)
    connection.execute(update(part).where(is_first).values(parent=connection.scalar(own)))


def halve(connection: Connection, step: Step, halves: Halves) -> Parts | None:
    """Put its halves in the place of a part that is known not to have been posted."""
    if not _is_held(connection, step):
        return None
    is_it = and_(part.c.delivery_id == step.delivery, part.c.position == step.position)
    row = connection.execute(select(part.c.parent).where(is_it)).one()
    _update_part(connection, step, state=PartState.DROPPED, payload=None, reason="halved")
    first, second = f"{step.position}.1", f"{step.position}.2"
    children = and_(part.c.delivery_id == step.delivery, part.c.parent == step.position)
    connection.execute(update(part).where(children).values(parent=first))
    for position, payload, parent in (
        (first, halves.first, row.parent),
        (second, halves.second, (row.parent or first) if halves.is_threaded else row.parent),
    ):
        connection.execute(insert(part).values(new_part(step.delivery, position, payload, parent)))
    return _parts(connection, step)


def changed(connection: Connection, step: Step, change: Change, payload: Payload | None) -> Parts | None:
    """Keep that a part was edited to a payload, or deleted; a change that was asked for meanwhile stays to be made."""
    if not _is_held(connection, step):
        return None
    made = {"change": None, "changed_payload": None, "reason": None}
    is_same = and_(part.c.change == change, part.c.changed_payload == encoded(payload))
    if change is Change.DELETE:
        _update_part(connection, step, part.c.change == change, state=PartState.DROPPED, **made)
    else:
        _update_part(connection, step, is_same, **made)
    return _close_or_go_on(connection, step)


def failed(connection: Connection, step: Step, due: datetime, reason: str) -> None:
    """Keep that a change, or a look, could not be made now, and put the delivery down until `due`."""
    if _is_held(connection, step):
        _update_part(connection, step, tries=part.c.tries + 1, reason=reason)
        _put_down(connection, step, due)


def settle(connection: Connection, step: Step) -> Parts | None:
    """Close a delivery that has nothing left to do."""
    return _close_or_go_on(connection, step) if _is_held(connection, step) else None


def put_off(connection: Connection, step: Step, due: datetime) -> None:
    """Put a delivery down until `due`, its parts as they are."""
    if _is_held(connection, step):
        _put_down(connection, step, due)


def change_before_sending(connection: Connection, delivery_id: int) -> None:
    """Make the changes that are asked of parts known not to have been posted: they go out changed, or not at all."""
    waiting = and_(part.c.delivery_id == delivery_id, part.c.state == PartState.WAITING)
    edited = {"payload": part.c.changed_payload, "changed_payload": None, "change": None}
    connection.execute(update(part).where(waiting, part.c.change == Change.EDIT).values(**edited))
    deleted = {"state": PartState.DROPPED, "payload": None, "change": None}
    connection.execute(update(part).where(waiting, part.c.change == Change.DELETE).values(**deleted))


def new_part(delivery_id: int, position: str, payload: Payload, parent: str | None) -> dict[str, object]:
    """Give the row of a part that was never tried."""
    return {
        "delivery_id": delivery_id,
        "position": position,
        "parent": parent,
        "payload": encoded(payload),
        "state": PartState.WAITING,
        "tries": 0,
    }


def encoded(payload: Payload | None) -> str | None:
    """Give a payload as it is kept."""
    return None if payload is None else json.dumps(payload, ensure_ascii=False, sort_keys=True)


def _close_or_go_on(connection: Connection, step: Step, reason: str | None = None) -> Parts | None:
    parts = _parts(connection, step)
    if any(is_open(each) for each in parts):
        return parts
    given_up = [each.reason for each in parts if each.state is PartState.GIVEN_UP]
    state = DeliveryState.GIVEN_UP if given_up else DeliveryState.DONE
    closed = {"state": state, "executor": None, "closed_at": step.at, "reason": reason or next(iter(given_up), None)}
    is_still_open = and_(_is_claim(step), delivery.c.state == DeliveryState.OPEN)
    connection.execute(update(delivery).where(is_still_open).values(**closed))
    return None


def is_open(each: PartRecord) -> bool:
    """Whether something is still to be done to a part."""
    return each.state in {PartState.WAITING, PartState.SENDING, PartState.UNKNOWN} or (
        each.state is PartState.SENT and each.change is not None
    )


def _put_down(connection: Connection, step: Step, due: datetime) -> None:
    connection.execute(update(delivery).where(_is_claim(step)).values(executor=None, due=due))


def _update_part(connection: Connection, step: Step, *conditions: ColumnElement[bool], **changes: object) -> int:
    is_it = and_(part.c.delivery_id == step.delivery, part.c.position == step.position)
    return connection.execute(update(part).where(is_it, *conditions).values(**changes)).rowcount


def _parts(connection: Connection, step: Step) -> Parts:
    return load_parts(connection, (step.delivery,))[step.delivery]


def _is_claim(step: Step) -> ColumnElement[bool]:
    return and_(delivery.c.id == step.delivery, delivery.c.claim == step.claim, delivery.c.executor.is_not(None))


def _is_held(connection: Connection, step: Step) -> bool:
    """Whether the delivery is in this hand still; it stays so until the transaction ends."""
    query = select(delivery.c.id).where(_is_claim(step)).with_for_update()
    return connection.execute(query).first() is not None


def _is_open(connection: Connection, step: Step) -> bool:
    query = select(delivery.c.id).where(_is_claim(step), delivery.c.state == DeliveryState.OPEN).with_for_update()
    return connection.execute(query).first() is not None

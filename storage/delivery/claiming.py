"""Taking deliveries in hand: what is due, each by one executor, and the order of the channels kept."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, select, update

from storage.delivery.records import (
    Change,
    ClaimedDelivery,
    DeliveryState,
    Hold,
    OnUnknown,
    PartRecord,
    PartState,
    Payload,
    Room,
)
from storage.delivery.schema import delivery, part

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

_LOOKED_AT = 20
"""Due deliveries looked at for each that is taken: what is passed over belongs to a workspace that has its share."""


def choose_due(connection: Connection, now: datetime, room: Room) -> list[int]:
    """Give deliveries that are due and that there is room for, the longest due first.

    Of what goes out in order only the first of its channel is due.
    """
    counts = Counter(room.in_hand.values())
    full = [workspace for workspace, count in counts.items() if count >= room.share]
    others = (delivery.c.id.not_in(list(room.in_hand)), delivery.c.workspace.not_in(full))
    due = select(delivery.c.id, delivery.c.workspace).where(delivery.c.is_ordered == room.is_ordered, _is_due(now))
    if room.platforms:
        due = due.where(delivery.c.platform.in_(room.platforms))
    due = due.where(*others).order_by(delivery.c.due, delivery.c.id).limit(room.limit * _LOOKED_AT)
    chosen: list[int] = []
    for row in connection.execute(due):
        if counts[row.workspace] < room.share and len(chosen) < room.limit:
            counts[row.workspace] += 1
            chosen.append(row.id)
    return chosen


def take(connection: Connection, chosen: Collection[int], hold: Hold, now: datetime) -> tuple[ClaimedDelivery, ...]:
    """Take those of the chosen deliveries that are due still.

    A part that the last executor began to send, and that nothing was kept of since, has an unknown outcome.
    """
    taking = update(delivery).where(delivery.c.id.in_(chosen), _is_due(now))
    taking = taking.values(executor=hold.executor.id, due=hold.until, claim=delivery.c.claim + 1)
    rows = connection.execute(taking.returning(*delivery.c)).all()
    ids = [row.id for row in rows]
    began = and_(part.c.delivery_id.in_(ids), part.c.state == PartState.SENDING)
    connection.execute(update(part).where(began).values(state=PartState.UNKNOWN, is_doubtful=True))
    parts = load_parts(connection, ids)
    return tuple(_claimed(row, parts[row.id]) for row in sorted(rows, key=lambda row: int(row.id)))


def _is_due(now: datetime) -> ColumnElement[bool]:
    before = delivery.alias("before")
    same_channel = [before.c[name] == delivery.c[name] for name in ("workspace", "platform", "channel")]
    is_before = (before.c.state == DeliveryState.OPEN, before.c.is_ordered, before.c.id < delivery.c.id)
    waits = select(before.c.id).where(*same_channel, *is_before).exists()
    return and_(delivery.c.state == DeliveryState.OPEN, delivery.c.due <= now, ~and_(delivery.c.is_ordered, waits))


def load_parts(connection: Connection, ids: Collection[int]) -> Mapping[int, tuple[PartRecord, ...]]:
    """Give the parts of deliveries in their order."""
    found: dict[int, list[PartRecord]] = defaultdict(list)
    for row in connection.execute(select(part).where(part.c.delivery_id.in_(ids))):
        found[row.delivery_id].append(_part(row))
    return defaultdict(tuple, {each: tuple(sorted(parts, key=lambda one: one.order)) for each, parts in found.items()})


def _part(row: Row[Any]) -> PartRecord:
    return PartRecord(
        position=row.position,
        parent=row.parent,
        payload=_decode(row.payload),
        state=PartState(row.state),
        platform_id=row.platform_id,
        tries=row.tries,
        first_tried_at=row.first_tried_at,
        tried_at=row.tried_at,
        is_doubtful=row.is_doubtful,
        change=Change(row.change) if row.change else None,
        changed_payload=_decode(row.changed_payload),
        reason=row.reason,
    )


def _decode(text: str | None) -> Payload | None:
    if text is None:
        return None
    decoded: Payload = json.loads(text)
    return decoded


def _claimed(row: Row[Any], parts: Sequence[PartRecord]) -> ClaimedDelivery:
    return ClaimedDelivery(
        id=row.id,
        claim=row.claim,
        workspace=row.workspace,
        key=row.key,
        platform=row.platform,
        channel=row.channel,
        is_ordered=row.is_ordered,
        on_unknown=OnUnknown(row.on_unknown),
        address=row.address,
        address_until=row.address_until,
        created_at=row.created_at,
        parts=tuple(parts),
    )

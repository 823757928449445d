"""What is left for a person to decide: events that were set aside, deliveries that were given up."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.answering.replies import Table
    from storage.database import Database

MOST_SHOWN = 50
_EVENT, _DELIVERY = "event", "delivery"


@dataclass(frozen=True, slots=True)
class Left:
    """An event or a delivery; `id` is short, the same always, and tells nothing of what it says."""

    id: str
    kind: str
    workspace: str
    key: str
    reason: str
    since: datetime
    channel: str = ""


async def list_left(database: Database) -> tuple[Left, ...]:
    """Give what was set aside and given up, the oldest first of each kind."""
    from storage.delivery.records import DeliveryState, EventState

    events = await database.inbox.list_events(EventState.SET_ASIDE)
    deliveries = await database.outbox.list_deliveries(DeliveryState.GIVEN_UP)
    return (
        *(
            Left(
                _id(_EVENT, each.workspace, each.key),
                _EVENT,
                each.workspace,
                each.key,
                each.reason or "",
                each.received_at,
            )
            for each in events
        ),
        *(
            Left(
                _id(_DELIVERY, each.workspace, each.key),
                _DELIVERY,
                each.workspace,
                each.key,
                each.reason or "",
                each.created_at,
                each.channel,
            )
            for each in deliveries
        ),
    )


def is_left_id(word: str) -> bool:
    """Say whether a word names an event or a delivery rather than a job."""
    return word.startswith(("e-", "d-"))


async def change_left(database: Database, action: str, beginning: str, now: datetime) -> str:
    """Try an event or a delivery again, or drop it; give the sentence that says so."""
    found = [each for each in await list_left(database) if each.id.startswith(beginning)]
    if not found:
        raise UnclearError(
            f'Nothing that was set aside or given up begins with "{beginning}". "briefbot jobs" lists it.'
        )
    if len(found) > 1:
        raise UnclearError(f'"{beginning}" fits several. Give more of the id.')
    left = found[0]
    if not await _change(database, action, left, now):
        raise UnclearError(f"{left.kind.capitalize()} {left.id} can't be tried again: its text was forgotten. Drop it.")
    done = "is tried again" if action == "retry" else "is dropped"
    return f"{left.kind.capitalize()} {left.id} of {left.workspace} {done}."


async def _change(database: Database, action: str, left: Left, now: datetime) -> bool:
    if left.kind == _EVENT:
        inbox = database.inbox
        return await (
            inbox.retry(left.workspace, left.key, now) if action == "retry" else inbox.drop(left.workspace, left.key)
        )
    outbox = database.outbox
    change = outbox.retry if action == "retry" else outbox.drop
    return await change(left.workspace, left.key, now)


def left_table(left: Sequence[Left]) -> Table:
    """Give what is left as a table."""
    from bot.answering.replies import Table
    from bot.answering.wording import short_date

    columns = ("", "what", "workspace", "channel", "since", "reason")
    rows = (
        (
            each.id,
            "event set aside" if each.kind == _EVENT else "delivery given up",
            each.workspace,
            each.channel,
            f"{short_date(each.since.date())}, {each.since:%H:%M} UTC",
            each.reason,
        )
        for each in left[:MOST_SHOWN]
    )
    return Table(columns, tuple(rows))


def left_facts(left: Sequence[Left]) -> list[dict[str, object]]:
    """Give what is left as facts, for scripts."""
    return [asdict(each) for each in left]


def _id(kind: str, workspace: str, key: str) -> str:
    return f"{kind[0]}-{hashlib.sha256(f'{workspace}|{key}'.encode()).hexdigest()[:12]}"

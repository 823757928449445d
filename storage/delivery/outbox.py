"""The outbox: what is to go out, each delivery once under its key, and where each of its parts stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select, update

from storage.delivery import asking, progress
from storage.delivery.claiming import choose_due, load_parts, take
from storage.delivery.records import (
    Change,
    ClaimedDelivery,
    DeliveryRecord,
    DeliveryState,
    Hold,
    NewDelivery,
    PartRecord,
    Payload,
    Room,
)
from storage.delivery.schema import delivery
from storage.delivery.writing import is_of_former_life, set_clock_back

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from storage.database import Database
    from storage.delivery.progress import Halves, Parts, Step
    from storage.delivery.records import Executor
    from storage.delivery.writing import Writer

MOST_LISTED = 1000


class Outbox:
    """The deliveries of all workspaces. What they say is given to who claims one, and to nobody else."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def put(self, new: NewDelivery, at: datetime) -> bool:
        """Keep a delivery unless its key is known; raises `NoSuchVersionError` if a text that it quotes was forgotten.

        `storage.delivery.asking.put` does the same in a transaction of the caller's.
        """
        return await self._writer.do(partial(asking.put, new=new, at=at))

    async def edit(
        self,
        workspace: str,
        key: str,
        payloads: Mapping[str, Payload],
        at: datetime,
        *,
        versions: Collection[int] = (),
    ) -> int:
        """Ask that parts be edited, by their positions; give how many will be.

        `versions` are those that the payloads quote; raises `NoSuchVersionError` if one was forgotten.
        """
        changes = dict(payloads)
        work = partial(asking.change, workspace=workspace, key=key, changes=changes, at=at, versions=versions)
        return await self._writer.do(work)

    async def delete(self, workspace: str, key: str, at: datetime) -> int:
        """Ask that what was sent of a delivery be deleted and the rest not be sent; give how many parts that are."""
        positions = [each.position for each in await self.parts(workspace, key)]
        changes = dict.fromkeys(positions)
        return await self._writer.do(partial(asking.change, workspace=workspace, key=key, changes=changes, at=at))

    async def retry(self, workspace: str, key: str, at: datetime) -> bool:
        """Let a delivery that was given up be tried again; false if there is none, or its text is gone."""
        return await self._writer.do(partial(asking.retry, workspace=workspace, key=key, at=at))

    async def drop(self, workspace: str, key: str, at: datetime) -> bool:
        """Let a delivery be, and forget its text; false if it is over or unknown."""
        return await self._writer.do(partial(asking.drop, workspace=workspace, key=key, at=at))

    async def parts(self, workspace: str, key: str) -> tuple[PartRecord, ...]:
        """Give the parts of a delivery in their order; none if it is unknown."""
        is_it = (delivery.c.workspace == workspace, delivery.c.key == key)
        async with self._database.read() as connection:
            delivery_id = await connection.scalar(select(delivery.c.id).where(*is_it))
            if delivery_id is None:
                return ()
            return (await connection.run_sync(load_parts, (delivery_id,)))[delivery_id]

    async def list_deliveries(self, state: DeliveryState, limit: int = MOST_LISTED) -> tuple[DeliveryRecord, ...]:
        """Give the deliveries in a state, the oldest first, of all workspaces: for who runs the program."""
        return await self._records(delivery.c.state == state, limit=limit)

    async def untold(self, limit: int = 100) -> tuple[DeliveryRecord, ...]:
        """Give the deliveries that were given up and whose maker was not told."""
        has_maker = delivery.c.set_up_by.is_not(None)
        return await self._records(
            delivery.c.state == DeliveryState.GIVEN_UP, has_maker, ~delivery.c.is_told, limit=limit
        )

    async def mark_told(self, workspace: str, key: str) -> None:
        """Keep that who set a delivery up knows that it was given up."""
        is_it = (delivery.c.workspace == workspace, delivery.c.key == key)
        telling = update(delivery).where(*is_it).values(is_told=True)
        await self._writer.do(lambda connection: connection.execute(telling).rowcount)

    async def count_open(self) -> int:
        """Count the deliveries that are not over."""
        query = select(func.count()).select_from(delivery).where(delivery.c.state == DeliveryState.OPEN)
        async with self._database.read() as connection:
            return int(await connection.scalar(query) or 0)

    async def claim_due(self, hold: Hold, now: datetime, room: Room) -> tuple[ClaimedDelivery, ...]:
        """Take deliveries in hand that are due, as many as there is room for; nothing is written if there are none."""
        if room.limit <= 0:
            return ()
        async with self._database.read() as connection:
            chosen = await connection.run_sync(partial(choose_due, now=now, room=room))
        if not chosen:
            return ()
        return await self._writer.do(partial(take, chosen=chosen, hold=hold, now=now))

    async def renew(self, held: Collection[tuple[int, int]], until: datetime) -> None:
        """Keep deliveries in hand for longer, each named by id and claim."""
        await self._set(held, due=until)

    async def _set(self, held: Collection[tuple[int, int]], **changes: object) -> None:
        def work(connection: Connection) -> None:
            for delivery_id, claim in held:
                is_mine = (delivery.c.id == delivery_id, delivery.c.claim == claim, delivery.c.executor.is_not(None))
                connection.execute(update(delivery).where(*is_mine).values(**changes))

        if held:
            await self._writer.do(work)

    async def set_clock_back(self, former: datetime, now: datetime) -> int:
        """Let what is open be due as it was before the clock was set back; give how much that concerns."""
        return await self._writer.do(partial(set_clock_back, table=delivery, former=former, now=now))

    async def take_up(self, executor: Executor, now: datetime) -> int:
        """Put down what former lives of an executor had in hand, for anybody to take at once; give how many they were."""
        left = (delivery.c.state == DeliveryState.OPEN, is_of_former_life(delivery.c.executor, executor))
        putting_down = update(delivery).where(*left).values(executor=None, due=now)
        return await self._writer.do(lambda connection: connection.execute(putting_down).rowcount)

    async def hand_over(self, held: Collection[tuple[int, int]], now: datetime) -> None:
        """Put deliveries down, each named by id and claim, for anybody to take at once."""
        await self._set(held, executor=None, due=now)

    async def postpone(self, workspace: str, platform: str, channel: str | None, until: datetime) -> None:
        """Let what waits for a channel (`None`: for a workspace) wait until a moment, as its platform asks."""
        where = [delivery.c.workspace == workspace, delivery.c.platform == platform, delivery.c.executor.is_(None)]
        if channel is not None:
            where.append(delivery.c.channel == channel)
        is_open = (delivery.c.state == DeliveryState.OPEN, delivery.c.due < until)
        waiting = update(delivery).where(*where, *is_open).values(due=until)
        await self._writer.do(lambda connection: connection.execute(waiting).rowcount)

    async def begin(self, step: Step) -> bool:
        """Keep that a part is about to be sent; false if it may not be: it was dropped, or is in other hands."""
        return await self._writer.do(partial(progress.begin, step=step))

    async def sent(self, step: Step, platform_id: str) -> Parts | None:
        """Keep a part's id on its platform, and forget its text."""
        return await self._writer.do(partial(progress.sent, step=step, platform_id=platform_id))

    async def unknown(self, step: Step, due: datetime, reason: str) -> None:
        """Keep that nobody knows whether a part was posted, and put the delivery down until `due`."""
        await self._writer.do(partial(progress.unknown, step=step, due=due, reason=reason))

    async def not_posted(self, step: Step, due: datetime, reason: str, *, counts: bool) -> None:
        """Keep that this try did not post a part, and put the delivery down until `due`."""
        await self._writer.do(partial(progress.not_posted, step=step, due=due, reason=reason, counts=counts))

    async def not_found(self, step: Step) -> Parts | None:
        """Keep that a part of unknown outcome was looked for and is not there."""
        return await self._writer.do(partial(progress.not_found, step=step))

    async def give_up(self, step: Step, reason: str, *, with_rest: bool) -> Parts | None:
        """Give a part up, or with it all that were not sent."""
        return await self._writer.do(partial(progress.give_up, step=step, reason=reason, with_rest=with_rest))

    async def halve(self, step: Step, halves: Halves) -> Parts | None:
        """Put its halves in the place of a part that is known not to have been posted."""
        return await self._writer.do(partial(progress.halve, step=step, halves=halves))

    async def changed(self, step: Step, change: Change, payload: Payload | None) -> Parts | None:
        """Keep that a part was edited to a payload, or deleted."""
        return await self._writer.do(partial(progress.changed, step=step, change=change, payload=payload))

    async def failed(self, step: Step, due: datetime, reason: str) -> None:
        """Keep that a change, or a look, could not be made now, and put the delivery down until `due`."""
        await self._writer.do(partial(progress.failed, step=step, due=due, reason=reason))

    async def settle(self, step: Step) -> Parts | None:
        """Close a delivery that has nothing left to do."""
        return await self._writer.do(partial(progress.settle, step=step))

    async def put_off(self, step: Step, due: datetime) -> None:
        """Put a delivery down until `due`, its parts as they are."""
        await self._writer.do(partial(progress.put_off, step=step, due=due))

    async def sweep(self, before: datetime, now: datetime) -> int:
        """Remove the deliveries closed before a moment, and reply addresses that are of no use any more."""
        return await self._writer.do(partial(asking.sweep, before=before, now=now))

    async def _records(self, *conditions: ColumnElement[bool], limit: int) -> tuple[DeliveryRecord, ...]:
        query = _select_records().where(*conditions).order_by(delivery.c.id).limit(limit)
        async with self._database.read() as connection:
            return tuple(map(_record, await connection.execute(query)))


def _select_records() -> Select[Any]:
    columns = (
        "workspace",
        "key",
        "platform",
        "channel",
        "state",
        "due",
        "executor",
        "set_up_by",
        "reason",
        "created_at",
    )
    return select(*(delivery.c[name] for name in columns))


def _record(row: Row[Any]) -> DeliveryRecord:
    values: tuple[Any, ...] = tuple(row)
    workspace, key, platform, channel, state, *rest = values
    return DeliveryRecord(workspace, key, platform, channel, DeliveryState(state), *rest)

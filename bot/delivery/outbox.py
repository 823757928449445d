"""The outbox at work: what is due goes out, many deliveries at a time, no workspace at the cost of another."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.clock import ClockWatch
from bot.delivery.waiting import wait_for
from storage.delivery.records import Hold, Room

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

    from bot.delivery.deliveries import Delivery
    from bot.delivery.sending import Sender
    from storage.delivery.outbox import Outbox as StoredOutbox
    from storage.delivery.records import ClaimedDelivery, DeliveryRecord, Executor, Payload

    Tell = Callable[[DeliveryRecord], Awaitable[None]]

MOST_ANSWERS, MOST_ORDERED = 32, 32
"""Deliveries in hand at a time: a wave of what goes out by itself keeps nobody waiting for an answer."""
SHARE = 8
"""Deliveries of one workspace that are in hand at a time, of each kind."""
SWEEPS_EVERY_S = 3600.0
KEPT = timedelta(days=30)
"""How long a delivery's key is known after it is over."""

_log = logging.getLogger(__name__)


async def tell_nobody(given_up: DeliveryRecord) -> None:
    """Have nobody to tell that a delivery was given up: it is listed all the same."""


class Outbox:
    """Takes deliveries and sends them, in this process or in whichever lives to do it.

    `tell` gets each delivery that was given up and that somebody set up, until it returns.
    """

    def __init__(self, sender: Sender, executor: Executor, tell: Tell = tell_nobody) -> None:
        self.sender = sender
        self.executor = executor
        self._tell = tell
        self._in_hand: dict[int, tuple[ClaimedDelivery, asyncio.Task[None]]] = {}
        self._wake = asyncio.Event()
        self._is_stopping = False
        self._watch = ClockWatch(sender.clock)
        self._next_sweep = sender.clock.monotonic()

    async def put(self, delivery: Delivery) -> bool:
        """Keep a delivery to be sent; false if its key is known. It is sent from now on, whatever happens to this process.

        Raises `storage.errors.NoSuchVersionError` if a text that it quotes was forgotten.
        """
        is_new = await self._store.put(delivery.sealed(self.sender.seal), self.sender.clock.now())
        self.wake()
        return is_new

    async def edit(
        self, workspace: str, key: str, payloads: Mapping[str, Payload], *, versions: Collection[int] = ()
    ) -> int:
        """Put other payloads, which quote some versions, in the places of a delivery's parts; give how many can be.

        Raises `storage.errors.NoSuchVersionError` if a text that they quote was forgotten.
        """
        count = await self._store.edit(workspace, key, payloads, self.sender.clock.now(), versions=versions)
        self.wake()
        return count

    async def delete(self, workspace: str, key: str) -> int:
        """Take a delivery back: what was sent is deleted, the rest not sent; give how many parts that are."""
        count = await self._store.delete(workspace, key, self.sender.clock.now())
        self.wake()
        return count

    def wake(self) -> None:
        """Look at once for what is due."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is due until `stop`; what a former life of this executor had in hand is taken up first."""
        renewing = asyncio.create_task(self._renew())
        is_taken_up = False
        try:
            while not self._is_stopping:
                self._wake.clear()
                async with self.sender.alarm.raised(writes=False):
                    await self._notice_clock()
                    if not is_taken_up:
                        await self._store.take_up(self.executor, self.sender.clock.now())
                        is_taken_up = True
                    await self._take()
                    await self._tell_untold()
                    await self._sweep_now_and_then()
                await wait_for(self._wake, max(self.sender.patience.poll.total_seconds(), self.sender.alarm.wait))
        finally:
            renewing.cancel()

    async def stop(self, grace: timedelta = timedelta(seconds=20)) -> None:
        """Take nothing more in hand, finish what is being sent if it can be in time, and hand over the rest."""
        self._is_stopping = True
        self.wake()
        tasks, held = [task for _, task in self._in_hand.values()], self._held()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        async with self.sender.alarm.raised():
            await self._store.hand_over(held, self.sender.clock.now())

    async def deliver_due(self) -> int:
        """Send what is due until nothing is; give how many deliveries were taken in hand."""
        count = 0
        while taken := await self._take():
            count += len(taken)
            await asyncio.gather(*taken)
        await self._tell_untold()
        return count

    async def sweep(self) -> int:
        """Forget the deliveries that were over long ago."""
        now = self.sender.clock.now()
        return await self._store.sweep(now - KEPT, now)

    @property
    def _store(self) -> StoredOutbox:
        return self.sender.outbox

    def _held(self) -> list[tuple[int, int]]:
        return [(delivery.id, delivery.claim) for delivery, _ in self._in_hand.values()]

    async def _take(self) -> list[asyncio.Task[None]]:
        """Take deliveries in hand that are due, answers first, and begin to send them."""
        answers = await self._take_some(is_ordered=False, most=MOST_ANSWERS)
        return [*answers, *await self._take_some(is_ordered=True, most=MOST_ORDERED)]

    async def _take_some(self, *, is_ordered: bool, most: int) -> list[asyncio.Task[None]]:
        if self._is_stopping:
            return []
        of_kind = [delivery for delivery, _ in self._in_hand.values() if delivery.is_ordered == is_ordered]
        in_hand = {delivery.id: delivery.workspace for delivery in of_kind}
        now = self.sender.clock.now()
        hold = Hold(self.executor, now + self.sender.patience.lease)
        room = Room(is_ordered, most - len(in_hand), SHARE, in_hand, tuple(self.sender.platforms))
        claimed = await self._store.claim_due(hold, now, room)
        if self._is_stopping:
            await self._store.hand_over([(each.id, each.claim) for each in claimed], now)
            return []
        return [self._start(each) for each in claimed]

    def _start(self, delivery: ClaimedDelivery) -> asyncio.Task[None]:
        task = asyncio.create_task(self._send(delivery))
        self._in_hand[delivery.id] = (delivery, task)
        return task

    async def _send(self, delivery: ClaimedDelivery) -> None:
        try:
            async with self.sender.alarm.raised():
                await self.sender.send(delivery)
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one delivery is none of the others'
            _log.error("delivery %s of %s failed (%s)", delivery.key, delivery.workspace, type(error).__name__)
        finally:
            in_hand = self._in_hand.get(delivery.id)
            if in_hand is not None and in_hand[0].claim == delivery.claim:
                del self._in_hand[delivery.id]
            self.wake()

    async def _renew(self) -> None:
        """Say that this process is alive, a few times a lease."""
        while True:
            await asyncio.sleep(self.sender.patience.lease.total_seconds() / 3)
            async with self.sender.alarm.raised(writes=False):
                await self._store.renew(self._held(), self.sender.clock.now() + self.sender.patience.lease)

    async def _sweep_now_and_then(self) -> None:
        if self.sender.clock.monotonic() >= self._next_sweep:
            await self.sweep()
            self._next_sweep = self.sender.clock.monotonic() + SWEEPS_EVERY_S

    async def _notice_clock(self) -> None:
        if back := self._watch.look():
            count = await self._store.set_clock_back(back.former, back.now)
            _log.warning("the clock was set back by %s: %d deliveries are due as before", back.former - back.now, count)

    async def _tell_untold(self) -> None:
        for each in await self._store.untold():
            if each.platform not in self.sender.platforms:
                continue  # whoever sends to it tells
            try:
                await self._tell(each)
            except Exception as error:  # noqa: BLE001 - who can't be told now is told later
                _log.warning("nobody was told that delivery %s was given up (%s)", each.key, type(error).__name__)
                continue
            await self._store.mark_told(each.workspace, each.key)

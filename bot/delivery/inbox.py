"""The inbox at work: an event is kept before it is acknowledged, handled at once, and handled later if that fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.alarm import Alarm
from bot.delivery.clock import Clock, ClockWatch, SystemClock
from bot.delivery.retrying import Patience, backoff
from bot.delivery.waiting import wait_for
from storage.delivery import asking
from storage.delivery.records import ClaimedEvent, Hold, NewEvent
from storage.errors import StoreUnavailableError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.delivery.deliveries import Delivery
    from bot.delivery.outbox import Outbox
    from storage.delivery.inbox import Inbox as StoredInbox
    from storage.delivery.records import EventRecord, Executor

Handler = Callable[[ClaimedEvent], Awaitable[Sequence["Delivery"]]]
"""What is done about an event. What it gives is sent exactly once; what it does else may be done again after a crash."""

MOST_TRIES = 3
MOST_AT_ONCE = 100
MOST_RECOVERED_AT_ONCE = 4
SWEEPS_EVERY_S = 3600.0
KEPT = timedelta(hours=26)
"""How long it is remembered that an event came: longer than any platform repeats one."""

_log = logging.getLogger(__name__)


class Inbox:
    """Takes events and has them handled, in this process or in whichever lives to do it.

    An event whose handler fails, or takes its process down, a few times is set aside; what `apologise` gives is sent then.
    Where there are `beginnings`, only events of workspaces whose names begin so are taken from other processes.
    """

    def __init__(
        self,
        store: StoredInbox,
        handler: Handler,
        outbox: Outbox,
        executor: Executor,
        *,
        apologise: Handler | None = None,
        clock: Clock | None = None,
        patience: Patience | None = None,
        beginnings: Sequence[str] = (),
    ) -> None:
        self._store = store
        self._beginnings = beginnings
        self._handler = handler
        self._apologise = apologise
        self._outbox = outbox
        self.executor = executor
        self._clock = clock or SystemClock()
        self._patience = patience or Patience()
        self._in_hand: dict[tuple[str, str], tuple[int, asyncio.Task[None]]] = {}
        self._recovering: dict[tuple[str, str], ClaimedEvent] = {}
        self._wake = asyncio.Event()
        self._is_stopping = False
        self._alarm = Alarm("events", _log, self._patience, self._clock)
        self._watch = ClockWatch(self._clock)
        self._next_sweep = self._clock.monotonic()
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def receive(self, event: NewEvent) -> bool:
        """Keep an event, to be acknowledged when this returns, and begin to handle it; false if it came before.

        Raises `storage.errors.StoreUnavailableError` where it could not be kept: it must not be acknowledged then.
        """
        hold = None if self._is_stopping else self._hold()
        is_new = await self._store.accept(event, self._clock.now(), hold)
        if is_new and hold:
            self._start(ClaimedEvent(event.workspace, event.key, event.payload, tries=1, claim=1))
        return is_new

    async def run(self) -> None:
        """Handle what nobody handled until `stop`: what a former life of this executor left, what failed, what is due."""
        renewing = asyncio.create_task(self._renew())
        is_taken_up = False
        try:
            while not self._is_stopping:
                self._wake.clear()
                async with self._alarm.raised(writes=False):
                    await self._notice_clock()
                    if not is_taken_up:
                        await self._store.take_up(self.executor, self._clock.now())
                        is_taken_up = True
                    await self.recover()
                    await self._sweep_now_and_then()
                await wait_for(self._wake, max(self._patience.poll.total_seconds(), self._alarm.wait))
        finally:
            renewing.cancel()

    async def recover(self) -> list[asyncio.Task[None]]:
        """Begin to handle what is due, as far as it may run side by side.

        What was tried twice may have ended its process: of that one is handled at a time, so that it takes few others
        with it, and they get through.
        """
        due = await self._store.unfinished(self._clock.now(), beginnings=self._beginnings)
        mine = [each for each in due if (each.workspace, each.key) not in self._in_hand]
        room = MOST_RECOVERED_AT_ONCE - len(self._recovering)
        fresh = [each for each in mine if each.tries < 2][: max(room, 0)]
        suspect = [each for each in mine if each.tries >= 2][: 0 if self._is_suspect_in_hand else 1]
        begun = [await self._recover(each) for each in (*fresh, *suspect)]
        return [task for task in begun if task]

    async def stop(self, grace: timedelta = timedelta(seconds=20)) -> None:
        """Begin nothing more, finish what is being handled if it can be in time, and hand over the rest."""
        self._is_stopping = True
        self._wake.set()
        tasks = [task for _, task in self._in_hand.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def sweep(self) -> int:
        """Forget the events that came long ago."""
        return await self._store.sweep(self._clock.now() - KEPT)

    @property
    def _is_suspect_in_hand(self) -> bool:
        return any(event.tries > 2 for event in self._recovering.values())

    async def _recover(self, record: EventRecord) -> asyncio.Task[None] | None:
        event = await self._store.claim(record.workspace, record.key, self._hold(), self._clock.now())
        if event is None:
            return None
        if event.tries > MOST_TRIES:
            await self._set_aside(event, record.reason or "handling it ended the process")
            return None
        self._recovering[event.workspace, event.key] = event
        return self._start(event)

    def _start(self, event: ClaimedEvent) -> asyncio.Task[None]:
        task = asyncio.create_task(self._handle(event))
        self._in_hand[event.workspace, event.key] = (event.claim, task)
        return task

    async def _handle(self, event: ClaimedEvent) -> None:
        try:
            async with self._alarm.raised():
                await self._handle_once(event)
        finally:
            for held in (self._in_hand, self._recovering):
                held.pop((event.workspace, event.key), None)
            if event.tries > 1:
                self._wake.set()

    async def _handle_once(self, event: ClaimedEvent) -> None:
        place = (event.workspace, event.key, event.claim)
        try:
            async with self._room:
                deliveries = await self._handler(event)
            await self._finish(event, deliveries)
        except asyncio.CancelledError:
            await self._store.put_down(*place, self._clock.now())
            raise
        except StoreUnavailableError:
            await self._store.put_down(*place, self._clock.now())  # no fault of the event's
            raise
        except Exception as error:  # noqa: BLE001 - whatever the handler raises, the event stays and is tried again
            await self._fail(event, type(error).__name__)

    async def _finish(self, event: ClaimedEvent, deliveries: Sequence[Delivery]) -> None:
        await self._store.finish(event.workspace, event.key, event.claim, self._putting(deliveries))
        self._outbox.wake()

    def _putting(self, deliveries: Sequence[Delivery]) -> Callable[[Connection], None]:
        """Give what puts deliveries in the transaction in which an event is over."""
        sealed = [each.sealed(self._outbox.sender.seal) for each in deliveries]
        now = self._clock.now()

        def put(connection: Connection) -> None:
            for each in sealed:
                asking.put(connection, each, now)

        return put

    async def _fail(self, event: ClaimedEvent, reason: str) -> None:
        _log.warning("event %s of %s failed (%s), try %d", event.key, event.workspace, reason, event.tries)
        if event.tries >= MOST_TRIES:
            await self._set_aside(event, reason)
            return
        due = self._clock.now() + backoff(self._patience, event.tries, 0.0)
        await self._store.fail(event.workspace, event.key, event.claim, reason, due)

    async def _sweep_now_and_then(self) -> None:
        if self._clock.monotonic() >= self._next_sweep:
            await self.sweep()
            self._next_sweep = self._clock.monotonic() + SWEEPS_EVERY_S

    async def _notice_clock(self) -> None:
        if back := self._watch.look():
            count = await self._store.set_clock_back(back.former, back.now)
            _log.warning("the clock was set back by %s: %d events are due as before", back.former - back.now, count)

    async def _set_aside(self, event: ClaimedEvent, reason: str) -> None:
        _log.error("event %s of %s is set aside (%s)", event.key, event.workspace, reason)
        deliveries: Sequence[Delivery] = ()
        try:
            deliveries = await self._apologise(event) if self._apologise else ()
        except Exception as error:  # noqa: BLE001 - the event is over all the same
            _log.error("no apology for event %s of %s (%s)", event.key, event.workspace, type(error).__name__)
        putting = self._putting(deliveries)
        await self._store.set_aside(event.workspace, event.key, event.claim, reason, putting)
        self._outbox.wake()

    async def _renew(self) -> None:
        """Say that this process is alive, a few times a lease."""
        while True:
            await asyncio.sleep(self._patience.lease.total_seconds() / 3)
            async with self._alarm.raised(writes=False):
                held = [(*place, claim) for place, (claim, _) in self._in_hand.items()]
                await self._store.renew(held, self._clock.now() + self._patience.lease)

    def _hold(self) -> Hold:
        return Hold(self.executor, self._clock.now() + self._patience.lease)

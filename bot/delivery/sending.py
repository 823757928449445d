"""Sending one delivery: its parts in their order, each as far as it can be brought now.

Before a part is sent it is kept that it is about to be; after it, how that went. Whatever ends this process in between
leaves a part that was begun, and whoever takes the delivery next treats its outcome as unknown.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery import ports
from bot.delivery.alarm import Alarm
from bot.delivery.clock import Clock, SystemClock
from bot.delivery.pacing import Pace, Rates
from bot.delivery.retrying import Next, Patience, after_unknown, backoff
from storage.delivery.progress import Step, is_open
from storage.delivery.records import Change, ClaimedDelivery, PartRecord, PartState, Payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.sealing import Seal
    from storage.delivery.outbox import Outbox
    from storage.delivery.progress import Parts

MAY_BE_MISSING = "may be missing"
MAY_APPEAR_TWICE = "may appear twice"
TOO_LATE = "could not be sent in time"
MOST_HALVINGS = 8
CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How much earlier than we sent something its platform may say that it came."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sender:
    """Sends the parts of deliveries that are in hand, over the platforms there are."""

    outbox: Outbox
    platforms: Mapping[str, ports.Platform]
    seal: Seal
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=lambda: Pace(Rates()))
    clock: Clock = field(default_factory=SystemClock)
    chance: Callable[[], float] = random.random
    alarm: Alarm = field(init=False)

    def __post_init__(self) -> None:
        self.alarm = Alarm("deliveries", _log, self.patience, self.clock)

    async def send(self, delivery: ClaimedDelivery) -> None:
        """Send what is left of a delivery, as far as it gets; then it is closed, or put down until it is due again."""
        platform = self.platforms.get(delivery.platform)
        sending = _Sending(self, delivery, platform) if platform else None
        parts: Parts | None = delivery.parts
        while parts is not None:
            each = next((part for part in parts if is_open(part)), None)
            if each is None:
                parts = await self.outbox.settle(self.step(delivery, parts[0]))
            elif sending is None:
                later = self.clock.now() + self.patience.longest_wait
                _warn("is not configured", delivery, each)
                await self.outbox.put_off(self.step(delivery, each), later)
                return
            else:
                parts = await sending.advance(each, parts)

    def step(self, delivery: ClaimedDelivery, part: PartRecord) -> Step:
        """Give the step that is taken now."""
        return Step(delivery.id, delivery.claim, part.position, self.clock.now())

    def wait(self, tries: int) -> timedelta:
        """Give how long to wait after some tries."""
        return backoff(self.patience, tries, self.chance())


@dataclass(slots=True)
class _Sending:
    """One delivery being sent over its platform."""

    sender: Sender
    delivery: ClaimedDelivery
    platform: ports.Platform

    async def advance(self, part: PartRecord, parts: Parts) -> Parts | None:
        """Do what is next for the first part that is not done."""
        parent = next((each for each in parts if each.position == part.parent), None)
        if part.state is PartState.SENT:
            return await self._change(part, parent)
        if parent is not None and parent.platform_id is None:
            return await self._give_up(part, "what it belongs under was not sent")
        if part.payload is None:
            return await self._give_up(part, "its text is gone")
        if self._is_over(part):
            return await self._give_up(part, MAY_BE_MISSING if part.is_doubtful else TOO_LATE)
        outgoing = self._outgoing(part.payload, parent)
        if part.state is PartState.UNKNOWN:
            return await self._resolve(part, outgoing)
        return await self._send(part, outgoing)

    async def _resolve(self, part: PartRecord, outgoing: ports.Outgoing) -> Parts | None:
        """Find out about a part of unknown outcome, or send it again, or let it be."""
        now = self.sender.clock.now()
        offer = self.platform.offer(outgoing, now - (part.first_tried_at or now))
        following = after_unknown(offer, self.delivery.on_unknown)
        if following is Next.GIVE_UP:
            return await self._give_up(part, MAY_BE_MISSING)
        if (earliest := self._earliest(part, following)) > now:
            await self.sender.outbox.put_off(self._step(part), earliest)
            return None
        if following is Next.LOOK:
            return await self._look(part, outgoing)
        if offer is ports.Offer.NEITHER:
            _warn(MAY_APPEAR_TWICE, self.delivery, part)
        return await self._send(part, outgoing)

    def _earliest(self, part: PartRecord, following: Next) -> datetime:
        patience, now = self.sender.patience, self.sender.clock.now()
        tried_at = part.tried_at or now
        if tried_at > now:  # by a clock that was set back since; the delivery has waited for its time all the same
            return now
        wait = backoff(patience, part.tries, 1.0)
        return tried_at + (max(wait, patience.settle) if following is Next.LOOK else wait)

    async def _look(self, part: PartRecord, outgoing: ports.Outgoing) -> Parts | None:
        now = self.sender.clock.now()
        since = min(part.first_tried_at or now, now) - CLOCKS_DIFFER_BY
        try:
            async with asyncio.timeout(self.sender.patience.timeout.total_seconds()):
                found = await self.platform.look(outgoing, self._key(part), since)
        except ports.RefusedError:
            return await self._give_up(part, MAY_BE_MISSING)
        except Exception as error:  # noqa: BLE001 - whatever a library raises, the outcome is as unknown as before
            await self._fail(part, error)
            return None
        if found is None:
            return await self.sender.outbox.not_found(self._step(part))
        return await self._keep_sent(part, found)

    async def _fail(self, part: PartRecord, error: Exception) -> None:
        """Keep that looking, or changing, did not work now; being asked to wait is no failure."""
        if isinstance(error, ports.RetryAfterError):
            await self.sender.outbox.put_off(self._step(part), self._pause(error))
            return
        until = self.sender.clock.now() + self.sender.wait(part.tries + 1)
        await self.sender.outbox.failed(self._step(part), until, _name(error))

    async def _send(self, part: PartRecord, outgoing: ports.Outgoing) -> Parts | None:
        """Send a part at its channel's pace, and keep how it went."""
        if not (await self._keep_pace(part) and await self.sender.outbox.begin(self._step(part))):
            return None
        patience = self.sender.patience
        try:
            async with asyncio.timeout(patience.timeout.total_seconds()):
                sent = await self.platform.send(outgoing, self._key(part))
        except ports.RetryAfterError as error:
            await self._wait_as_asked(part, error)
            return None
        except ports.NotPostedError as error:
            due = self.sender.clock.now() + self.sender.wait(part.tries + 1)
            await self.sender.outbox.not_posted(self._step(part), due, error.reason, counts=True)
            return None
        except ports.RefusedError as error:
            return await self._give_up(part, error.reason, with_rest=True)
        except ports.TooLongError:
            return await self._halve(part)
        except Exception as error:  # noqa: BLE001 - a library may raise anything, and then nobody knows whether it was posted
            return await self._doubt(part, outgoing, error)
        return await self._keep_sent(part, sent)

    async def _keep_pace(self, part: PartRecord) -> bool:
        """Wait until the channel may have another message; false if that is too long to hold the delivery."""
        pace, clock = self.sender.pace, self.sender.clock
        place = (self.delivery.platform, self.delivery.workspace, self.delivery.channel)
        delay = pace.delay(*place, clock.monotonic())
        if delay > self.sender.patience.longest_hold.total_seconds():
            await self.sender.outbox.put_off(self._step(part), clock.now() + timedelta(seconds=delay))
            return False
        pace.take(*place, clock.monotonic())
        if delay:
            await clock.sleep(delay)
        return True

    async def _wait_as_asked(self, part: PartRecord, error: ports.RetryAfterError) -> None:
        """Leave the channel, or the workspace, alone for as long as its platform asks."""
        until, delivery = self._pause(error), self.delivery
        await self.sender.outbox.not_posted(self._step(part), until, error.reason, counts=False)
        channel = delivery.channel if error.scope is ports.Scope.CHANNEL else None
        await self.sender.outbox.postpone(delivery.workspace, delivery.platform, channel, until)

    def _pause(self, error: ports.RetryAfterError) -> datetime:
        """Let nothing go out for as long as a platform asks; give the moment until which that is."""
        clock, delivery = self.sender.clock, self.delivery
        seconds = min(max(error.seconds, 0.0), self.sender.patience.give_up_after.total_seconds())
        channel = delivery.channel if error.scope is ports.Scope.CHANNEL else None
        self.sender.pace.pause(delivery.platform, delivery.workspace, channel, clock.monotonic() + seconds)
        return clock.now() + timedelta(seconds=seconds)

    async def _doubt(self, part: PartRecord, outgoing: ports.Outgoing, error: Exception) -> Parts | None:
        """Keep that nobody knows whether a part was posted."""
        clock = self.sender.clock
        offer = self.platform.offer(outgoing, clock.now() - (part.first_tried_at or clock.now()))
        following = after_unknown(offer, self.delivery.on_unknown)
        if following is Next.GIVE_UP:
            return await self._give_up(part, MAY_BE_MISSING)
        _log.info("outcome unknown (%s): %s", _name(error), _describe(self.delivery, part))
        wait = self.sender.wait(part.tries + 1)
        due = clock.now() + (max(wait, self.sender.patience.settle) if following is Next.LOOK else wait)
        await self.sender.outbox.unknown(self._step(part), due, _name(error))
        return None

    async def _halve(self, part: PartRecord) -> Parts | None:
        """Put its halves in a part's place, unless an earlier try may have posted it."""
        if part.is_doubtful:
            return await self._give_up(part, MAY_BE_MISSING)
        can_halve = part.payload is not None and len(part.order) <= MOST_HALVINGS
        halves = self.platform.halve(part.payload) if part.payload is not None and can_halve else None
        if halves is None:
            return await self._give_up(part, "too long for a message")
        return await self.sender.outbox.halve(self._step(part), halves)

    async def _keep_sent(self, part: PartRecord, sent: ports.Sent) -> Parts | None:
        """Keep a part's id, however long the store can't be written: else its outcome would be unknown."""
        step = self._step(part)
        return await self.sender.alarm.insist(lambda: self.sender.outbox.sent(step, sent.id))

    async def _change(self, part: PartRecord, parent: PartRecord | None) -> Parts | None:
        """Edit or delete what was sent."""
        change, payload = part.change or Change.EDIT, part.changed_payload
        outgoing = self._outgoing(payload or {}, parent)
        outbox, id_ = self.sender.outbox, part.platform_id or ""
        try:
            async with asyncio.timeout(self.sender.patience.timeout.total_seconds()):
                if change is Change.DELETE:
                    await self.platform.delete(outgoing, id_)
                else:
                    await self.platform.edit(outgoing, id_)
        except Exception as error:  # noqa: BLE001 - made twice it is made once, so it is tried again whatever happened
            is_hopeless = isinstance(error, ports.RefusedError | ports.TooLongError)
            if not is_hopeless and part.tries < self.sender.patience.most_tries:
                await self._fail(part, error)
                return None
            _warn(f"could not be changed ({_name(error)})", self.delivery, part)
        return await outbox.changed(self._step(part), change, payload)

    async def _give_up(self, part: PartRecord, reason: str, *, with_rest: bool = False) -> Parts | None:
        _warn(reason, self.delivery, part)
        return await self.sender.outbox.give_up(self._step(part), reason, with_rest=with_rest)

    def _is_over(self, part: PartRecord) -> bool:
        age = self.sender.clock.now() - self.delivery.created_at
        return part.tries >= self.sender.patience.most_tries or age > self.sender.patience.give_up_after

    def _outgoing(self, payload: Payload, parent: PartRecord | None) -> ports.Outgoing:
        delivery = self.delivery
        is_over = delivery.address_until is not None and delivery.address_until <= self.sender.clock.now()
        sealed = None if is_over else delivery.address
        address = self.sender.seal.open(sealed) if sealed else None
        return ports.Outgoing(
            delivery.workspace, delivery.channel, payload, parent.platform_id if parent else None, address
        )

    def _step(self, part: PartRecord) -> Step:
        return self.sender.step(self.delivery, part)

    def _key(self, part: PartRecord) -> str:
        return ports.part_key(self.delivery.workspace, self.delivery.key, part.position)


def _warn(what: str, delivery: ClaimedDelivery, part: PartRecord) -> None:
    _log.warning("%s: %s", what, _describe(delivery, part))


def _describe(delivery: ClaimedDelivery, part: PartRecord) -> str:
    """Name a part for the log: nothing of what it says."""
    return f"part {part.position} of delivery {delivery.key} to {delivery.platform} {delivery.workspace} {delivery.channel}"


def _name(error: Exception) -> str:
    """Name an error: what it says may hold what was sent."""
    return error.reason if isinstance(error, ports.DeliveryError) else type(error).__name__

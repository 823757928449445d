"""An event has one effect, at once where that is possible and later where it is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import KEPT, Inbox
from storage.delivery.records import ClaimedEvent, EventState, NewEvent
from storage.errors import StoreBusyError, StoreFullError
from tests.delivery.conftest import Makings, delivery

EVENT = NewEvent("acme", "e1", {"text": "zanzibarmarker"}, also=("c:1",))


@dataclass(slots=True)
class Handling:
    """A handler that keeps what it handled, and does as it is told first."""

    first: Callable[[ClaimedEvent], Awaitable[None]] | None = None
    handled: list[str] = field(default_factory=list)
    answers: bool = False

    async def __call__(self, event: ClaimedEvent) -> Sequence[Delivery]:
        if self.first:
            await self.first(event)
        self.handled.append(event.key)
        return [delivery("answer", key=f"answer to {event.key}")] if self.answers else []


def inbox(makings: Makings, handling: Handling, name: str = "one") -> Inbox:
    """Give an inbox as a process that just started has it."""
    outbox = makings.outbox(name)
    return Inbox(makings.database.inbox, handling, outbox, outbox.executor, clock=makings.clock)


async def settled(opened: Inbox) -> None:
    """Wait for what is being handled."""
    await asyncio.gather(*(task for _, task in list(opened._in_hand.values())))


async def recover(opened: Inbox, makings: Makings, seconds: float = 60) -> None:
    """Let time pass and handle what is due."""
    makings.clock.move(seconds)
    await asyncio.gather(*await opened.recover())


async def fail(_: ClaimedEvent) -> None:
    raise ValueError("zanzibarmarker")


async def hang(_: ClaimedEvent) -> None:
    await asyncio.Event().wait()


async def states(makings: Makings) -> dict[str, EventState]:
    return {each.key: state for state in EventState for each in await makings.database.inbox.list_events(state)}


async def test_an_event_is_handled_at_once_and_once(makings: Makings) -> None:
    handling = Handling()
    opened = inbox(makings, handling)
    assert await opened.receive(EVENT)
    await settled(opened)
    assert not await opened.receive(EVENT)
    await recover(opened, makings)
    assert handling.handled == ["e1"]
    assert await states(makings) == {"e1": EventState.HANDLED}


async def test_what_an_event_said_is_forgotten_once_it_is_handled(makings: Makings) -> None:
    opened = inbox(makings, Handling())
    await opened.receive(EVENT)
    await settled(opened)
    async with makings.database.read() as connection:
        assert (await connection.execute(text("SELECT payload FROM event"))).scalars().all() == [None]


async def test_what_a_dead_process_was_handling_is_handled_by_another_once_its_lease_ends(makings: Makings) -> None:
    dead, handling = inbox(makings, Handling(first=hang), "dead"), Handling()
    other = inbox(makings, handling, "other")
    await dead.receive(EVENT)
    await recover(other, makings, 40)
    assert handling.handled == []
    await recover(other, makings, 10)
    assert handling.handled == ["e1"]
    await dead.stop(timedelta())
    assert await states(makings) == {"e1": EventState.HANDLED}


async def test_a_process_that_is_alive_keeps_what_it_has_in_hand(makings: Makings) -> None:
    slow, handling = inbox(makings, Handling(first=hang), "slow"), Handling()
    await slow.receive(EVENT)
    for _ in range(3):
        makings.clock.move(30)
        held = [(*place, claim) for place, (claim, _) in slow._in_hand.items()]
        await makings.database.inbox.renew(held, makings.clock.now() + timedelta(seconds=45))
        await asyncio.gather(*await inbox(makings, handling, "other").recover())
    assert handling.handled == []
    await slow.stop(timedelta())


async def test_a_restarted_process_takes_up_what_it_had_at_once(makings: Makings) -> None:
    until_handled = asyncio.Event()

    async def handle(_: ClaimedEvent) -> None:
        until_handled.set()

    before, handling = inbox(makings, Handling(first=hang)), Handling(first=handle)
    await before.receive(EVENT)
    after = inbox(makings, handling)
    running = asyncio.create_task(after.run())
    await until_handled.wait()
    await after.stop()
    await running
    assert handling.handled == ["e1"]
    await before.stop(timedelta())


async def test_a_process_that_takes_up_leaves_alone_what_it_has_in_hand_itself(makings: Makings) -> None:
    handling = Handling(first=hang)
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    assert await makings.database.inbox.take_up(opened.executor, makings.clock.now()) == 0
    await opened.stop(timedelta())


async def test_a_process_does_not_take_over_from_itself_when_the_clock_jumps(makings: Makings) -> None:
    opened = inbox(makings, Handling(first=hang))
    await opened.receive(EVENT)
    makings.clock.move(86_400)
    assert await opened.recover() == []
    await opened.stop(timedelta())


async def test_a_handler_that_fails_is_tried_again_and_then_set_aside(
    makings: Makings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    handling = Handling(first=fail)
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    await settled(opened)
    for _ in range(5):
        await recover(opened, makings)
    assert await states(makings) == {"e1": EventState.SET_ASIDE}
    assert caplog.text.count("event e1 of acme failed (ValueError)") == 3
    assert "zanzibarmarker" not in caplog.text


async def test_who_waits_is_told_when_an_event_is_set_aside(makings: Makings) -> None:
    async def apologise(event: ClaimedEvent) -> Sequence[Delivery]:
        return [delivery("That did not work.", key=f"apology for {event.key}")]

    outbox = makings.outbox()
    failing = Handling(first=fail)
    opened = Inbox(makings.database.inbox, failing, outbox, outbox.executor, apologise=apologise, clock=makings.clock)
    await opened.receive(EVENT)
    await settled(opened)
    for _ in range(5):
        await recover(opened, makings)
        await outbox.deliver_due()
    assert makings.platform.texts == ["That did not work."]


async def test_an_apology_that_fails_keeps_no_event_open(makings: Makings) -> None:
    outbox = makings.outbox()
    failing = Handling(first=fail)
    opened = Inbox(makings.database.inbox, failing, outbox, outbox.executor, apologise=failing, clock=makings.clock)
    await opened.receive(EVENT)
    await settled(opened)
    for _ in range(5):
        await recover(opened, makings)
    assert await states(makings) == {"e1": EventState.SET_ASIDE}


async def test_what_was_set_aside_can_be_tried_again(makings: Makings) -> None:
    handling = Handling(first=fail)
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    await settled(opened)
    for _ in range(3):
        await recover(opened, makings)
    handling.first = None
    assert await makings.database.inbox.retry("acme", "e1", makings.clock.now())
    await recover(opened, makings)
    assert handling.handled == ["e1"]


async def test_an_event_that_ends_its_process_is_set_aside_after_a_few_times(makings: Makings) -> None:
    for number in range(5):
        dying = inbox(makings, Handling(first=hang), f"life {number}")
        if number == 0:
            await dying.receive(EVENT)
        await dying.recover()
        makings.clock.move(60)
    assert await states(makings) == {"e1": EventState.SET_ASIDE}


async def test_events_beside_one_that_ends_the_process_get_through(makings: Makings) -> None:
    first = inbox(makings, Handling(first=hang), "first")
    for number in range(6):
        await first.receive(NewEvent("acme", f"e{number}", {}))
    handled: set[str] = set()

    async def hang_at_poison(event: ClaimedEvent) -> None:
        if event.key == "e3":
            await asyncio.Event().wait()

    for life in range(12):
        makings.clock.move(60)
        handling = Handling(first=hang_at_poison)
        living = inbox(makings, handling, f"life {life}")
        tasks = await living.recover()
        if "e3" not in {key for _, key in living._in_hand}:
            await asyncio.gather(*tasks)
        handled |= set(handling.handled)
    states_now = await states(makings)
    assert states_now["e3"] is EventState.SET_ASIDE
    assert sorted(key for key, state in states_now.items() if state is EventState.HANDLED) == [
        "e0",
        "e1",
        "e2",
        "e4",
        "e5",
    ]


async def test_a_stop_finishes_what_is_in_hand_and_hands_over_what_comes_after(makings: Makings) -> None:
    go_on = asyncio.Event()

    async def wait(_: ClaimedEvent) -> None:
        await go_on.wait()

    handling = Handling(first=wait)
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    stopping = asyncio.create_task(opened.stop())
    await asyncio.sleep(0)
    assert await opened.receive(NewEvent("acme", "late", {}))
    go_on.set()
    await stopping
    assert handling.handled == ["e1"]
    assert await states(makings) == {"e1": EventState.HANDLED, "late": EventState.OPEN}


async def test_what_can_not_be_finished_in_time_is_handed_over_and_that_is_no_try(makings: Makings) -> None:
    for number in range(5):
        stopped = inbox(makings, Handling(first=hang), f"stopped {number}")
        await (stopped.receive(EVENT) if number == 0 else stopped.recover())
        await stopped.stop(timedelta())
    handling = Handling()
    await asyncio.gather(*await inbox(makings, handling, "other").recover())
    assert handling.handled == ["e1"]


async def test_a_store_that_is_away_is_no_fault_of_the_event(makings: Makings) -> None:
    async def lose_store(_: ClaimedEvent) -> None:
        raise StoreBusyError("store")

    handling = Handling(first=lose_store)
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    await settled(opened)
    for _ in range(5):
        await recover(opened, makings)
    handling.first = None
    await recover(opened, makings)
    assert handling.handled == ["e1"]


async def test_what_an_event_leads_to_is_sent_once_though_it_is_handled_twice(makings: Makings) -> None:
    go_on = asyncio.Event()

    async def wait(_: ClaimedEvent) -> None:
        await go_on.wait()

    slow = inbox(makings, Handling(answers=True, first=wait), "slow")
    await slow.receive(EVENT)
    quick = inbox(makings, Handling(answers=True), "quick")
    await recover(quick, makings)
    go_on.set()
    await settled(slow)
    await makings.outbox().deliver_due()
    assert makings.platform.texts == ["answer"]


async def test_it_is_remembered_long_enough_that_an_event_came(makings: Makings) -> None:
    handling = Handling()
    opened = inbox(makings, handling)
    await opened.receive(EVENT)
    await settled(opened)
    makings.clock.move(25 * 3600)
    assert await opened.sweep() == 0
    assert not await opened.receive(EVENT)
    makings.clock.move(KEPT.total_seconds())
    assert await opened.sweep() == 1
    assert await opened.receive(EVENT)
    await settled(opened)


async def test_what_is_open_is_not_swept(makings: Makings) -> None:
    opened = inbox(makings, Handling(first=fail))
    await opened.receive(EVENT)
    await settled(opened)
    makings.clock.move(100 * 3600)
    await opened.sweep()
    assert not await opened.receive(EVENT)
    assert await states(makings) == {"e1": EventState.OPEN}


async def test_an_event_that_can_not_be_kept_is_not_acknowledged_and_not_handled(
    makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail_to_store(*_: object, **__: object) -> None:
        raise StoreFullError("store")

    handling = Handling()
    opened = inbox(makings, handling)
    with monkeypatch.context() as away:
        away.setattr(makings.database, "store", fail_to_store)
        with pytest.raises(StoreFullError):
            await opened.receive(EVENT)
    assert handling.handled == []
    assert await opened.receive(EVENT), "its platform repeats it, and it is new"
    await settled(opened)
    assert handling.handled == ["e1"]

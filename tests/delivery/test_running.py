"""The outbox as it runs: it wakes for what is put, stops clean, and outlives a store that is away."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import Inbox
from bot.delivery.ports import Offer, Outgoing
from bot.delivery.retrying import Patience
from storage.delivery.records import ClaimedEvent, DeliveryState, NewEvent
from storage.errors import StoreFullError
from tests.delivery.conftest import Makings, delivery
from tests.fakes.platforms import FakePlatform, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.delivery.progress import Step

ONLY_WHEN_WOKEN = Patience(poll=timedelta(hours=1))
AT_ONCE = Patience(poll=timedelta(), first_wait=timedelta(), settle=timedelta())


async def is_posted(makings: Makings, text: str) -> None:
    """Wait until a text stands in a channel."""
    posted = asyncio.Event()

    async def check() -> None:
        if text in makings.platform.texts:
            posted.set()

    makings.platform.after_effect = check
    await check()
    await posted.wait()


async def test_what_is_put_goes_out_without_waiting_for_a_poll(makings: Makings) -> None:
    outbox = makings.outbox(patience=ONLY_WHEN_WOKEN)
    running = asyncio.create_task(outbox.run())
    for number in range(100):
        await outbox.put(delivery(str(number), key=str(number), channel=f"c{number}"))
    await is_posted(makings, "99")
    await outbox.stop()
    await running
    assert sorted(makings.platform.texts, key=int) == [str(number) for number in range(100)]


async def test_a_stop_finishes_what_is_being_sent(makings: Makings) -> None:
    go_on, began = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        began.set()
        await go_on.wait()

    makings.platform.offers = Offer.NEITHER
    makings.platform.before_effect = wait
    outbox = makings.outbox()
    running = asyncio.create_task(outbox.run())
    await outbox.put(delivery("one"))
    await began.wait()
    stopping = asyncio.create_task(outbox.stop())
    go_on.set()
    await stopping
    await running
    assert makings.platform.texts == ["one"]
    assert await makings.keys(DeliveryState.DONE) == ["d"]


async def test_what_can_not_be_sent_in_time_is_handed_over(makings: Makings) -> None:
    began = asyncio.Event()

    async def hang() -> None:
        began.set()
        await asyncio.Event().wait()

    makings.platform.before_effect = hang
    stopped = makings.outbox("stopped")
    running = asyncio.create_task(stopped.run())
    await stopped.put(delivery("one"))
    await began.wait()
    await stopped.stop(timedelta())
    await running
    makings.platform.before_effect = None
    await makings.outbox("other", AT_ONCE).deliver_due()
    assert makings.platform.texts == ["one"]


@pytest.mark.parametrize("either", ["sqlite"], indirect=True)
async def test_a_full_disk_is_said_once_and_nothing_is_lost(
    makings: Makings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    is_full, failures, store = True, 0, makings.database.store

    async def store_unless_full(work: Callable[[Connection], object], *, durably: bool) -> object:
        nonlocal failures, is_full
        if is_full:
            failures += 1
            is_full = failures < 5
            raise StoreFullError("store")
        return await store(work, durably=durably)

    outbox = makings.outbox(patience=AT_ONCE)
    await outbox.put(delivery("one"))
    monkeypatch.setattr(makings.database, "store", store_unless_full)
    running = asyncio.create_task(outbox.run())
    await is_posted(makings, "one")
    await outbox.stop()
    await running
    assert failures == 5
    assert caplog.text.count("deliveries wait: The disk that holds store is full.") == 1
    assert caplog.text.count("deliveries go on") == 1


async def test_an_id_that_can_not_be_kept_at_once_is_kept_a_moment_later(
    makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    makings.platform.offers = Offer.NEITHER
    outbox, failures = makings.outbox(), 0
    sent = makings.database.outbox.sent

    async def sent_later(step: Step, platform_id: str) -> object:
        nonlocal failures
        failures += 1
        if failures < 3:
            raise StoreFullError("store")
        return await sent(step, platform_id)

    monkeypatch.setattr(makings.database.outbox, "sent", sent_later)
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    assert await makings.keys(DeliveryState.DONE) == ["d"]
    assert makings.platform.texts == ["one"]


async def test_an_error_of_ours_ends_one_delivery_and_no_other(
    makings: Makings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def offer(part: Outgoing, _age: timedelta) -> Offer:
        raise RuntimeError(part.payload["text"])

    monkeypatch.setattr(FakePlatform, "offer", staticmethod(offer))
    makings.platform.misbehave(Fault.ERROR_BEFORE)
    outbox = makings.outbox()
    await outbox.put(delivery("zanzibarmarker", key="bad"))
    await outbox.deliver_due()
    await outbox.put(delivery("good", key="good"))
    running = asyncio.create_task(outbox.run())
    await is_posted(makings, "good")
    await outbox.stop()
    await running
    assert "delivery bad of acme failed (RuntimeError)" in caplog.text
    assert "zanzibarmarker" not in caplog.text


async def test_a_clock_that_is_set_back_keeps_nothing_waiting(
    makings: Makings, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    makings.clock.set_back(3600)
    running = asyncio.create_task(outbox.run())
    await is_posted(makings, "one")
    await outbox.stop()
    await running
    assert "the clock was set back by 1:00:00: 1 deliveries are due as before" in caplog.text


async def test_an_event_does_not_wait_for_a_clock_that_was_set_back(makings: Makings) -> None:
    handled = asyncio.Event()

    async def handle(_: ClaimedEvent) -> tuple[Delivery, ...]:
        handled.set()
        return ()

    await makings.database.inbox.accept(NewEvent("acme", "e1", {}), makings.clock.now())
    outbox = makings.outbox()
    inbox = Inbox(makings.database.inbox, handle, outbox, outbox.executor, clock=makings.clock)
    makings.clock.set_back(3600)
    running = asyncio.create_task(inbox.run())
    await handled.wait()
    await inbox.stop()
    await running


async def test_what_was_to_wait_waits_no_longer_for_a_clock_that_was_set_back(makings: Makings) -> None:
    makings.platform.misbehave(Fault.RETRY_AFTER)
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    former = makings.clock.now()
    makings.clock.set_back(3600)
    await makings.database.outbox.set_clock_back(former, makings.clock.now())
    makings.clock.move(50)
    await outbox.deliver_due()
    assert makings.platform.texts == []
    makings.clock.move(10)
    await outbox.deliver_due()
    assert makings.platform.texts == ["one"]


async def test_what_was_in_doubt_is_found_though_the_clock_was_set_back(makings: Makings) -> None:
    makings.platform.offers = Offer.LOOK
    makings.platform.misbehave(Fault.ERROR_AFTER)
    outbox = makings.outbox()
    await outbox.put(delivery("one"))
    await outbox.deliver_due()
    former = makings.clock.now()
    makings.clock.set_back(3600)
    await makings.database.outbox.set_clock_back(former, makings.clock.now())
    makings.clock.move(15)
    await outbox.deliver_due()
    assert [how for how, _ in makings.platform.requests] == ["send", "look"]
    assert makings.platform.texts == ["one"]


async def test_a_wave_of_digests_keeps_nobody_waiting_for_an_answer(makings: Makings) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()

    async def hang_in_digests() -> None:
        is_answer = makings.platform.requests[-1][1] == "answer"
        if not is_answer:
            began.set()
            await go_on.wait()

    makings.platform.before_effect = hang_in_digests
    outbox = makings.outbox()
    for number in range(100):
        await outbox.put(delivery("digest", key=f"{number}", workspace=f"w{number}", is_ordered=True))
    running = asyncio.create_task(outbox.run())
    await began.wait()
    await outbox.put(delivery("answer", key="answer", workspace="w1"))
    await is_posted(makings, "answer")
    assert makings.platform.texts == ["answer"]
    go_on.set()
    await outbox.stop()
    await running


async def test_what_is_long_over_is_swept_as_it_runs(makings: Makings) -> None:
    outbox = makings.outbox(patience=AT_ONCE)
    await outbox.put(delivery("old", key="old"))
    await outbox.deliver_due()
    makings.clock.move(31 * 86_400)
    running = asyncio.create_task(outbox.run())
    await outbox.put(delivery("new", key="new"))
    await is_posted(makings, "new")
    await outbox.stop()
    await running
    assert await makings.keys(DeliveryState.DONE) == ["new"]

"""A database server that goes away and comes back: what is at work waits, says so, and loses nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.delivery.clock import SystemClock
from bot.delivery.inbox import Inbox
from bot.delivery.jobs import Jobs
from bot.delivery.opening import open_when_reached
from bot.delivery.steps import step
from storage.database import open_database
from storage.delivery.job_records import JobState
from storage.delivery.records import ClaimedEvent, Executor, NewEvent
from storage.errors import StoreAddressError, StoreAwayError
from tests.delivery.conftest import Makings, delivery
from tests.delivery.workshop import QUICK, RHYTHM, state_of, store_in, until, until_state
from tests.postgres import own_server

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.delivery.deliveries import Delivery


async def _one() -> int:
    return 1


async def _run(_subject: str) -> None:
    await step("one", _one)


@pytest.mark.parametrize("is_store_there", [False, True], ids=["steps there", "steps and rows there"])
async def test_jobs_wait_for_a_server_that_is_away_and_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, is_store_there: bool
) -> None:
    async def is_alarmed() -> bool:
        return "jobs wait" in caplog.text

    with own_server() as server:
        async with open_database(server.url) if is_store_there else store_in(tmp_path) as database:
            jobs = Jobs(database, {"read": _run}, Executor("one"), server.url, patience=QUICK, rhythm=RHYTHM)
            running = asyncio.create_task(jobs.run())
            try:
                await until_state(database, await jobs.submit("read", "S1"), JobState.DONE)
                await asyncio.to_thread(server.stop)
                if is_store_there:
                    with pytest.raises(StoreAwayError):
                        await jobs.submit("read", "S2")
                    await until(is_alarmed)
                    await asyncio.to_thread(server.start)
                    waiting = await jobs.submit("read", "S2")
                else:
                    waiting = await jobs.submit("read", "S2")
                    await until(is_alarmed)
                    assert await state_of(database, waiting) is not JobState.DONE
                    await asyncio.to_thread(server.start)
                await until_state(database, waiting, JobState.DONE)
            finally:
                await jobs.stop()
                await running
    assert caplog.text.count("jobs wait") == caplog.text.count("jobs go on") == 1


async def test_events_and_deliveries_wait_for_a_server_that_is_away_and_go_on() -> None:
    with own_server() as server:
        async with open_database(server.url) as database:
            makings = Makings(database, clock=SystemClock())  # type: ignore[arg-type]
            seen: list[str] = []

            async def handle(event: ClaimedEvent) -> Sequence[Delivery]:
                seen.append(event.key)
                return (delivery(f"answer to {event.key}", key=event.key),)

            outbox = makings.outbox(patience=QUICK)
            inbox = Inbox(database.inbox, handle, outbox, Executor("one"), patience=QUICK)
            running = [asyncio.create_task(each.run()) for each in (inbox, outbox)]
            await inbox.receive(NewEvent("acme", "e1", {}))
            await until(lambda: _has(makings, 1))
            await asyncio.to_thread(server.stop)
            with pytest.raises(StoreAwayError):
                await inbox.receive(NewEvent("acme", "e2", {}))
            await asyncio.to_thread(server.start)
            await inbox.receive(NewEvent("acme", "e2", {}))
            await until(lambda: _has(makings, 2))
            await inbox.stop()
            await outbox.stop()
            await asyncio.gather(*running)
    assert seen == ["e1", "e2"], "what was not acknowledged had no effect"


async def _has(makings: Makings, count: int) -> bool:
    return len(makings.platform.texts) == count


async def test_what_starts_while_the_server_is_away_waits_for_it(caplog: pytest.LogCaptureFixture) -> None:
    async def is_said() -> bool:
        return "all services wait: The database postgres can't be reached" in caplog.text

    async def open_and_read() -> int:
        async with open_when_reached(server.url, patience=QUICK) as database:
            return await database.outbox.count_open()

    with own_server() as server:
        await asyncio.to_thread(server.stop)
        opening = asyncio.create_task(open_and_read())
        await until(is_said)
        await asyncio.to_thread(server.start)
        assert await opening == 0
    assert caplog.text.count("all services wait") == caplog.text.count("all services go on") == 1


async def test_what_waiting_does_not_mend_is_not_waited_for() -> None:
    with pytest.raises(StoreAddressError):
        async with open_when_reached("mysql://host/name"):
            pass

"""The rows of jobs: who may take one, begin one, and say how it went."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.delivery.job_records import ClaimedJob, JobState, NewJob, Pulse, Schedule
from storage.delivery.jobs import forget_workspace
from storage.delivery.records import Executor
from storage.delivery.schedules import forget_workspace as forget_schedules
from tests.delivery.workshop import state_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KINDS = ("read",)


@pytest.fixture
async def database(either: Path | str) -> AsyncIterator[Database]:
    async with open_database(either) as opened:
        yield opened


async def add(database: Database, subject: str = "S1", **more: str) -> str:
    return await database.jobs.add(NewJob("read", subject, **more), NOON)


async def begin(database: Database, job_id: str, executor: str = "one 1") -> ClaimedJob:
    begun = await database.jobs.begin(job_id, executor, NOON)
    assert begun
    return begun


async def test_a_job_is_taken_by_one_and_by_the_longest_due_first(database: Database) -> None:
    late = await add(database)
    early = await database.jobs.add(NewJob("read"), NOON, NOON - HOUR)
    await database.jobs.add(NewJob("read"), NOON, NOON + HOUR)
    first = await database.jobs.claim_due("one 1", NOON, 1, KINDS)
    rest = await database.jobs.claim_due("two 1", NOON, 9, KINDS)
    assert ([each.id for each in first], [each.id for each in rest]) == ([early], [late])
    assert await database.jobs.executors() == {"one 1", "two 1"}


async def test_a_job_that_runs_is_not_begun_again(database: Database) -> None:
    job_id = await add(database)
    await database.jobs.claim_due("one 1", NOON, 1, KINDS)
    await begin(database, job_id, "two 1")
    assert await database.jobs.begin(job_id, "one 1", NOON) is None
    assert await database.jobs.executors() == {"two 1"}


async def test_a_job_that_is_over_or_not_due_is_not_begun(database: Database) -> None:
    job_id, later = await add(database), await database.jobs.add(NewJob("read"), NOON, NOON + HOUR)
    begun = await begin(database, job_id)
    assert await database.jobs.finish(job_id, begun.claim, NOON)
    assert [await database.jobs.begin(each, "one 1", NOON) for each in (job_id, later, "unknown")] == [None] * 3


@pytest.mark.parametrize("how", ["finish", "fail", "give_up", "put_off"])
async def test_what_comes_late_from_who_lost_a_job_is_not_kept(database: Database, how: str) -> None:
    job_id = await add(database)
    lost = await begin(database, job_id)
    await database.jobs.hand_over("one 1", NOON)
    held = await begin(database, job_id, "two 1")
    words = ("late",) if how in {"fail", "give_up"} else ()
    assert await getattr(database.jobs, how)(job_id, lost.claim, *words, NOON) is False
    assert await getattr(database.jobs, how)(job_id, held.claim, *words, NOON) is True


async def test_what_an_executor_had_in_hand_is_put_down_and_nothing_else(database: Database) -> None:
    mine, other = await add(database), await add(database)
    taken = await add(database)
    await begin(database, mine)
    await begin(database, other, "one 2")
    await database.jobs.claim_due("one 1", NOON, 1, KINDS)
    assert await database.jobs.hand_over("one 1", NOON) == 2
    assert [await state_of(database, each) for each in (mine, taken)] == [JobState.WAITING] * 2
    assert await state_of(database, other) is JobState.RUNNING


async def test_a_new_life_takes_up_what_the_former_had(database: Database) -> None:
    job_id, namesake = await add(database), await add(database)
    await begin(database, job_id, "one 1")
    await begin(database, namesake, "one-b 1")
    assert await database.jobs.take_up(Executor("one", "2"), NOON) == 1
    assert await state_of(database, namesake) is JobState.RUNNING


async def test_starts_are_counted_until_a_job_ends_somehow(database: Database) -> None:
    job_id = await add(database)
    for expected in (1, 2):
        assert (await begin(database, job_id)).starts == expected
        await database.jobs.hand_over("one 1", NOON)
    held = await begin(database, job_id)
    await database.jobs.fail(job_id, held.claim, "TimeoutError", NOON)
    assert await database.jobs.starts(job_id) == 0
    assert (await begin(database, job_id)).tries == 1


async def test_only_what_was_never_begun_is_released(database: Database) -> None:
    begun, unbegun = await add(database), await add(database)
    await database.jobs.claim_due("one 1", NOON, 2, KINDS)
    await begin(database, begun)
    assert await database.jobs.release(begun, "one 1", NOON) is False
    assert await database.jobs.release(unbegun, "one 1", NOON) is True


async def test_a_clock_set_back_keeps_due_what_was_due_and_shortens_no_appointment(database: Database) -> None:
    was_due, failed = await add(database), await add(database)
    appointment = await database.jobs.add(NewJob("read"), NOON, NOON + 2 * HOUR)
    held = await begin(database, failed)
    await database.jobs.fail(failed, held.claim, "TimeoutError", NOON + HOUR)
    yesterday = NOON - timedelta(days=1)
    assert await database.jobs.set_clock_back(NOON, yesterday) == 2
    due = {each.id: each.due for each in await database.jobs.list_jobs(JobState.WAITING)}
    assert due == {was_due: yesterday, failed: yesterday + HOUR, appointment: NOON + 2 * HOUR}


async def test_a_workspace_that_goes_takes_its_jobs_and_schedules_along(database: Database) -> None:
    await add(database, workspace="acme")
    other = await add(database, workspace="umbrella")
    for workspace in ("acme", "umbrella"):
        await database.schedules.set(Schedule("daily", "read", "0 8 * * *", workspace=workspace), NOON)
    for forget in (forget_workspace, forget_schedules):
        await database.store(partial(forget, workspace="acme"))
    assert [each.id for each in await database.jobs.list_jobs(JobState.WAITING)] == [other]
    assert await database.schedules.of_workspace("acme") == ()
    assert len(await database.schedules.of_workspace("umbrella")) == 1


async def test_a_schedule_makes_a_job_once_for_each_time_however_often_it_is_set(database: Database) -> None:
    daily = Schedule("daily", "read", "0 8 * * *")
    for _ in range(2):
        await database.schedules.set(daily, NOON)
        assert await database.schedules.make_due_jobs(NOON, lambda _, now: now + HOUR) in {0, 1}
    assert await database.jobs.count() == {JobState.WAITING: 1}
    assert await database.schedules.next_due() == NOON + HOUR
    await database.schedules.remove("", "daily")
    await database.schedules.set(daily, NOON)
    await database.schedules.make_due_jobs(NOON, lambda _, now: now + HOUR)
    assert await database.jobs.count() == {JobState.WAITING: 1}


async def test_an_executor_beats_until_another_life_enters_under_its_name(database: Database) -> None:
    former, later = Executor("one", "1"), Executor("one", "2")
    await database.executors.enter(former, NOON)
    assert await database.executors.beat(former, NOON)
    assert await database.executors.pulses() == (Pulse("one", "1", 1),)
    await database.executors.enter(later, NOON)
    assert not await database.executors.beat(former, NOON)
    await database.executors.leave(former)
    assert await database.executors.pulses() == (Pulse("one", "2", 0),)
    await database.executors.remove("one", "2")
    assert await database.executors.pulses() == ()

"""Jobs in one process: once each, on time, again after a failure, and nothing of any text in what is kept of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.performing import GiveUpError
from bot.delivery.steps import step
from storage.database import Database
from storage.delivery.job_records import JobState, NewJob, Schedule
from storage.delivery.jobs import put
from storage.errors import StoreUnavailableError
from tests.delivery.workshop import Clock, at_work, state_of, store_in, until, until_state

MARKER = "zanzibarmarker"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with store_in(tmp_path) as opened:
        yield opened


def files_in(folder: Path, holding: str = "") -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file() and holding.encode() in path.read_bytes()]


class Ran:
    """A runner that keeps what it was given."""

    def __init__(self) -> None:
        self.subjects: list[str] = []

    async def __call__(self, subject: str) -> None:
        self.subjects.append(subject)


async def test_a_job_runs_and_is_done(database: Database, tmp_path: Path) -> None:
    ran = Ran()
    async with at_work(database, tmp_path, {"read": ran}) as jobs:
        job_id = await jobs.submit("read", "S12")
        await until_state(database, job_id, JobState.DONE)
    assert ran.subjects == ["S12"]


async def test_a_job_asked_for_twice_under_its_key_runs_once(database: Database, tmp_path: Path) -> None:
    ran = Ran()
    async with at_work(database, tmp_path, {"read": ran}) as jobs:
        first = await jobs.submit("read", "S12", key="event 7")
        await until_state(database, first, JobState.DONE)
        assert await jobs.submit("read", "S12", key="event 7") == first
        other = await jobs.submit("read", "S13", key="event 7", workspace="another")
        await until_state(database, other, JobState.DONE)
    assert ran.subjects == ["S12", "S13"]


async def test_a_row_written_in_the_callers_transaction_is_run(database: Database, tmp_path: Path) -> None:
    ran = Ran()
    async with at_work(database, tmp_path, {"read": ran}):
        job_id = await database.store(lambda connection: put(connection, NewJob("read", "S1"), datetime.now(UTC)))
        await until_state(database, job_id, JobState.DONE)
    assert ran.subjects == ["S1"]


async def test_a_job_waits_for_its_time(database: Database, tmp_path: Path) -> None:
    ran, clock = Ran(), Clock()
    async with at_work(database, tmp_path, {"read": ran}, clock=clock) as jobs:
        later = await jobs.submit("read", "later", at=clock.now() + timedelta(hours=1))
        now = await jobs.submit("read", "now")
        await until_state(database, now, JobState.DONE)
        assert await state_of(database, later) is JobState.WAITING
        clock.ahead = timedelta(hours=1)
        await until_state(database, later, JobState.DONE)
    assert ran.subjects == ["now", "later"]


async def test_a_failed_job_is_tried_again_after_the_steps_that_it_took(database: Database, tmp_path: Path) -> None:
    taken: list[str] = []

    async def fetch() -> str:
        taken.append("fetch")
        return "page 3"

    async def store() -> int:
        taken.append("store")
        if taken.count("store") < 2:
            raise ValueError(MARKER)
        return 7

    async def run(_subject: str) -> None:
        assert await step("fetch", fetch) == "page 3"
        assert await step("store", store) == 7
        taken.append("end")

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")
        await until_state(database, job_id, JobState.DONE)
    assert taken == ["fetch", "store", "store", "end"]


async def test_a_job_that_keeps_failing_is_given_up_and_can_be_tried_again(database: Database, tmp_path: Path) -> None:
    tries: list[str] = []

    async def run(subject: str) -> None:
        tries.append(subject)
        if len(tries) < 4:
            raise ValueError(MARKER)

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")
        await until_state(database, job_id, JobState.GIVEN_UP)
        record = (await database.jobs.find(job_id))[0]
        assert (record.reason, record.tries, len(tries)) == ("ValueError", 3, 3)
        assert await database.jobs.retry(job_id, datetime.now(UTC))
        await until_state(database, job_id, JobState.DONE)


async def test_what_no_other_try_would_change_is_given_up_at_once(database: Database, tmp_path: Path) -> None:
    tries: list[str] = []

    async def run(subject: str) -> None:
        tries.append(subject)
        raise GiveUpError("the statement was forgotten")

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")
        await until_state(database, job_id, JobState.GIVEN_UP)
    assert (await database.jobs.find(job_id))[0].reason == "the statement was forgotten"
    assert tries == ["S1"]


async def test_a_store_that_is_away_is_no_fault_of_the_job(database: Database, tmp_path: Path) -> None:
    async def run(_subject: str) -> None:
        raise StoreUnavailableError("away")

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")

        async def is_put_off() -> bool:
            record = (await database.jobs.find(job_id))[0]
            return record.state is JobState.WAITING and record.due > datetime.now(UTC) + timedelta(seconds=1)

        await until(is_put_off)
    assert (await database.jobs.find(job_id))[0].tries == 0


async def test_no_text_is_kept_of_a_job_that_fails(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> int:
        raise ValueError(f"the text said {MARKER}")

    async def run(_subject: str) -> None:
        await step("read", fail)

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")
        await until_state(database, job_id, JobState.GIVEN_UP)
    assert "jobs.sqlite3" in files_in(tmp_path)
    assert files_in(tmp_path, holding=MARKER) == []
    assert "ValueError at" in caplog.text
    assert MARKER not in caplog.text


async def test_a_job_of_an_unknown_kind_waits_for_who_knows_it(database: Database, tmp_path: Path) -> None:
    ran = Ran()
    async with at_work(database, tmp_path, {"read": ran}) as jobs:
        unknown = await jobs.submit("sing", "S1")
        known = await jobs.submit("read", "S2")
        await until_state(database, known, JobState.DONE)
    assert await state_of(database, unknown) is JobState.WAITING


async def test_a_schedule_comes_round_once_each_time(database: Database, tmp_path: Path) -> None:
    ran, clock = Ran(), Clock()
    async with at_work(database, tmp_path, {"digest": ran}, clock=clock) as jobs:
        await jobs.schedule(Schedule("daily", "digest", "0 8 * * *", "Europe/Berlin", "D3", "acme"))
        for day in (1, 2):
            clock.ahead = timedelta(days=day)
            jobs.wake()
            await until(partial(_has_run, ran, day))
        await jobs.schedule(Schedule("daily", "digest", "0 8 * * *", "Europe/Berlin", "D3", "acme"))
    assert ran.subjects == ["D3", "D3"]


async def _has_run(ran: Ran, times: int) -> bool:
    return len(ran.subjects) >= times


async def test_a_clock_set_back_a_day_runs_nothing_twice_and_delays_nothing(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ran, clock, gate = Ran(), Clock(), asyncio.Event()

    async def hold(_subject: str) -> None:
        await gate.wait()

    async with at_work(database, tmp_path, {"digest": ran, "hold": hold, "read": ran}, clock=clock) as jobs:
        await jobs.schedule(Schedule("hourly", "digest", "0 * * * *", subject="D1"))
        clock.ahead = timedelta(hours=1)
        jobs.wake()
        await until(lambda: _has_run(ran, 1))
        held = [await jobs.submit("hold", str(number)) for number in range(8)]
        waiting = await jobs.submit("read", "S1")
        clock.ahead -= timedelta(days=1)
        jobs.wake()
        await until(lambda: _says(caplog, "the clock was set back"))
        gate.set()
        for each in (*held, waiting):
            await until_state(database, each, JobState.DONE)
        clock.ahead += timedelta(days=1)
        last = await jobs.submit("read", "S2")
        await until_state(database, last, JobState.DONE)
    assert ran.subjects == ["D1", "S1", "S2"]


async def _says(caplog: pytest.LogCaptureFixture, words: str) -> bool:
    return words in caplog.text


async def test_what_runs_when_the_process_stops_goes_on_in_the_next(database: Database, tmp_path: Path) -> None:
    taken: list[str] = []
    is_held, gate = asyncio.Event(), asyncio.Event()

    async def fetch() -> int:
        taken.append("fetch")
        return 1

    async def wait() -> int:
        is_held.set()
        await gate.wait()
        return 2

    async def run(_subject: str) -> None:
        await step("fetch", fetch)
        await step("wait", wait)

    async with at_work(database, tmp_path, {"read": run}, grace=timedelta(milliseconds=10)) as jobs:
        job_id = await jobs.submit("read", "S1")
        await is_held.wait()
    assert await state_of(database, job_id) is JobState.WAITING
    gate.set()
    async with at_work(database, tmp_path, {"read": run}, name="another"):
        await until_state(database, job_id, JobState.DONE)
    assert taken == ["fetch"]


async def test_a_stop_lets_what_runs_end_in_time(database: Database, tmp_path: Path) -> None:
    is_held, gate = asyncio.Event(), asyncio.Event()

    async def run(_subject: str) -> None:
        is_held.set()
        await gate.wait()

    async with at_work(database, tmp_path, {"read": run}) as jobs:
        job_id = await jobs.submit("read", "S1")
        await is_held.wait()
        asyncio.get_running_loop().call_later(0.05, gate.set)
    assert await state_of(database, job_id) is JobState.DONE


async def test_old_jobs_and_their_steps_are_forgotten(database: Database, tmp_path: Path) -> None:
    clock = Clock()

    async def run(_subject: str) -> None:
        return None

    async with at_work(database, tmp_path, {"read": run}, clock=clock) as jobs:
        job_id = await jobs.submit("read", "S1", key="k")
        await until_state(database, job_id, JobState.DONE)
        assert await jobs.sweep() == 0
        clock.ahead = timedelta(days=31)
        assert await jobs.sweep() == 2
        assert await database.jobs.find(job_id) == ()

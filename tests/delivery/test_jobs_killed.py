"""Processes that run jobs are killed, and one runs out of disk; what was to be done is done, once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.delivery.job_records import JobState, NewJob
from tests.delivery.workshop import store_in, until, until_state

ROOM = 16_384
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


@dataclass
class Worker:
    """A process that runs jobs."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop and give its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def says(self, words: str) -> int:
        """Count the lines of its log with these words."""
        written = self.log.read_text(encoding="utf-8").rpartition("\n")[0]  # the last line may be half written
        return sum(words in json.loads(line)["event"] for line in written.splitlines() if line.startswith("{"))


Start = Callable[[str], Worker]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give what starts a worker by its name; none outlives the test."""
    workers: list[Worker] = []

    def start_one(name: str) -> Worker:
        log = tmp_path / f"log {len(workers)}"
        command = [sys.executable, "-m", "tests.delivery.jobs_worker", str(tmp_path), name]
        with log.open("wb") as errors:
            workers.append(Worker(subprocess.Popen(command, stderr=errors, cwd=ROOT), log))
        return workers[-1]

    yield start_one
    for each in workers:
        each.kill()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with store_in(tmp_path) as opened:
        yield opened


async def add(database: Database, kind: str, subject: str) -> str:
    return await database.jobs.add(NewJob(kind, subject), datetime.now(UTC))


def effects(folder: Path) -> list[str]:
    path = folder / "effects"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


async def until_effect(folder: Path, effect: str) -> None:
    async def is_there() -> bool:
        return effect in effects(folder)

    await until(is_there)


async def test_a_job_killed_between_its_steps_goes_on_after_the_first(
    database: Database, tmp_path: Path, start: Start
) -> None:
    job_id = await add(database, "steps", "S1")
    first = start("one")
    await until_effect(tmp_path, "S1 waits")
    first.kill()
    (tmp_path / "gate").touch()
    second = start("one")
    await until_state(database, job_id, JobState.DONE)
    assert Counter(effects(tmp_path)) == {"S1 first": 1, "S1 waits": 2, "S1 second": 1}
    assert second.stop() == 0


async def test_another_takes_over_what_a_dead_one_had_in_hand(database: Database, tmp_path: Path, start: Start) -> None:
    job_id = await add(database, "steps", "S1")
    first = start("one")
    await until_effect(tmp_path, "S1 waits")
    second = start("two")
    quick = await add(database, "quick", "second is up")
    await until_state(database, quick, JobState.DONE)
    first.kill()
    (tmp_path / "gate").touch()
    await until_state(database, job_id, JobState.DONE)
    assert effects(tmp_path).count("S1 first") == effects(tmp_path).count("S1 second") == 1
    assert second.says("one shows no sign of life: 1 jobs of it are taken over") == 1
    assert second.stop() == 0


async def test_a_poisoned_job_is_set_aside_and_its_neighbours_are_done(
    database: Database, tmp_path: Path, start: Start
) -> None:
    before = [await add(database, "slow", f"before {number}") for number in range(3)]
    poison = await add(database, "poison", "poison")
    after = [await add(database, "slow", f"after {number}") for number in range(3)]
    for _ in range(3):
        start("one").process.wait(60)
    last = start("one")
    await until_state(database, poison, JobState.GIVEN_UP)
    for each in (*before, *after):
        await until_state(database, each, JobState.DONE)
    assert effects(tmp_path).count("poison") == 3
    assert (await database.jobs.find(poison))[0].reason == "ended the process that ran it 3 times"
    assert last.stop() == 0


async def test_two_processes_run_each_job_once(database: Database, tmp_path: Path, start: Start) -> None:
    start("one"), start("two")
    ids = [await add(database, "quick", str(number)) for number in range(60)]
    for each in ids:
        await until_state(database, each, JobState.DONE)
    assert Counter(effects(tmp_path)) == Counter(map(str, range(60)))


async def test_a_second_process_of_the_same_name_ends_the_first_with_a_sentence(
    database: Database, tmp_path: Path, start: Start
) -> None:
    first = start("one")
    await until_state(database, await add(database, "quick", "up"), JobState.DONE)
    start("one")
    assert first.process.wait(20) == 1
    assert "Another process works as one." in first.log.read_text(encoding="utf-8")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs prlimit")
async def test_a_disk_that_is_full_raises_one_alarm_and_work_goes_on_when_there_is_room(
    database: Database, tmp_path: Path, start: Start
) -> None:
    import resource

    worker = start("one")
    await until_state(database, await add(database, "quick", "up"), JobState.DONE)
    pid = worker.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))  # room for its log only
    waiting = await add(database, "quick", "waiting")

    async def is_alarmed() -> bool:
        return worker.says("the jobs wait") > 0

    await until(is_alarmed)
    assert worker.process.poll() is None
    assert effects(tmp_path) == ["up"]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await until_state(database, waiting, JobState.DONE)
    assert worker.stop() == 0
    assert (worker.says("the jobs wait"), worker.says("the jobs go on")) == (1, 1)

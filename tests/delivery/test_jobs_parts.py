"""The parts of jobs that need no process: the calendar, names, signs of life, suspects, the log."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery import poison
from bot.delivery.alarm import Alarm
from bot.delivery.calendar import ScheduleError, next_time
from bot.delivery.clock import SystemClock
from bot.delivery.engine import engine_url
from bot.delivery.executors import Watch, executor_name
from bot.delivery.retrying import Patience
from bot.errors import UnclearError
from bot.logs import write_logs
from storage.delivery.job_records import Pulse, Schedule
from storage.errors import StoreUnavailableError


def times(cron: str, zone: str, after: str, count: int) -> list[str]:
    moment, found = datetime.fromisoformat(after), []
    for _ in range(count):
        moment = next_time(Schedule("daily", "digest", cron, zone), moment)
        found.append(moment.strftime("%m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("cron", "zone", "after", "expected"),
    [
        ("0 8 * * *", "Europe/Berlin", "2026-03-28T12:00:00+00:00", ["03-29 06:00", "03-30 06:00"]),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+00:00", ["03-29 01:00", "03-30 00:30"]),
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00+00:00", ["10-25 00:30", "10-26 01:30"]),
        ("30 * * * *", "Europe/Berlin", "2026-10-25T00:00:00+00:00", ["10-25 00:30", "10-25 01:30"]),
        ("0 8 * * 1-5", "America/New_York", "2026-03-06T14:00:00+00:00", ["03-09 12:00", "03-10 12:00"]),
        ("15 7 1 * *", "Asia/Tokyo", "2026-03-06T14:00:00+00:00", ["03-31 22:15", "04-30 22:15"]),
    ],
    ids=["summer time begins", "skipped", "repeated", "every hour", "weekdays", "monthly"],
)
def test_a_schedule_keeps_the_clock_of_its_zone(cron: str, zone: str, after: str, expected: list[str]) -> None:
    assert times(cron, zone, after, 2) == expected


@pytest.mark.parametrize(
    ("cron", "zone"), [("0 8 * *", "UTC"), ("61 8 * * *", "UTC"), ("0 8 30 2 *", "UTC"), ("0 8 * * *", "Nowhere/Else")]
)
def test_a_schedule_that_never_comes_is_refused(cron: str, zone: str) -> None:
    with pytest.raises(ScheduleError):
        next_time(Schedule("daily", "digest", cron, zone), datetime(2026, 3, 2, tzinfo=UTC))


def test_the_name_of_an_executor_lasts_and_is_no_other_processes(tmp_path: Path) -> None:
    with executor_name(tmp_path) as first, executor_name(tmp_path) as second:
        assert first != second
    with executor_name(tmp_path) as again:
        assert again == first
    with executor_name(tmp_path, "web-1") as wished:
        assert wished == "web-1"


def test_a_name_that_rows_can_not_carry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnclearError), executor_name(tmp_path, "two words"):
        pass


def test_who_is_silent_for_too_long_is_dead() -> None:
    watch = Watch(30)
    assert watch.dead([Pulse("a", "1", 0), Pulse("b", "1", 0)], [], 0) == frozenset()
    assert watch.dead([Pulse("a", "1", 1), Pulse("b", "1", 0)], [], 29) == frozenset()
    assert watch.dead([Pulse("a", "1", 1), Pulse("b", "1", 0)], [], 30) == {"b 1"}
    assert watch.dead([Pulse("a", "1", 1), Pulse("b", "2", 0)], [], 59) == {"a 1"}


def test_who_has_work_in_hand_and_shows_nothing_is_dead_after_a_while() -> None:
    watch = Watch(30)
    assert watch.dead([], ["gone 1"], 0) == frozenset()
    assert watch.dead([], ["gone 1"], 30) == {"gone 1"}


def test_a_job_is_set_aside_only_when_it_was_begun_often_without_an_end() -> None:
    assert [poison.is_suspect(starts) for starts in range(3)] == [False, True, True]
    assert [poison.is_poisoned(starts) for starts in range(1, 5)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("store", "url"),
    [
        ("/data/briefbot.sqlite3", "sqlite:////data/jobs.sqlite3"),
        ("sqlite+aiosqlite:////data/other.sqlite3", "sqlite:////data/jobs.sqlite3"),
        ("postgresql+psycopg://me@host/briefbot", "postgresql+psycopg://me@host/briefbot"),
    ],
)
def test_the_engine_keeps_its_steps_beside_the_store(store: str, url: str) -> None:
    assert engine_url(store) == url


def test_the_log_names_an_error_and_keeps_its_words_out(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        write_logs()
        try:
            raise ValueError("what the text said")
        except ValueError:
            logging.getLogger("bot").exception("job %s failed", "J1")
    finally:
        root.handlers[:], root.level = handlers, level
        logging.getLogger("dbos").handlers.clear()
        logging.getLogger("dbos").propagate = True
    line = json.loads(written.getvalue())
    assert (line["event"], line["error"], line["level"]) == ("job J1 failed", "ValueError", "error")
    assert "what the text said" not in written.getvalue()


async def test_a_step_outside_of_a_job_is_done_directly() -> None:
    from bot.delivery.steps import step

    async def work() -> int:
        await asyncio.sleep(0)
        return 3

    assert await step("count", work) == 3


class Store:
    """A store that is away for some tries."""

    def __init__(self, away_for: int) -> None:
        self.tries = 0
        self._away_for = away_for

    async def write(self) -> str:
        self.tries += 1
        if self.tries <= self._away_for:
            raise StoreUnavailableError("The database can't be reached.")
        return "written"


class Waits(SystemClock):
    """A clock that keeps how long it was to wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


async def test_a_database_that_is_away_is_waited_for_longer_each_time_and_said_to_be_away_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, clock = Store(away_for=8), Waits()
    alarm = Alarm("the jobs", logging.getLogger("bot.test"), Patience(), clock)
    assert await alarm.insist(store.write) == "written"
    assert clock.waits == sorted(clock.waits)
    assert clock.waits[0] < 3
    assert 20 < clock.waits[-1] < 30
    assert [record.getMessage() for record in caplog.records] == [
        "the jobs wait: The database can't be reached.",
        "the jobs go on",
    ]


async def test_reading_from_a_full_disk_does_not_let_the_alarm_down(caplog: pytest.LogCaptureFixture) -> None:
    alarm = Alarm("the jobs", logging.getLogger("bot.test"), Patience(), Waits())
    for _ in range(3):
        async with alarm.raised():
            await Store(away_for=1).write()
        async with alarm.raised(writes=False):
            pass
    assert len(caplog.records) == 1
    assert alarm.wait > 0

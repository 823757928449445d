"""`briefbot jobs` and `briefbot serve`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from storage.database import Database, open_database
from storage.delivery.job_records import ClaimedJob, NewJob
from storage.delivery.progress import Step
from storage.delivery.records import Executor, Hold, NewDelivery, NewEvent, NewPart, Room
from tests.bot.cli.conftest import Briefbot

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def in_store(folder: Path, work: Callable[[Database], Awaitable[T]]) -> T:
    async def run() -> T:
        (folder / "data").mkdir(exist_ok=True)
        async with open_database(folder / "data" / "briefbot.sqlite3") as database:
            return await work(database)

    return asyncio.run(run())


async def begin(database: Database, kind: str) -> ClaimedJob:
    job_id = await database.jobs.add(NewJob(kind, "S1"), NOW)
    begun = await database.jobs.begin(job_id, "one 1", NOW)
    assert begun
    return begun


async def one_of_each(database: Database) -> dict[str, str]:
    failed, given_up, done = [await begin(database, kind) for kind in ("read", "fetch", "sweep")]
    await database.jobs.fail(failed.id, failed.claim, "TimeoutError", NOW)
    await database.jobs.give_up(given_up.id, given_up.claim, "the address is gone", NOW)
    await database.jobs.finish(done.id, done.claim, NOW)
    waiting = await database.jobs.add(NewJob("digest", "D1", "acme"), NOW)
    running = await begin(database, "expire")
    ids = {"failed": failed.id, "given up": given_up.id, "done": done.id}
    return ids | {"waiting": waiting, "running": running.id}


def test_the_jobs_are_listed_by_where_they_stand(briefbot: Briefbot, tmp_path: Path) -> None:
    ids = in_store(tmp_path, one_of_each)
    listed = briefbot("jobs", "--json").json["jobs"]
    assert {job["id"]: job["stands"] for job in listed} == {
        each: stands for stands, each in ids.items() if stands != "done"
    }
    shown = briefbot("jobs").output
    assert "the address is gone" in shown
    assert "2 jobs waiting or to be tried again, 1 running, 1 given up" in " ".join(shown.split())


def test_no_jobs_are_said_to_be_none(briefbot: Briefbot, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert briefbot("jobs").output == "No job waits, runs, failed or was given up.\n"


@pytest.mark.parametrize("stands", ["failed", "given up"])
def test_a_job_is_tried_again(briefbot: Briefbot, tmp_path: Path, stands: str) -> None:
    job_id = in_store(tmp_path, one_of_each)[stands]
    assert briefbot("jobs", "retry", job_id[:12]).output.endswith("is tried again at once.\n")
    assert {job["id"]: job["stands"] for job in briefbot("jobs", "--json").json["jobs"]}[job_id] == "waiting"


@pytest.mark.parametrize("stands", ["waiting", "failed", "given up"])
def test_a_job_is_dropped(briefbot: Briefbot, tmp_path: Path, stands: str) -> None:
    job_id = in_store(tmp_path, one_of_each)[stands]
    assert briefbot("jobs", "drop", job_id).output.endswith("is dropped.\n")
    assert job_id not in {job["id"] for job in briefbot("jobs", "--json").json["jobs"]}


@pytest.mark.parametrize(
    ("action", "stands", "says"),
    [
        ("drop", "running", "is running. You can drop a job that waits or was given up."),
        ("retry", "waiting", "is waiting. You can try a job again that failed or was given up."),
        ("retry", "done", "is done. You can try a job again that failed or was given up."),
    ],
)
def test_what_can_not_be_done_is_refused_with_the_reason(
    briefbot: Briefbot, tmp_path: Path, action: str, stands: str, says: str
) -> None:
    job_id = in_store(tmp_path, one_of_each)[stands]
    refused = briefbot("jobs", action, job_id)
    assert (refused.status, refused.errors) == (2, f"Job {job_id} {says}\n")


@pytest.mark.parametrize("words", [("retry",), ("mend", "a"), ("retry", "zz"), ("retry", "a", "b")])
def test_words_that_name_no_job_are_refused(briefbot: Briefbot, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "data").mkdir()
    assert briefbot("jobs", *words).status == 2


async def left_behind(database: Database) -> None:
    executor = Executor("one")
    hold = Hold(executor, NOW)
    await database.inbox.accept(NewEvent("slack:T1", "message:1", {"text": "what was said"}), NOW, hold)
    await database.inbox.set_aside("slack:T1", "message:1", 1, "RuntimeError")
    new = NewDelivery("slack:T1", "answer:1", "slack", "C1", (NewPart({"text": "what is answered"}),))
    await database.outbox.put(new, NOW)
    (claimed,) = await database.outbox.claim_due(hold, NOW, Room(is_ordered=False, limit=1, share=1))
    step = Step(claimed.id, claimed.claim, "0", NOW)
    await database.outbox.give_up(step, "That channel is archived.", with_rest=True)


def test_what_was_set_aside_or_given_up_is_listed_and_tells_nothing_of_what_was_said(
    briefbot: Briefbot, tmp_path: Path
) -> None:
    in_store(tmp_path, left_behind)
    left = briefbot("jobs", "--json").json["left"]
    assert [(each["kind"], each["reason"]) for each in left] == [
        ("event", "RuntimeError"),
        ("delivery", "That channel is archived."),
    ]
    shown = briefbot("jobs").output
    assert "event set aside" in shown
    assert "what was said" not in shown
    assert "what is answered" not in shown


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_what_was_set_aside_or_given_up_is_tried_again_or_dropped(
    briefbot: Briefbot, tmp_path: Path, action: str
) -> None:
    in_store(tmp_path, left_behind)
    for each in briefbot("jobs", "--json").json["left"]:
        said = briefbot("jobs", action, each["id"]).output
        assert ("tried again" if action == "retry" else "dropped") in said
    assert briefbot("jobs", "--json").json["left"] == []


def test_listing_jobs_needs_no_engine(briefbot: Briefbot, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    code = "import sys; from bot.cli.program import run; run(['jobs']); sys.exit('dbos' in sys.modules)"
    environment = {**os.environ, "BRIEFBOT_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[3])}
    assert subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=False).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_what_it_serves_and_stops_clean(tmp_path: Path, ending: signal.Signals) -> None:
    environment = {**os.environ, "BRIEFBOT_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[3])}
    environment.pop("BRIEFBOT_DATABASE", None)
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        assert process.stderr
        try:
            first = json.loads(process.stderr.readline())
            process.send_signal(ending)
            rest = [json.loads(line)["event"] for line in process.stderr.read().splitlines()]
            status = process.wait(60)
        finally:
            process.kill()
    assert first["event"] == "serving jobs; not configured: Slack, Discord"
    assert (status, rest[-1]) == (0, "stopped")
    store = tmp_path / "data" / "briefbot.sqlite3"
    assert [kind for kind, _ in asyncio.run(_schedules(store))] == ["expire", "sweep"]


async def _schedules(store: Path) -> list[tuple[str, str]]:
    async with open_database(store) as database:
        assert await database.executors.pulses() == ()
        return [(each.kind, each.cron) for each in await database.schedules.of_workspace("")]


def test_serve_refuses_a_name_that_is_none(briefbot: Briefbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOT_EXECUTOR", "two words")
    assert briefbot("serve").errors.endswith(
        "BRIEFBOT_EXECUTOR has up to 64 letters, digits, dots, hyphens or underscores.\n"
    )

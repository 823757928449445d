"""`briefbot db`: back-ups, bringing one back, moving to a server."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import postgres
from tests.bot.cli.conftest import Briefbot

TEXT = "The ministers met in Port Quell on Tuesday. They agreed to repair the breakwater."


@pytest.fixture
def filled(briefbot: Briefbot) -> Briefbot:
    """The command line with a statement stored."""
    assert briefbot("ingest", "-", stdin=TEXT.encode()).status == 0
    return briefbot


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Have `briefbot serve` run on the data folder."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    with subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.PIPE) as process:
        assert process.stderr
        try:
            assert json.loads(process.stderr.readline())["event"].startswith("serving")
            yield
            process.send_signal(signal.SIGTERM)
            process.stderr.read()
            assert process.wait(60) == 0
        finally:
            process.kill()


def shown(output: str) -> str:
    """Give what is said, without where its lines were wrapped."""
    return " ".join(output.split())


def test_what_was_forgotten_since_is_brought_back(filled: Briefbot, tmp_path: Path) -> None:
    made = filled("db", "backup", "backup.sqlite3")
    assert re.fullmatch(
        r"backup\.sqlite3 holds all of briefbot\.sqlite3 \(\d+\.\d KiB\), and is checked\.", shown(made.output)
    )
    filled("forget", "S1")
    assert "repair" not in filled("find", "breakwater").output
    refused = filled("db", "restore", "backup.sqlite3")
    assert refused.status == 2
    assert "--replace" in refused.errors
    restored = filled("db", "restore", "backup.sqlite3", "--replace")
    said = re.search(r"What was there is kept as (briefbot\.sqlite3\.replaced-\d{8}-\d{6})\.$", shown(restored.output))
    assert said
    assert (tmp_path / "data" / said[1]).exists()
    assert "repair" in filled("find", "breakwater").output


def test_the_steps_of_jobs_are_kept_with_the_store_that_was_replaced(filled: Briefbot, tmp_path: Path) -> None:
    filled("db", "backup", "backup.sqlite3")
    (tmp_path / "data" / "jobs.sqlite3").write_text("steps")
    filled("db", "restore", "backup.sqlite3", "--replace")
    kept = [path.name for path in (tmp_path / "data").glob("jobs.sqlite3*")]
    assert len(kept) == 1
    assert kept[0].startswith("jobs.sqlite3.replaced-")


def test_a_back_up_is_made_while_something_serves_and_brought_back_when_nothing_does(
    filled: Briefbot, tmp_path: Path
) -> None:
    with serving(tmp_path):
        assert filled("db", "backup", "backup.sqlite3").status == 0
        refused = filled("db", "restore", "backup.sqlite3", "--replace")
        assert (refused.status, refused.errors) == (
            2,
            "briefbot.sqlite3 is in use by another process. Stop what serves it, then try again.\n",
        )
    assert filled("db", "restore", "backup.sqlite3", "--replace").status == 0
    with serving(tmp_path):
        assert "repair" in filled("find", "breakwater").output


def test_nothing_but_the_answer_is_written_to_a_pipe(filled: Briefbot) -> None:
    assert filled("db", "backup", "backup.sqlite3").errors == ""


def test_a_terminal_is_shown_how_far_it_is(filled: Briefbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    made = filled("db", "backup", "backup.sqlite3")
    assert "Checking" in made.errors
    assert "backup.sqlite3 holds all of" in made.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), '"briefbot db backup FILE" makes a back-up'),
        (("bakup", "b"), "No such command 'bakup'. Did you mean 'backup'? \"briefbot db"),
        (("backup",), "Missing argument 'FILE'."),
        (("backup", "b"), "There is no briefbot.sqlite3."),
        (("restore", "b"), "There is no b."),
        (("move", "a", "b"), "give its address, postgresql+psycopg://"),
        (("move", "a", "postgresql+psycopg://user@127.0.0.1:1/team"), "There is no a."),
        (("move", "postgresql+psycopg://user@127.0.0.1:1/team", "a"), "Only a file is moved: name it first"),
    ],
)
def test_what_can_not_be_done_is_refused_with_a_sentence(
    briefbot: Briefbot, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    refused = briefbot("db", *arguments)
    assert refused.status == 2
    assert says in refused.errors
    assert not (tmp_path / "data").exists()


def test_a_store_on_a_server_is_left_to_the_programs_of_the_server(
    briefbot: Briefbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOT_DATABASE", "postgresql+psycopg://user:secretword@127.0.0.1:1/team")
    for command in ("backup", "restore"):
        refused = briefbot("db", command, "b")
        assert "pg_dump" in refused.errors
        assert "secretword" not in refused.errors


def test_a_store_is_moved_to_a_server_and_answers_from_there(
    filled: Briefbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.fresh_database() as url:
        store = str(tmp_path / "data" / "briefbot.sqlite3")
        moved = filled("db", "move", store, url)
        assert shown(moved.output).startswith("All of briefbot.sqlite3 is on the server, ")
        monkeypatch.setenv("BRIEFBOT_DATABASE", url)
        assert "repair" in filled("find", "breakwater").output
        again = filled("db", "move", store, url)
        assert (again.status, "is not empty" in again.errors) == (2, True)

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Briefbot
from tests.bot.conftest import TALKS

RUN = "import sys; from bot.cli.program import run; status = run(sys.argv[1:]); "


def _loaded(*arguments: str, stdin: bytes = b"") -> set[str]:
    """Give the top-level modules that a command has loaded when it is done."""
    code = RUN + "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, check=True)
    return set(done.stderr.decode().split())


def test_help_loads_nothing_heavy() -> None:
    heavy = {
        "numpy",
        "scipy",
        "wordllama",
        "sqlalchemy",
        "alembic",
        "sumy",
        "rich",
        "prompt_toolkit",
        "pydantic_settings",
    }
    assert not heavy & _loaded("--help")


def test_a_file_is_briefed_without_the_store() -> None:
    assert not {"sqlalchemy", "alembic", "aiosqlite", "prompt_toolkit"} & _loaded("brief", "-", stdin=TALKS.encode())


def test_help_names_every_command(briefbot: Briefbot) -> None:
    shown = briefbot("--help").output
    for name in (
        "brief",
        "sections",
        "section",
        "ask",
        "ingest",
        "list",
        "find",
        "share",
        "forget",
        "why",
        "cite",
        "chat",
    ):
        assert f"\n  {name} " in shown


def test_an_output_that_nobody_reads_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    command = f"{sys.executable} -c '{RUN}sys.exit(status)' brief {tmp_path / 'talks.txt'} --json | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_output_that_is_full_is_said(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", RUN + "sys.exit(status)", "brief", str(tmp_path / "talks.txt")]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"The answer can't be written")


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_control_c_ends_quietly_with_130() -> None:
    code = "import sys; from bot.cli.program import run; print('ready', flush=True); sys.exit(run(sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-c", code, "summarize"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdin.write(b'{"id": 1}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_terminal_can_be_written_to(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "talks.txt").write_text(TALKS.replace("natural gas", "gás 天然气 “gas”"))
    for options in ((), ("--json",)):
        command = [sys.executable, "-c", RUN + "sys.exit(status)", "brief", str(tmp_path / "talks.txt"), *options]
        done = subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding}
        )
        assert done.stdout
        assert done.stderr == b""

"""The command line run in the process, on a data folder of its own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.program import run


@dataclass(frozen=True)
class Outcome:
    """What a command gave."""

    status: int
    output: str
    errors: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - as free as JSON is
        """Give the output read as JSON."""
        return json.loads(self.output)

    @property
    def lines(self) -> list[Any]:
        """Give the output read as JSON lines."""
        return [json.loads(line) for line in self.output.splitlines()]


Briefbot = Callable[..., Outcome]


@pytest.fixture
def briefbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Briefbot:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFBOT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BRIEFBOT_DATABASE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        status = run(arguments)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return command

from __future__ import annotations

import re
from pathlib import Path

import typer

from bot.answering.commands import FORMS
from bot.cli.program import app
from summarizers.choosing import engine_names

MANUAL = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", MANUAL, re.MULTILINE | re.DOTALL))


def test_the_manual_gives_the_form_of_every_command_of_the_language() -> None:
    for form in FORMS:
        assert form.usage in SECTIONS[form.name], form


def test_the_manual_names_every_command_and_option_of_the_command_line() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        assert f"### {name}\n" in MANUAL or f"`briefbot {name}" in MANUAL
        for parameter in command.params:
            for option in (one for one in parameter.opts if one.startswith("--") and one != "--help"):
                assert f"| `{option}" in MANUAL, (name, option)


def test_the_manual_describes_no_option_that_does_not_exist() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    exist = {option for command in commands.values() for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"^\| `(--[\w-]+)", MANUAL, re.MULTILINE)) <= exist


def test_the_manual_names_every_engine() -> None:
    assert all(f"`{name}`" in SECTIONS["brief"] for name in engine_names())

"""`settings`: what is set, by whom and when; set, cleared, or taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.local import perform_words


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(settings)


def settings(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[workspace] [NAME] [VALUE|default|undo]", help="What to show, or to change."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what is set, by whom and when, or change it."""
    perform_words("settings", words or (), as_json=json)

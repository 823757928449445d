"""`why` and `cite`: about what was quoted last."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.local import perform_words

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(why)
    app.command()(cite)


def why(json: Json = False) -> None:
    """Say why each sentence of the last briefing was chosen."""
    perform_words("why", (), as_json=json)


def cite(
    words: Annotated[list[str] | None, typer.Argument(metavar="[REF] [N]")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write it in Markdown.")] = False,
    json: Json = False,
) -> None:
    """Give the n-th quotation with its citation, to copy."""
    perform_words("cite", (*(words or ()), *(("as", "markdown") if markdown else ())), as_json=json)

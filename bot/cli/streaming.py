"""`summarize` and `rank`: JSON lines in, JSON lines out, one at a time."""

from __future__ import annotations

from typing import Annotated

import typer

Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in and out: the form there is.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(summarize)
    app.command()(rank)


def summarize(
    jsonl: Jsonl = True,
    engine: Annotated[str | None, typer.Option(help="How to choose.")] = None,
    sentences: Annotated[int | None, typer.Option(help="At most this many sentences of each.")] = None,
) -> None:
    """Choose sentences of many texts, as JSON lines.

    Each line of standard input is {"id", "text"} or {"id", "sentences"}; each gives {"id", "chosen", "sentences"}.
    """
    from bot.answering.budgets import check_wishes
    from bot.answering.commands import Brief
    from bot.cli.lines import answer_lines, summarize_line

    command = Brief(sentences=sentences, engine=engine)
    check_wishes(command)
    answer_lines(lambda line: summarize_line(line, command))


def rank(
    jsonl: Jsonl = True,
    top: Annotated[int | None, typer.Option(min=1, metavar="K", help="Only the best so many.")] = None,
) -> None:
    """Rank passages by how well they answer, as JSON lines.

    Each line of standard input is {"id", "passages": [{"text"}], "query"}; each gives {"id", "ranked"}.
    """
    from bot.cli.lines import answer_lines, rank_line

    answer_lines(lambda line: rank_line(line, top))

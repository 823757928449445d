"""`ingest`, `list`, `find`, `series`, `similar`, `reread`, `feed`, `share` and `forget`: what is stored."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.local import joined, parse_day, perform_words

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Reference = Annotated[list[str], typer.Argument(metavar="REF", help="S12, latest, or a title.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(ingest)
    app.command("list")(list_statements)
    app.command()(find)
    app.command()(series)
    app.command()(similar)
    app.command()(reread)
    app.command()(feed)
    app.command()(share)
    app.command()(forget)


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|FOLDER|GLOB|URL|-", help="Files, folders, patterns, pages, - for standard input."),
    ],
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The date of what has none.")] = None,
    json: Json = False,
) -> None:
    """Store files, the documents of folders, pages, or standard input."""
    import asyncio

    from bot.cli.ingesting import ingest_sources
    from bot.cli.printing import print_reply

    print_reply(asyncio.run(ingest_sources(sources, parse_day(date))), as_json=json)


def list_statements(
    words: Annotated[list[str] | None, typer.Argument(help="Words of titles or issuers.")] = None, json: Json = False
) -> None:
    """List the statements, or those with these words in their head."""
    perform_words("list", words or (), as_json=json)


def find(
    words: Annotated[list[str], typer.Argument(help='Words; "quotation marks" keep some together.')],
    issuer: Annotated[str | None, typer.Option("--from", metavar="ISSUER", help="Only of this issuer.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only since this date.")] = None,
    json: Json = False,
) -> None:
    """Search all statements."""
    narrowed = (f' from "{issuer}"' if issuer else "") + (f" since {since}" if since else "")
    perform_words("find", (f"{joined(words)}{narrowed}",), as_json=json)


def series(
    reference: Annotated[list[str] | None, typer.Argument(metavar="REF", help="S12, latest, or a title.")] = None,
    after: Annotated[str | None, typer.Option(metavar="REF", help="Correct: it follows this one.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Correct: it follows none.")] = False,
    json: Json = False,
) -> None:
    """Show which statements a statement follows, or correct it."""
    correction = ("after", after) if after else ("none",) if none else ()
    perform_words("series", (*(reference or ()), *correction), as_json=json)


def similar(
    reference: Annotated[list[str] | None, typer.Argument(metavar="REF", help="S12, latest, or a title.")] = None,
    json: Json = False,
) -> None:
    """List the statements nearest to one, and what they have in common."""
    perform_words("similar", reference or (), as_json=json)


def reread(
    reference: Annotated[list[str] | None, typer.Argument(metavar="REF", help="S12, latest, or a title.")] = None,
    json: Json = False,
) -> None:
    """Read the stored bytes of a statement anew, as a new version if the text differs."""
    perform_words("reread", reference or (), as_json=json)


def feed(
    words: Annotated[list[str], typer.Argument(metavar="check URL", help="The feed, or a page that names it.")],
    json: Json = False,
) -> None:
    """Read a feed once and say what it gives."""
    perform_words("feed", words, as_json=json)


def share(reference: Reference, json: Json = False) -> None:
    """Open a statement to the whole workspace."""
    perform_words("share", reference, as_json=json)


def forget(reference: Reference, json: Json = False) -> None:
    """Remove a statement, its text and everything made from it."""
    perform_words("forget", reference, as_json=json)

"""`brief`, `sections`, `section` and `ask`: on a file without the store, or on a stored statement."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated

import typer

from bot.answering.commands import Ask, AskAll, Brief, Command
from bot.cli.local import joined, names_source, parse_day, perform, perform_words, read_subject
from bot.cli.printing import print_reply
from bot.errors import UnclearError

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Date = Annotated[str | None, typer.Option("--date", metavar="DATE", help="The file's date, if its text gives none.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(brief)
    app.command()(sections)
    app.command()(section)
    app.command()(ask)


def brief(
    subject: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|-|REF", help="A file, - for standard input, S12, latest, a title."),
    ] = None,
    *,
    engine: Annotated[str | None, typer.Option(help="How to choose: structure, lexrank, lead ...")] = None,
    sentences: Annotated[int | None, typer.Option(help="At most this many sentences.")] = None,
    words: Annotated[int | None, typer.Option(help="At most this many words.")] = None,
    characters: Annotated[int | None, typer.Option(help="At most this many characters.")] = None,
    by_section: Annotated[bool, typer.Option("--by-section", help="A line or two for each section.")] = False,
    about: Annotated[str | None, typer.Option(metavar="QUERY", help="Favour what bears on these words.")] = None,
    date: Date = None,
    json: Json = False,
) -> None:
    """Quote the sentences that matter, word for word. A file is read and not stored."""
    from bot.answering.briefings import briefing_reply, choose_briefing
    from bot.answering.budgets import check_engine, check_limits

    wishes = Brief(
        sentences=sentences,
        words=words,
        characters=characters,
        by_section=by_section,
        engine=engine,
        about=about,
    )
    command = _with_wishes(subject or [], wishes)
    if not subject or not names_source(subject[0]):
        perform(command, as_json=json)
        return
    if command.engine is not None:
        check_engine(command.engine)
    document_subject = read_subject(subject[0], date)
    check_limits(command, document_subject.document)
    briefing = choose_briefing(document_subject.document, command)
    print_reply(briefing_reply(document_subject, briefing, command), as_json=json)


def _with_wishes(words: list[str], wishes: Brief) -> Brief:
    """Give the command that the words stand for, with what the options ask for; an option overrules a word."""
    from bot.answering.grammar import parse_brief

    is_file = bool(words) and names_source(words[0])
    said = joined(("FILE", *words[1:]) if is_file else words)
    command = parse_brief(said)
    if is_file and command.subject != "FILE":
        raise UnclearError(
            f'"{said.removeprefix("FILE ")}" is no option. After a file come "short", "in 3 sentences" ...'
        )
    given = {name: value for name, value in asdict(wishes).items() if value not in (None, "") and value is not False}
    return replace(command, **given)


def sections(
    subject: Annotated[list[str] | None, typer.Argument(metavar="FILE|-|REF")] = None,
    date: Date = None,
    json: Json = False,
) -> None:
    """List the sections of a statement."""
    from bot.answering.outlines import outline_reply

    if subject and len(subject) == 1 and names_source(subject[0]):
        print_reply(outline_reply(read_subject(subject[0], date)), as_json=json)
    else:
        perform_words("sections", subject or (), as_json=json)


def section(
    words: Annotated[list[str], typer.Argument(metavar="[FILE|-|REF] NUMBER|WORDS")],
    json: Json = False,
) -> None:
    """Quote a section, found by its number or by words."""
    from bot.answering.lookups import section_meant, section_reply

    if not names_source(words[0]):
        perform_words("section", words, as_json=json)
        return
    if len(words) == 1:
        raise UnclearError(f'Which section? "briefbot section {words[0]} 1" shows the first.')
    subject = read_subject(words[0])
    said = " ".join(words[1:])
    print_reply(section_reply(subject, said, section_meant(subject, said))[0], as_json=json)


def ask(
    words: Annotated[list[str], typer.Argument(metavar='[FILE|-|REF|all] "QUESTION"')],
    passages: Annotated[int | None, typer.Option(min=1, max=20, help="How many passages to show.")] = None,
    issuer: Annotated[str | None, typer.Option("--from", metavar="ISSUER", help="With all: only of this one.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="With all: only since this date.")] = None,
    json: Json = False,
) -> None:
    """Quote the passage that answers best; "all" asks every statement."""
    from bot.answering.lookups import check_question, passages_reply

    if words[0] == "all" or not names_source(words[0]):
        perform(_asked(joined(words), passages, issuer, parse_day(since)), as_json=json)
        return
    if len(words) == 1:
        raise UnclearError(
            f'What is the question about {words[0]}? Put it after the file: "briefbot ask FILE QUESTION".'
        )
    question = check_question(" ".join(words[1:]))
    print_reply(passages_reply(read_subject(words[0]), question, passages or 1)[0], as_json=json)


def _asked(said: str, passages: int | None, issuer: str | None, since: date | None) -> Command:
    """Give the command that the words stand for, with what the options ask for; an option overrules a word."""
    from bot.answering.grammar import parse

    command = parse(f"ask {said}")
    if isinstance(command, AskAll):
        narrowed = replace(command, issuer=issuer or command.issuer, since=since or command.since)
        return replace(narrowed, passages=passages or command.passages, whole="" if issuer else command.whole)
    if issuer or since:
        raise UnclearError('"--from" and "--since" narrow "ask all QUESTION".')
    return replace(command, passages=passages or command.passages) if isinstance(command, Ask) else command

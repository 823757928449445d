"""`help`: what people do most, each with an example that works on the statements there are here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.commands import COMMANDS, FORMS, Form, Help
from bot.answering.facts import HelpFacts
from bot.answering.grammar import is_reference
from bot.answering.replies import Line, Reply, Table
from bot.answering.spelling import closest
from bot.answering.wording import and_list, clipped, quoted
from bot.errors import UnclearError

if TYPE_CHECKING:
    from bot.answering.context import Context
    from bot.answering.subjects import Subject

FIRST_USE = (
    "It reads official statements as text or Markdown files or pasted, and keeps what it reads, in this workspace, "
    'until "forget". "help" shows what it can do.'
)
_NOTHING_HERE = 'No statements here yet. "brief <file>" stores one and briefs it; "brief" and a pasted text does too.'


_LONG_HEADING = 40
_SHORT_WORD = 3
"""Characters: what makes a heading telling enough for an example, and a word too common for one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command that works here and now, and what it does."""

    command: str
    does: str


async def show_help(context: Context, command: Help) -> Reply:
    """Answer `help`."""
    facts = HelpFacts(tuple((form.name, form.usage, form.does) for form in FORMS))
    examples = await _examples(context)
    name = command.command.casefold().strip('" .?!')
    if name:
        return Reply(_explain(_form(name), examples), facts=facts)
    if not examples:
        return Reply((Line(_NOTHING_HERE), Line(_more())), facts=facts)
    rows = tuple((example.command, example.does) for example in examples.values())
    return Reply((Table(("say", "to"), rows), Line(_more())), facts=facts)


def _form(name: str) -> Form:
    for form in FORMS:
        if form.name == name:
            return form
    near = closest(name, COMMANDS)
    guess = f' Did you mean "help {near}"?' if near else ""
    raise UnclearError(f"{quoted(clipped(name, 40))} is not a command.{guess} There are {and_list(COMMANDS)}.")


def _explain(form: Form, examples: dict[str, Example]) -> tuple[Line, ...]:
    example = examples.get(form.name)
    said = (Line(f"For example: {example.command}"),) if example else ()
    return Line(form.usage), Line(f"{form.does[0].upper()}{form.does[1:]}."), *said


def _more() -> str:
    rest = [name for name in COMMANDS if name not in {"brief", "list", "sections", "section", "ask", "find"}]
    return f'Also {and_list(rest)}; "help <command>" says more. Without a command word, what you type is a question.'


async def _examples(context: Context) -> dict[str, Example]:
    """Give an example for each command that one can be made for, on the statement at hand or the newest."""
    subject = await _subject(context)
    if subject is None:
        return {}
    name = subject.name
    topics = _topics(subject)
    heading = _key_words(topics[0]) if len(subject.document.sections) > 1 else "0"
    question = await asyncio.to_thread(_answered, subject, topics)
    return {
        "brief": Example(f"brief {name} short", "quote what matters in it, word for word"),
        "sections": Example(f"sections {name}", "list its sections"),
        "section": Example(f"section {name} {heading}", "quote a section, by words or number"),
        "ask": Example(f"ask {name} {question}?", "quote the passage that answers"),
        "find": Example(f"find {max(question.split(), key=len)}", "search all statements"),
        "list": Example("list", "list the statements"),
    }


async def _subject(context: Context) -> Subject | None:
    shown = await context.last_shown()
    if shown:
        return shown[0]
    latest = await context.database.statements.latest(context.scope)
    return await context.load(latest) if latest else None


def _topics(subject: Subject) -> list[str]:
    """Give what can be asked about: headings, the longest first, then the statement's first sentences."""
    document = subject.document
    headings = [section.heading for section in document.sections if section.heading]
    by_length = sorted(headings, key=lambda heading: -min(len(heading), _LONG_HEADING))
    return [*by_length, *(sentence.text for sentence in document.sentences[:5])]


def _answered(subject: Subject, topics: Sequence[str]) -> str:
    """Give the key words of the first topic that a question about finds something on."""
    from summarizers.finding import ask

    questions = (_key_words(topic).lower() for topic in topics)
    return next(
        (question for question in questions if ask(subject.document, question).passages), _key_words(topics[-1])
    )


def _key_words(text: str) -> str:
    """Give the last two longer words of a text, or all of it where it has none."""
    words = [word.strip('.,:;!?"“”()') for word in text.split()]
    longer = [word for word in words if len(word) > _SHORT_WORD and not is_reference(word)]
    return " ".join(longer[-2:]) or text

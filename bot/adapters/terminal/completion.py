"""What Tab offers in the chat: commands, references, titles, headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answering.commands import COMMANDS
from bot.answering.setting.registry import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.desk import Desk
    from bot.answering.requests import Request

MOST_STATEMENTS = 200
_TAKE_REFERENCE = frozenset({"brief", "sections", "section", "ask", "cite", "share", "forget", "series", "similar"})
_OPTIONS = ("in 5 sentences", "short", "long", "by section", "with lexrank")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to put in place of the last `replaces` characters, and what it stands for."""

    text: str
    replaces: int
    means: str = ""


@dataclass(slots=True)
class Vocabulary:
    """The names that can be completed: statements as (name, title), and headings of the statement at hand."""

    statements: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = field(default=())

    async def renew(self, desk: Desk, request: Request) -> None:
        """Look up what there is now."""
        records = await desk.database.statements.all(request.scope, limit=MOST_STATEMENTS)
        self.statements = tuple((record.reference, record.title or "") for record in records)
        shown = await desk.database.conversations.last_shown(request.scope, request.conversation)
        if shown is None:
            self.headings = ()
            return
        document = await desk.database.statements.document(request.scope, shown.version_id)
        self.headings = tuple(section.heading for section in document.sections if section.heading)


def suggest(typed: str, statements: Sequence[tuple[str, str]], headings: Sequence[str]) -> list[Suggestion]:
    """Give what can follow, or complete, what was typed so far."""
    command, space, rest = typed.lstrip().partition(" ")
    if not space:
        return [Suggestion(f"{name} ", len(command)) for name in COMMANDS if name.startswith(command.casefold())]
    name = command.casefold()
    if name == "help":
        return [Suggestion(other, len(rest)) for other in COMMANDS if other.startswith(rest.casefold())]
    if name == "settings":
        return [Suggestion(setting, len(rest)) for setting in NAMES if setting.casefold().startswith(rest.casefold())]
    if name not in _TAKE_REFERENCE:
        return []
    return [
        *_references(rest, statements),
        *(_headings(rest, headings) if name == "section" else ()),
        *_options(name, rest),
    ]


def _references(rest: str, statements: Sequence[tuple[str, str]]) -> Iterator[Suggestion]:
    """Complete the reference right after the command: a name, "latest", or a title once a quotation mark is open."""
    if rest.startswith('"'):
        typed = rest[1:].casefold()
        for name, title in statements:
            if title and '"' not in title and typed in title.casefold():
                yield Suggestion(f'"{title}"', len(rest), name)
        return
    if " " in rest:
        return
    for name, title in (*statements, ("latest", "the newest statement")):
        if name.casefold().startswith(rest.casefold()):
            yield Suggestion(name, len(rest), title)


def _headings(rest: str, headings: Sequence[str]) -> Iterator[Suggestion]:
    first, space, after = rest.partition(" ")
    typed = after if space and first[:1] in "sS" and first[1:].isdecimal() else rest
    for heading in headings:
        if typed.casefold() in heading.casefold():
            yield Suggestion(heading, len(typed), "heading")


def _options(name: str, rest: str) -> Iterator[Suggestion]:
    before, space, typed = rest.rpartition(" ")
    if name == "brief" and space and before:
        yield from (Suggestion(option, len(typed)) for option in _OPTIONS if option.startswith(typed.casefold()))

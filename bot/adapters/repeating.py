"""The command that gives a reply again, wherever and whenever it is said: what a button's value holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import commands
from bot.answering.facts import AnswerFacts, AnswersFacts, SectionTextFacts, StatementFacts
from bot.answering.grammar import parse

if TYPE_CHECKING:
    from bot.answering.replies import Reply

LONGEST = 1_000
"""Characters. A button's value takes 2,000, and what it is written in may double the signs of the command."""


def statement_of(reply: Reply) -> str | None:
    """Give the name of the stored statement that a reply is about: "S12"."""
    statement = getattr(reply.facts, "statement", None)
    return statement.id if isinstance(statement, StatementFacts) else None


def command_again(said: str, reply: Reply) -> str | None:
    """Give what was said with the statement named that it was about; `None` where a button can't hold it.

    A text or an address that was briefed is not said again, but the statement that came of it.
    """
    named = _named(said, reply) if said.strip() else None
    return named if named and len(named) <= LONGEST else None


def _named(said: str, reply: Reply) -> str | None:
    name = statement_of(reply)
    command = parse(said)
    if isinstance(command, commands.Brief):
        return f"brief {name}{options_of(command)}" if name else None
    if isinstance(command, commands.Ask) and isinstance(reply.facts, AnswersFacts):
        return f"ask all {reply.facts.question}{_passages(command)}"
    if name is None or reply.is_refusal:
        return said.strip()
    match command:
        case commands.Sections():
            return f"sections {name}"
        case commands.Section() if isinstance(reply.facts, SectionTextFacts):
            return f"section {name} {reply.facts.section.ordinal}"
        case commands.Ask() if isinstance(reply.facts, AnswerFacts):
            return f"ask {name} {reply.facts.question}{_passages(command)}"
        case commands.Series():  # what it corrected is not corrected again
            return f"series {name}"
        case commands.Cite():
            return f"cite {name} {_number(command)}{' as markdown' if command.as_markdown else ''}"
        case commands.Similar():
            return f"similar {name}"
        case _:
            return said.strip()


def options_of(command: commands.Brief) -> str:
    """Give the options of a briefing in words, with a space before each."""
    options = (
        f" in {command.sentences} sentences" if command.sentences is not None else "",
        f" {command.size}" if command.size else "",
        " by section" if command.by_section else "",
        f" with {command.engine}" if command.engine else "",
    )
    return "".join(options)


def _passages(command: commands.Ask) -> str:
    return f" in {command.passages} passages" if command.passages else ""


def _number(command: commands.Cite) -> str:
    last = command.words.split()[-1:]
    return last[0] if last and last[0].isdecimal() else "1"

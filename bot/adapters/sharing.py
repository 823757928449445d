"""What may be said again for everybody in a channel."""

from __future__ import annotations

from bot.answering import commands
from bot.answering.grammar import parse

_SHOWING = (
    commands.Brief,
    commands.Section,
    commands.Sections,
    commands.Ask,
    commands.AskAll,
    commands.Find,
    commands.ListStatements,
    commands.Similar,
    commands.Series,
    commands.Cite,
    commands.CheckFeed,
    commands.Why,
)


def may_be_shared(words: str) -> bool:
    """Whether words are a command that shows something and changes nothing."""
    return isinstance(parse(words), _SHOWING)

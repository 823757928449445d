"""Pieces: blocks of a message before they are put on pages, each with the same as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.runs import Run, text_of
from bot.adapters.safety import escaped
from bot.adapters.slack.rendering.runs import Json, elements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TOGETHER = 9_000
"""Characters of a message's blocks together. Slack names no figure; it was seen to refuse some 11,000."""
ROOM = 6_500
"""Characters that the pieces of a page may take; the others are for what is below: buttons, a menu."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and what it says; `names` are what the rows of a list are called, which a menu below it offers."""

    block: Json
    text: str
    names: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """Give the characters that the block takes."""
        return weigh(self.block)

    @property
    def spoken(self) -> int:
        """Give the bytes that it takes of a message's own text."""
        return len(escaped(self.text).encode()) + 1


def weigh(value: object, key: str = "") -> int:
    """Give the characters of all strings in a block but the names of kinds; a header counts for 100 more."""
    if isinstance(value, str):
        return 0 if key == "type" else len(value)
    if isinstance(value, dict):
        header = 100 if value.get("type") == "header" else 0
        return header + sum(weigh(each, name) for name, each in value.items())
    if isinstance(value, list | tuple):
        return sum(weigh(each, key) for each in value)
    return 0


def plain_text(text: str) -> Json:
    """Give a text object in which nothing acts."""
    return {"type": "plain_text", "text": text, "emoji": False}


def paragraph(runs: Sequence[Run]) -> Json:
    """Give runs as a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": elements_of(runs)}


def quotation(runs: Sequence[Run]) -> Json:
    """Give runs as a quotation of rich text."""
    return {"type": "rich_text_quote", "elements": elements_of(runs)}


def to_copy(runs: Sequence[Run]) -> Json:
    """Give runs as text to copy."""
    return {"type": "rich_text_preformatted", "elements": elements_of(runs)}


def rich_text(*elements: Json) -> Json:
    """Give a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def paragraph_piece(runs: Sequence[Run]) -> Piece:
    """Give a block of one paragraph."""
    return Piece(rich_text(paragraph(runs)), text_of(runs))

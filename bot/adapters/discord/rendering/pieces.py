"""Pieces: parts of a message's content that stay together, before they are put on pages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.adapters.discord.rendering.safety import units

MOST = 2_000
"""Units of a message's content."""
ROOM = 1_950
"""Units that the pieces of a page may take; the others are for what says which page it is."""
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Piece:
    """Content that stays together. `is_close`: it stands on the line below what comes before it, without a gap.

    `names` are what the rows of a list are called, which a menu below it offers.
    """

    content: str
    is_close: bool = False
    names: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Give the units that the piece takes, with the gap before it."""
        return units(self.content) + 2


def content_of_pieces(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    """Give pieces as one content."""
    parts = [f"{'' if at == 0 else chr(10) if piece.is_close else chr(10) * 2}{piece.content}" for at, piece in enumerate(pieces)]  # fmt: skip
    return "".join(parts)


def small_print(content: str) -> str:
    """Give one line of content as small print."""
    return f"-# {content}"


def in_quotation(content: str) -> str:
    """Give content as a quotation."""
    return "\n".join(f"> {line}" for line in content.split("\n"))

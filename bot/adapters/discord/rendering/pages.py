"""Pages: pieces put on as few messages as they fit on, in order, nothing dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.controls import MOST_OPTIONS
from bot.adapters.discord.rendering.pieces import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.discord.rendering.pieces import Piece

_SCRAP = 250
"""Units. A page with less is hardly worth turning to."""


def put_on_pages(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Give the pieces of each page; a page of a list has as many rows as the menu below it has options."""
    pages: list[list[Piece]] = []
    room = 0
    for piece in pieces:
        rows = sum(bool(each.names) for each in pages[-1]) if pages else 0
        if pages and piece.size <= room and not (piece.names and rows >= MOST_OPTIONS):
            pages[-1].append(piece)
            room -= piece.size
        else:
            pages.append([piece])
            room = ROOM - piece.size
    return _without_scraps(pages)


def _without_scraps(pages: list[list[Piece]]) -> list[list[Piece]]:
    """Let no last page hold the small print alone: what stands above it goes with it."""
    if len(pages) > 1 and len(pages[-2]) > 1 and sum(piece.size for piece in pages[-1]) < _SCRAP:
        moved = pages[-2][-1]
        if moved.size + sum(piece.size for piece in pages[-1]) <= ROOM:
            pages[-1].insert(0, pages[-2].pop())
    return pages

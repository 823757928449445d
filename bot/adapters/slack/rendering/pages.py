"""Pages: pieces put on as few messages as they fit on, in order, nothing dropped.

A page ends where its blocks are full, or where the message's own text is: who has messages read out hears that alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.slack.rendering.fallback import MOST_BYTES
from bot.adapters.slack.rendering.pieces import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.slack.rendering.pieces import Piece

MOST_BLOCKS = 44
"""Blocks of a message are 50; some stay free for what stands below the pieces."""
MOST_SPOKEN = MOST_BYTES - 100
"""Bytes of a message's own text, less what says which page it is."""


def put_on_pages(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Give the pieces of each page."""
    pages: list[list[Piece]] = []
    for piece in pieces:
        if pages and _fits(pages[-1], piece):
            pages[-1].append(piece)
        else:
            pages.append([piece])
    return pages


def _fits(page: Sequence[Piece], piece: Piece) -> bool:
    is_second_table = _is_table(piece) and any(map(_is_table, page))
    weight = sum(each.weight for each in page) + piece.weight
    spoken = sum(each.spoken for each in page) + piece.spoken
    return len(page) < MOST_BLOCKS and weight <= ROOM and spoken <= MOST_SPOKEN and not is_second_table


def _is_table(piece: Piece) -> bool:
    return piece.block.get("type") == "table"

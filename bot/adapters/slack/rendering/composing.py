"""The blocks of a reply one after the other, before they are put on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.runs import Run, text_of
from bot.adapters.safety import harmless, on_one_line, shortened
from bot.adapters.slack.rendering.pieces import (
    ROOM,
    Piece,
    paragraph,
    paragraph_piece,
    plain_text,
    rich_text,
    to_copy,
)
from bot.adapters.slack.rendering.quotations import quote_pieces
from bot.adapters.slack.rendering.reading import SEPARATOR
from bot.adapters.slack.rendering.runs import cut
from bot.adapters.slack.rendering.tables import table_pieces
from bot.answering.fragments import is_link
from bot.answering.replies import Block, Citation, Context, Heading, Line, Quote, Table, Title
from bot.delivery.halving import CONTINUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.replies import Reply

_LONGEST_HEADER = 150
_LONGEST_TITLE = 1_000
_LONGEST_SMALL_PRINT = 2_900
_STRETCH = ROOM - 1_000


def compose(reply: Reply, *, is_plain: bool = False) -> list[Piece]:
    """Give the pieces of a reply in reading order; a heading stands in one block with what is quoted under it."""
    return [piece for piece in _composed(reply, is_plain=is_plain) if piece.text.strip()]


def _composed(reply: Reply, *, is_plain: bool) -> list[Piece]:
    pieces: list[Piece] = []
    above: list[Run] = []
    for at, block in enumerate(reply.blocks):
        if isinstance(block, Heading):
            pieces += _lonely(above)
            above = _runs(shortened(block.text, _LONGEST_TITLE), is_bold=True)
        elif isinstance(block, Quote):
            pieces += quote_pieces(block, above)
            above = []
        elif (
            isinstance(block, Line) and _introduces(reply.blocks[at + 1 : at + 2]) and len(block.text) < _LONGEST_TITLE
        ):
            pieces += _lonely(above)
            above = _runs(harmless(block.text))
        else:
            pieces += [*_lonely(above), *_pieces(block, is_plain=is_plain)]
            above = []
    return [*pieces, *_lonely(above)]


def _introduces(following: Sequence[Block]) -> bool:
    return bool(following) and isinstance(following[0], Quote)


def _lonely(above: Sequence[Run]) -> list[Piece]:
    return [paragraph_piece(above)] if above else []


def _runs(text: str, *, is_bold: bool = False) -> list[Run]:
    return [Run(text, is_bold=is_bold)] if text.strip() else []


def _pieces(block: Block, *, is_plain: bool) -> Iterable[Piece]:
    match block:
        case Title():
            return [_title(block)]
        case Context(parts=parts):
            return _small_print(SEPARATOR.join(map(on_one_line, parts)))
        case Line(text=text):
            return [paragraph_piece([*stretch, *more]) for stretch, more in _stretches(text)]
        case Citation(text=text):
            return [
                Piece(rich_text(to_copy([*stretch, *more])), text_of([*stretch, *more]))
                for stretch, more in _stretches(text)
            ]
        case Table():
            return table_pieces(block, is_plain=is_plain)
        case _:
            raise TypeError(f"no block of a reply: {block!r}")


def _title(title: Title) -> Piece:
    """Give a title: a link to its source; without one, or where it looks like another link, a header."""
    text = shortened(title.text, _LONGEST_TITLE)
    address = title.address if is_link(title.address) and not _looks_like_an_address(text) else None
    if address:
        return Piece(rich_text(paragraph([Run(text, is_bold=True, address=address)])), text)
    if 0 < len(text) <= _LONGEST_HEADER:
        return Piece({"type": "header", "text": plain_text(text)}, text)
    return paragraph_piece([Run(text, is_bold=True)])


def _looks_like_an_address(text: str) -> bool:
    return "://" in text or text.casefold().startswith("www.") or ("." in text and " " not in text)


def _small_print(text: str) -> list[Piece]:
    return [
        Piece({"type": "context", "elements": [plain_text(text_of(stretch))]}, text_of(stretch))
        for stretch in cut([Run(text)], _LONGEST_SMALL_PRINT)
    ]


def _stretches(text: str) -> list[tuple[tuple[Run, ...], list[Run]]]:
    """Give a text as stretches that fit on a page, each but the last with the mark that it goes on."""
    stretches = cut([Run(harmless(text))], _STRETCH)
    last = len(stretches) - 1
    return [(stretch, [] if at == last else [Run(f" {CONTINUES}")]) for at, stretch in enumerate(stretches)]

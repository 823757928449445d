"""The blocks of a reply one after the other, before they are put on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.pieces import ROOM, SEPARATOR, Piece, small_print
from bot.adapters.discord.rendering.quotations import quote_pieces
from bot.adapters.discord.rendering.runs import content_of, cut
from bot.adapters.discord.rendering.safety import harmless, in_code, on_one_line, shortened, units
from bot.adapters.discord.rendering.tables import table_pieces
from bot.adapters.discord.rendering.ways import linkable
from bot.adapters.runs import Run
from bot.answering.replies import Block, Citation, Context, Heading, Line, Quote, Table, Title
from bot.delivery.halving import CONTINUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.replies import Reply

_LONGEST_TITLE = 300
_LONGEST_INTRODUCTION = 600
_MARK_ROOM = 30
_FENCES = 10


def compose(reply: Reply, *, is_linked: bool = True) -> list[Piece]:
    """Give the pieces of a reply in reading order; a heading stays with what is quoted under it.

    `is_linked`: quotations have the addresses of their places, which count as text.
    """
    pieces: list[Piece] = []
    above: Block | None = None
    before: Block | None = None
    for at, block in enumerate(reply.blocks):
        if isinstance(block, Quote):
            heading = _above(above) if above else ""
            follows = isinstance(before, Quote) and not above
            pieces += quote_pieces(block, heading, follows_another=follows, is_linked=is_linked)
            above = None
        else:
            pieces += _lonely(above)
            above = block if _introduces(block, reply.blocks[at + 1 : at + 2]) else None
            pieces += [] if above else _pieces(block, before)
        before = block
    return [piece for piece in (*pieces, *_lonely(above)) if piece.content.strip()]


def _introduces(block: Block, following: Sequence[Block]) -> bool:
    """Whether a block stands with the quotation that follows it."""
    is_followed = bool(following) and isinstance(following[0], Quote)
    if isinstance(block, Line):
        return is_followed and len(block.text) < _LONGEST_INTRODUCTION and bool(block.text.strip())
    return is_followed and isinstance(block, Heading)


def _lonely(above: Block | None) -> list[Piece]:
    return _pieces(above, None) if above else []


def _above(block: Block) -> str:
    if isinstance(block, Heading):
        return _bold(block.text)
    return content_of(cut([Run(block.text)], ROOM)[0]) if isinstance(block, Line) else ""


def _pieces(block: Block, before: Block | None) -> list[Piece]:
    match block:
        case Title(text=text, address=address):
            return [Piece(_title(text, linkable(address)))]
        case Heading(text=text):
            return [Piece(_bold(text))]
        case Context(parts=parts):
            return _small_print(parts, is_close=isinstance(before, Title))
        case Line(text=text):
            return _paragraphs(text, is_close=isinstance(before, Line))
        case Citation(text=text):
            return _to_copy(text)
        case Table():
            return table_pieces(block)
        case _:
            raise TypeError(f"no block of a reply: {block!r}")


def _title(text: str, address: str | None) -> str:
    """Give a title, a link to its source; where Discord would not take it for a label, the link stands behind it."""
    short = shortened(text, _LONGEST_TITLE)
    if address and (set("[]") & set(short) or _looks_like_an_address(short) or not short):
        return content_of([Run(short, is_bold=True), Run(" "), Run("source", address=address)]).strip()
    title = content_of([Run(short, is_bold=True)])
    return f"**[{content_of([Run(short)])}](<{address}>)**" if address else title


def _looks_like_an_address(text: str) -> bool:
    return "://" in text or text.casefold().startswith("www.") or ("." in text and " " not in text)


def _bold(text: str) -> str:
    return content_of([Run(shortened(text, _LONGEST_TITLE), is_bold=True)])


def _small_print(parts: Sequence[str], *, is_close: bool) -> list[Piece]:
    text = SEPARATOR.join(flat for part in parts if (flat := on_one_line(part)))
    return [
        Piece(small_print(content_of(stretch)), is_close or at > 0)
        for at, stretch in enumerate(cut([Run(text)], ROOM - _MARK_ROOM))
    ]


def _paragraphs(text: str, *, is_close: bool) -> list[Piece]:
    """Give a text as pieces that fit on a page, each but the last with the mark that it goes on."""
    stretches = cut([Run(harmless(text))], ROOM - _MARK_ROOM)
    last = len(stretches) - 1
    return [
        Piece(content_of([*stretch, *([] if at == last else [Run(f" {CONTINUES}")])]), is_close and at == 0)
        for at, stretch in enumerate(stretches)
    ]


def _to_copy(text: str) -> list[Piece]:
    """Give a text to copy: in a block of its own, else as a paragraph."""
    whole = in_code(text)
    if whole is not None and units(whole) <= ROOM:
        return [Piece(whole)]
    return _paragraphs(text, is_close=False)

"""Quotations: word for word behind a bar, what answers set bold, each with the way back to its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.adapters.quoting import NO_BREAK, going_on, place_of, words_of
from bot.adapters.runs import Run, text_of
from bot.adapters.safety import harmless, shortened
from bot.adapters.slack.rendering.pieces import ROOM, Piece, paragraph, quotation, rich_text
from bot.adapters.slack.rendering.runs import cut
from bot.answering.fragments import is_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.replies import Quote

_ASIDE = 1_000
"""Characters that stay free on a page for what stands around a quotation: heading, introduction, place, note."""
_LONGEST_ASIDE = 300


def quote_pieces(quote: Quote, above: Sequence[Run] = ()) -> list[Piece]:
    """Give a quotation as blocks, below its heading: one, or where it is longer than a page has room for, more."""
    stretches = cut(_said(quote), ROOM - _ASIDE)
    last = len(stretches) - 1
    pieces = []
    for at, stretch in enumerate(stretches):
        before = _before(quote) if at == 0 else []
        after = _after(quote) if at == last else [going_on(stretch)]
        marked = f"{'“' if at == 0 else ''}{text_of(stretch)}{'”' if at == last else ''}"
        heading = above if at == 0 else ()
        text = f"{text_of(before)}{marked}{text_of(after)}"
        pieces.append(_piece(heading, [*before, *stretch, *after], text))
    return pieces


def _piece(heading: Sequence[Run], quoted: Sequence[Run], text: str) -> Piece:
    if not heading:
        return Piece(rich_text(quotation(quoted)), text)
    return Piece(rich_text(paragraph(heading), quotation(quoted)), f"{text_of(heading)}\n{text}")


def _before(quote: Quote) -> list[Run]:
    """Give what stands before the words: the introduction of a list, who speaks, the sign of a list item."""
    lead_in = [Run(f"{harmless(quote.lead_in)}\n", is_italic=True)] if quote.lead_in else []
    item = [Run("• ")] if quote.is_list_item else []
    speaker = [Run(f"{shortened(quote.speaker, _LONGEST_ASIDE)}: ", is_bold=True)] if quote.speaker else []
    return [*lead_in, *item, *speaker]


def _said(quote: Quote) -> list[Run]:
    return [replace(run, text=harmless(run.text)) for run in words_of(quote)]


def _after(quote: Quote) -> list[Run]:
    """Give the way back, and what the bot says of the quotation."""
    address = quote.address if is_link(quote.address) else None
    place = [Run(NO_BREAK), Run(place_of(quote), address=address)] if place_of(quote) else []
    where = [Run(f"{', ' if place else ' '}{shortened(quote.where, _LONGEST_ASIDE)}")] if quote.where else []
    note = [Run(f"\n({shortened(quote.note, _LONGEST_ASIDE)})", is_italic=True)] if quote.note else []
    return [*place, *where, *note]

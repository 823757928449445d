"""Quotations: word for word behind a bar, what answers set bold, each with the way back to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.pieces import ROOM, Piece, in_quotation
from bot.adapters.discord.rendering.runs import content_of, cut
from bot.adapters.discord.rendering.safety import shortened, units
from bot.adapters.discord.rendering.ways import way_back
from bot.adapters.quoting import NO_BREAK, going_on, place_of, words_of
from bot.adapters.runs import Run

if TYPE_CHECKING:
    from bot.answering.replies import Quote

_LONGEST_ASIDE = 200
_MARK_ROOM = 30
"""Units for the mark that a quotation goes on."""


def quote_pieces(
    quote: Quote, above: str = "", *, follows_another: bool = False, is_linked: bool = True
) -> list[Piece]:
    """Give a quotation below its heading: one piece, or where it is longer than a message has room for, more.

    `follows_another`: the piece before is a quotation too; an item of the same list goes on right below it.
    """
    after = _after(quote, way_back(quote.address) if is_linked else None)
    aside = units(above) + units(content_of(after)) + _MARK_ROOM
    stretches = cut([*_before(quote), *words_of(quote)], ROOM - aside, in_quotation=True)
    last = len(stretches) - 1
    is_close = follows_another and quote.is_list_item and quote.lead_in is None and not above
    pieces = []
    for at, stretch in enumerate(stretches):
        content = in_quotation(content_of([*stretch, *(after if at == last else [going_on(stretch)])]))
        content = f"{above}\n{content}" if above and at == 0 else content
        pieces.append(Piece(content, is_close and at == 0))
    return pieces


def _before(quote: Quote) -> list[Run]:
    """Give what stands before the words: the introduction of a list, the sign of a list item, who speaks."""
    lead_in = [Run(quote.lead_in, is_italic=True), Run("\n")] if quote.lead_in else []
    item = [Run("• ")] if quote.is_list_item else []
    speaker = [Run(f"{shortened(quote.speaker, _LONGEST_ASIDE)}:", is_bold=True), Run(" ")] if quote.speaker else []
    return [*lead_in, *item, *speaker]


def _after(quote: Quote, address: str | None) -> list[Run]:
    """Give the way back, a link where there is an address, and what the bot says of the quotation."""
    named = place_of(quote)
    place = [Run(NO_BREAK), Run(named, address=address)] if named else []
    where = [Run(f"{', ' if place else ' '}{shortened(quote.where, _LONGEST_ASIDE)}")] if quote.where else []
    note = [Run("\n"), Run(f"({shortened(quote.note, _LONGEST_ASIDE)})", is_italic=True)] if quote.note else []
    return [*place, *where, *note]

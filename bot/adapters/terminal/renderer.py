"""A `Reply` as styled text for a terminal of a given width. Pure: nothing is printed here.

Quotations stand behind a bar at the left, headings are bold, small print is dim; colour only adds to that.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from bot.adapters.terminal.safety import harmless
from bot.answering.replies import Block, Citation, Context, Heading, Line, Quote, Reply, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterable

BAR = "│ "
PLAIN_BAR = "> "
SEPARATOR = " · "
GAP = 2
NARROWEST = 20
"""Columns. Words of a narrower table cell break too often to be read."""
WIDEST = 100
"""Columns. Longer lines are hard to read however wide the window is."""


class Rendered:
    """A reply as something that rich can print."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the reply."""
        width = max(20, min(options.max_width, WIDEST))
        is_plain = not options.encoding.startswith("utf")
        for line in render_lines(self.reply, width, bar=PLAIN_BAR if is_plain else BAR):
            yield from line.render(console)
            yield Segment.line()


def render_lines(reply: Reply, width: int, *, bar: str = BAR) -> list[Text]:
    """Give the lines of a reply, none wider than `width` columns unless a single word is."""
    lines: list[Text] = []
    before: Block | None = None
    for block in reply.blocks:
        if before is not None and _wants_gap(before, block):
            lines.append(Text())
        lines.extend(_render(block, width, bar))
        before = block
    return lines


def _wants_gap(before: Block, block: Block) -> bool:
    if isinstance(before, Title) and isinstance(block, Context):
        return False
    if isinstance(before, Heading) and isinstance(block, Quote):
        return False
    if isinstance(before, Quote) and isinstance(block, Quote):
        return not block.is_list_item or block.lead_in is not None
    return not (isinstance(before, Line) and isinstance(block, Line))


def _render(block: Block, width: int, bar: str) -> Iterable[Text]:
    match block:
        case Title(text=text):
            return _wrap(_styled(harmless(text), "bold"), width)
        case Heading(text=text):
            return _wrap(_styled(harmless(text), "bold cyan"), width)
        case Context(parts=parts):
            return _wrap(_styled(SEPARATOR.join(map(harmless, parts)), "dim"), width)
        case Line(text=text) | Citation(text=text):
            return [line for part in text.split("\n") for line in _wrap(Text(harmless(part)), width)]
        case Quote():
            return _render_quote(block, width, bar)
        case Table():
            return _render_table(block, width)


def _render_quote(quote: Quote, width: int, bar: str) -> list[Text]:
    """Give a quotation behind its bar: the introduction of a list dim, what answers underlined, the paragraph last."""
    inner = width - cell_len(bar)
    lines = _wrap(_styled(harmless(quote.lead_in), "dim"), inner) if quote.lead_in else []
    text = _styled(f"{harmless(quote.speaker)}: " if quote.speaker else "", "dim")
    text.append_text(_lit(quote))
    if place := _place(quote):
        text.append(f" {place}", "dim")
    lines.extend(_wrap_list_item(text, inner) if quote.is_list_item else _wrap(text, inner))
    if quote.note:
        lines.extend(_wrap(_styled(f"({harmless(quote.note)})", "dim italic"), inner))
    return [Text.assemble((bar, "cyan"), line) for line in lines]


def _lit(quote: Quote) -> Text:
    """Give the quotation's text with its lit spans set apart."""
    text = Text()
    at = quote.start
    for start, end in sorted(quote.lit):
        if start >= at:
            text.append(harmless(quote.text[at - quote.start : start - quote.start]))
            text.append(harmless(quote.text[start - quote.start : end - quote.start]), "bold underline")
            at = end
    text.append(harmless(quote.text[at - quote.start :]))
    return text


def _place(quote: Quote) -> str:
    label = f" (no. {harmless(quote.label.strip('.() '))})" if quote.label else ""
    paragraph = f"¶{quote.paragraph}{label}" if quote.paragraph else ""
    page = f"p. {quote.page}" if quote.page else ""
    return ", ".join(filter(None, (paragraph, page, harmless(quote.where or ""))))


def _render_table(table: Table, width: int) -> list[Text]:
    """Give a table without rules; where a column would be too narrow to read, each row as a small paragraph."""
    rows = [[harmless(cell) for cell in row] for row in (table.columns, *table.rows)]
    natural = [max(cell_len(row[at]) for row in rows) for at in range(len(table.columns))]
    widths = share_width(natural, width - GAP * (len(natural) - 1))
    if any(has < min(wants, NARROWEST) for has, wants in zip(widths, natural, strict=True)):
        return [line for row in rows[1:] for line in _stack_row(row, width)]
    head = _render_row(rows[0], widths, "dim") if any(table.columns) else []
    return [*head, *(line for row in rows[1:] for line in _render_row(row, widths, ""))]


def share_width(natural: list[int], room: int) -> list[int]:
    """Give each column its natural width where the room allows it; the wide ones share evenly what is left."""
    widths = list(natural)
    while sum(widths) > max(room, len(widths)):
        widest = max(widths)
        second = max((width for width in widths if width < widest), default=1)
        wide = [at for at, width in enumerate(widths) if width == widest]
        excess = sum(widths) - max(room, len(widths))
        cut = max(1, min(widest - second, excess // len(wide)))
        for at in wide[: max(1, excess // cut)]:
            widths[at] -= cut
    return widths


def _stack_row(row: list[str], width: int) -> list[Text]:
    first, *rest = (cell for cell in row if cell)
    lines = _wrap(Text(f"{first}  {SEPARATOR.join(rest)}"), width - GAP)
    return [Text.assemble("" if at == 0 else " " * GAP, line) for at, line in enumerate(lines)]


def _render_row(row: list[str], widths: list[int], style: str) -> list[Text]:
    cells = [_wrap(_styled(cell, style), width) or [Text()] for cell, width in zip(row, widths, strict=True)]
    lines = []
    for at in range(max(map(len, cells))):
        line = Text()
        for cell, width in zip(cells, widths, strict=True):
            part = cell[at] if at < len(cell) else Text()
            line.append_text(part)
            line.append(" " * (width - part.cell_len + GAP))
        line.rstrip()
        lines.append(line)
    return lines


def _wrap_list_item(text: Text, width: int) -> list[Text]:
    lines = _wrap(text, width - 2)
    return [Text.assemble("- " if at == 0 else "  ", line) for at, line in enumerate(lines)]


def _styled(text: str, style: str) -> Text:
    """Give text with a style that does not spread to what is appended."""
    return Text().append(text, style)


def _wrap(text: Text, width: int) -> list[Text]:
    """Wrap text at words to a width in columns, styles kept."""
    lines = list(text.wrap(_measure(), max(4, width))) if text else []
    for line in lines:
        line.rstrip()
    return lines


@cache
def _measure() -> Console:
    """Give the console that wrapping asks for tab stops; nothing is printed on it."""
    return Console(width=80, color_system=None, legacy_windows=False, _environ={})

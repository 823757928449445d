"""PDFs for the tests: a small typesetter on reportlab's canvas that knows where every line falls.

Text is wrapped greedily. In it, a soft hyphen is a place where a word may be broken, `{1}` a raised note marker.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SOFT_HYPHEN = "\u00ad"
_MARKER = re.compile(r"\{([^}]*)\}")
Decoration = Callable[[Canvas, int], None]


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set."""

    font: str = "Times-Roman"
    size: float = 11.0
    leading: float = 13.5


BODY = Style()
TITLE = Style("Helvetica-Bold", 20.0, 24.0)
HEADING = Style("Helvetica-Bold", 14.0, 17.0)
SUBHEADING = Style("Helvetica-Bold", 12.0, 14.5)
BOLD = Style("Times-Bold", 11.0, 13.5)
NOTE = Style("Times-Roman", 8.0, 9.5)


@dataclass(slots=True)
class Typesetter:
    """Sets paragraphs, headings, items, tables and notes into columns, page after page."""

    size: tuple[float, float] = A4
    columns: int = 1
    margin: float = 70.0
    gutter: float = 20.0
    justify: bool = False
    paragraph_gap: float = 7.0
    indent: float = 0.0
    decorate: Decoration | None = None
    finish: Decoration | None = None
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Canvas = field(init=False)
    _page: int = 0
    _column: int = 0
    _top: float = 0.0
    _y: float = 0.0
    _notes: list[list[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The words of the running text in the order in which they were set."""

    def __post_init__(self) -> None:
        self._canvas = Canvas(self._buffer, pagesize=self.size)
        self._open_page()

    @property
    def canvas(self) -> Canvas:
        """The canvas, to draw on the page at hand."""
        return self._canvas

    @property
    def column_width(self) -> float:
        """The width of a column in points."""
        return (self.size[0] - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    def heading(self, text: str, style: Style = HEADING, *, centred: bool = False, gap: float = 8.0) -> None:
        """Set a heading; over all columns where the page has only begun and there are several."""
        spans = self.columns > 1 and style.size >= TITLE.size
        width = self.size[0] - 2 * self.margin if spans else self.column_width
        lines = wrap(text, width, style)
        if self._y < self._top:
            self._y -= gap
        self._need(len(lines) * style.leading + 2 * BODY.leading)
        for line in lines:
            self._line(line, style, width=width, centred=centred)
        self._y -= 4
        if spans:
            self._top = self._y

    def paragraph(self, text: str, style: Style = BODY, *, hanging: str = "", x: float = 0.0) -> None:
        """Set a paragraph; with a `hanging` bullet or number, an item."""
        self.words.extend(_MARKER.sub("", text).replace(SOFT_HYPHEN, "").split())
        inset = x + (18.0 if hanging else 0.0)
        lines = wrap(text, self.column_width - inset, style, first_indent=self.indent)
        for number, line in enumerate(lines):
            self._need(style.leading)
            if hanging and number == 0:
                self._canvas.setFont(style.font, style.size)
                self._canvas.drawString(self._x + x, self._y - style.size, hanging)
            start = inset + (self.indent if number == 0 and not hanging else 0.0)
            is_last = number == len(lines) - 1
            self._line(line, style, x=start, width=self.column_width - start, justify=self.justify and not is_last)
        self._y -= self.paragraph_gap

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Set a table without lines."""
        self._canvas.setFont(BODY.font, BODY.size)
        for row in rows:
            self._need(BODY.leading)
            x = self._x
            for cell, width in zip(row, widths, strict=True):
                self._canvas.setFont(BODY.font, BODY.size)
                self._canvas.drawString(x, self._y - BODY.size, cell)
                x += width
            self._y -= BODY.leading
        self._y -= self.paragraph_gap

    def note(self, marker: str, text: str) -> None:
        """Set a note at the foot of the page (of the column, where there are several)."""
        self._notes.append(wrap(f"{{{marker}}} {text}", self.column_width, NOTE))

    def new_page(self) -> None:
        """Begin a new page."""
        self._close_page()
        self._open_page()

    def finished(self) -> bytes:
        """Give the file."""
        self._close_page()
        self._canvas.save()
        return self._buffer.getvalue()

    @property
    def _x(self) -> float:
        return self.margin + self._column * (self.column_width + self.gutter)

    @property
    def _floor(self) -> float:
        return self.margin + NOTE.leading * sum(map(len, self._notes)) + (12.0 if self._notes else 0.0)

    def _need(self, height: float) -> None:
        if self._y - height >= self._floor:
            return
        if self._column + 1 < self.columns:
            self._set_notes()
            self._column += 1
            self._y = self._top
        else:
            self.new_page()

    def _open_page(self) -> None:
        self._page += 1
        self._column = 0
        self._top = self._y = self.size[1] - self.margin
        if self.decorate:
            self.decorate(self._canvas, self._page)

    def _close_page(self) -> None:
        self._set_notes()
        if self.finish:
            self.finish(self._canvas, self._page)
        self._canvas.showPage()

    def _set_notes(self) -> None:
        if self._notes:
            self._y = self.margin + NOTE.leading * sum(map(len, self._notes))
            self._canvas.line(self._x, self._y + 4, self._x + 90, self._y + 4)
            for line in [line for note in self._notes for line in note]:
                self._line(line, NOTE)
        self._notes = []

    def _line(
        self,
        text: str,
        style: Style,
        *,
        x: float = 0.0,
        width: float = 0.0,
        centred: bool = False,
        justify: bool = False,
    ) -> None:
        start = self._x + x
        if centred:
            start += (width - measure(text, style)) / 2
        spaces = text.count(" ")
        extra = (width - measure(text, style)) / spaces if justify and spaces else 0.0
        line = self._canvas.beginText(start, self._y - style.size)
        line.setWordSpace(extra)
        for number, part in enumerate(_MARKER.split(text)):
            raised = number % 2 == 1
            line.setFont(style.font, style.size * (0.6 if raised else 1.0))
            line.setRise(0.35 * style.size if raised else 0.0)
            if part:
                line.textOut(part)
        self._canvas.drawText(line)
        self._y -= style.leading


def measure(text: str, style: Style) -> float:
    """Give the width of a line in points."""
    return sum(
        float(stringWidth(part, style.font, style.size * (0.6 if number % 2 else 1.0)))
        for number, part in enumerate(_MARKER.split(text))
    )


def wrap(text: str, width: float, style: Style, first_indent: float = 0.0) -> list[str]:
    """Break a text into lines, greedily; a word with soft hyphens is broken at the last one that fits."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - (0.0 if lines else first_indent)
        head, rest = _fitting(line, word, room, style)
        if rest is None:
            line = head
            continue
        lines.append(head)
        line = rest.replace(SOFT_HYPHEN, "")
    return [*lines, line] if line else lines


def _fitting(line: str, word: str, width: float, style: Style) -> tuple[str, str | None]:
    """Give the line with as much of the word as fits, and what is left of the word (`None` for nothing)."""
    prefix = f"{line} " if line else ""
    whole = prefix + word.replace(SOFT_HYPHEN, "")
    if measure(whole, style) <= width or not line:
        return whole, None
    parts = word.split(SOFT_HYPHEN)
    for cut in range(len(parts) - 1, 0, -1):
        head = prefix + "".join(parts[:cut]).removesuffix("-") + "-"
        if measure(head, style) <= width:
            return head, "".join(parts[cut:])
    return line, word

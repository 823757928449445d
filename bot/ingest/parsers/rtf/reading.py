"""The state machine that reads RTF: what a control word changes holds until its group closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.ingest.parsers.composing import Paragraph
from bot.ingest.parsers.rtf.paragraphs import Line, Style, label_of
from bot.ingest.parsers.rtf.scanning import Token, TokenKind, scan
from bot.ingest.parsers.rtf.state import BODY, FORMATS, SKIP, State
from bot.ingest.parsers.rtf.vocabulary import (
    CHARACTERS,
    DEFAULT_CODEC,
    DESTINATIONS,
    KEPT_IGNORABLE,
    MACHINES,
    PARAGRAPH_ENDS,
    PROPERTIES,
    SKIPPED,
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
)
from summarizers.reading.document import MarkKind

_MOST_GROUPS = 20_000
_PLANE = 0x10000
_ONE_CELL = 2
"""What a row of a single cell leaves: the cell, and nothing behind it."""
_LONG_CELL, _LONG_CELL_PARAGRAPHS = 600, 3
"""Characters and paragraphs of a cell beyond which a table is there for the layout."""


class RtfReader:
    """Reads one file."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        """Title, author and the like, as the file's information gives them."""
        self.has_picture = False
        self._state = State()
        self._outer: list[State] = []
        self._too_deep = 0
        self._paragraphs: list[Paragraph] = []
        self._line = Line()
        self._aside = Line()
        self._label: str | None = None
        self._cell: list[Paragraph] = []
        self._cells: list[list[Paragraph]] = []
        self._codec = DEFAULT_CODEC
        self._fonts: dict[int, str | None] = {}
        self._default_font: int | None = None
        self._font = 0
        self._styles: dict[int, Style] = {}
        self._style = 0
        self._pending = bytearray()
        self._to_skip = 0
        self._is_ignorable = False

    def read(self, raw: bytes) -> list[Paragraph]:
        """Give the paragraphs of a file that hold a text, in order."""
        for token in scan(raw):
            if token.kind is TokenKind.BYTES:
                self._add_bytes(token)
                continue
            self._flush()
            if token.kind is TokenKind.OPEN:
                self._open()
            elif token.kind is TokenKind.CLOSE:
                self._close()
                if not self._outer and not self._too_deep:
                    break
            elif token.kind is TokenKind.SYMBOL:
                self._obey_symbol(token.name)
            else:
                self._obey(token.name, token.number)
        self._flush()
        self._end_row()
        self._paragraphs.extend(self._take_paragraph())
        return self._paragraphs

    def _add_bytes(self, token: Token) -> None:
        text = token.text
        if self._to_skip:
            skipped = 1 if token.is_escaped else min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._state.destination != SKIP:
            self._pending += text

    def _flush(self) -> None:
        """Decode the bytes that have gathered: a character may be of several, given in different ways."""
        if self._pending:
            text = self._pending.decode(self._state.codec or self._codec, errors="replace")
            self._pending.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        state = self._state
        if state.destination == BODY:
            if not state.is_hidden:
                self._line.add(text, is_bold=state.is_bold)
        elif state.destination != SKIP:
            self._aside.add(text, is_bold=False)

    def _open(self) -> None:
        self._to_skip = 0
        if len(self._outer) >= _MOST_GROUPS:
            self._too_deep += 1
            return
        self._outer.append(self._state)

    def _close(self) -> None:
        self._to_skip = 0
        self._is_ignorable = False
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._outer:
            return
        closed, self._state = self._state, self._outer.pop()
        if closed.destination in (BODY, SKIP):
            return
        if closed.destination == "stylesheet" or closed.destination != self._state.destination:
            self._keep_aside(closed)

    def _keep_aside(self, closed: State) -> None:
        """Keep what a destination said: a style's name, a list item's label, a property."""
        text, _ = self._aside.take()
        if closed.destination == "stylesheet" and text:
            self._styles[self._style] = Style(text.rstrip("; "), closed.outline)
            self._style = 0
        elif closed.destination in ("listtext", "pntext"):
            self._label = label_of(text)
        elif closed.destination in PROPERTIES:
            self.properties.setdefault(closed.destination, text)

    def _obey_symbol(self, symbol: str) -> None:
        self._to_skip = 0
        if symbol == "*":
            self._is_ignorable = True
        elif symbol in PARAGRAPH_ENDS:
            self._end_line()
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _obey(self, word: str, number: int | None) -> None:
        self._to_skip = 0
        is_ignorable, self._is_ignorable = self._is_ignorable, False
        if word == "pict":
            self.has_picture = True
        if self._state.destination == SKIP:
            return
        if word in SKIPPED or (is_ignorable and word not in KEPT_IGNORABLE | DESTINATIONS):
            self._state = replace(self._state, destination=SKIP)
        elif word in DESTINATIONS or (self._state.destination == "info" and word in PROPERTIES):
            self._state = replace(self._state, destination=word)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word == "u" and number is not None:
            self._add(chr(number % _PLANE))
            self._to_skip = self._state.skips
        elif not self._obey_structure(word):
            self._obey_format(word, number)

    def _obey_structure(self, word: str) -> bool:
        """Obey a word that ends something; says whether it was one."""
        if word in PARAGRAPH_ENDS:
            self._end_line()
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word in ("row", "nestrow"):
            self._end_row()
        else:
            return False
        return True

    def _obey_format(self, word: str, number: int | None) -> None:
        if word in FORMATS:
            self._state = FORMATS[word](self._state, number)
        elif word == "plain":
            codec = self._fonts.get(self._default_font or 0)
            self._state = replace(self._state, is_bold=False, is_hidden=False, codec=codec)
        elif word == "s":
            self._style = number or 0
            self._state = replace(self._state, style=self._style)
        elif word == "f":
            self._font = number or 0
            if self._state.destination != "fonttbl":
                self._state = replace(self._state, codec=self._fonts.get(self._font))
        else:
            self._obey_encoding(word, number)

    def _obey_encoding(self, word: str, number: int | None) -> None:
        if word == "fcharset":
            self._fonts[self._font] = codec_of_charset(number)
        elif word == "deff":
            self._default_font = number
        elif word == "ansicpg":
            self._codec = codec_of_page(number)
        elif word in MACHINES:
            self._codec = MACHINES[word]

    def _end_line(self) -> None:
        if self._state.destination != BODY:
            return
        if self._state.in_table:
            self._cell.extend(self._take_paragraph())
        else:
            self._end_row()
            self._paragraphs.extend(self._take_paragraph())

    def _end_cell(self) -> None:
        self._cell.extend(self._take_paragraph())
        self._cells.append(self._cell)
        self._cell = []

    def _end_row(self) -> None:
        """Keep a row on a line; a table that only lays out the page gives the paragraphs of its cells."""
        cells, self._cells = [*self._cells, self._cell], []
        self._cell = []
        is_layout = len(cells) <= _ONE_CELL or any(_is_long(cell) for cell in cells)
        if is_layout:
            self._paragraphs.extend(paragraph for cell in cells for paragraph in cell)
            return
        texts = [" ".join(paragraph.text for paragraph in cell) for cell in cells]
        if any(texts):
            self._paragraphs.append(Paragraph("\t".join(filter(None, texts)), MarkKind.TABLE))

    def _take_paragraph(self) -> Iterator[Paragraph]:
        """Give the paragraph that has gathered, where it holds any text."""
        text, bold = self._line.take()
        label, self._label = self._label, None
        if not text:
            return
        state, style = self._state, self._styles.get(self._state.style, Style())
        level = Style(style.name, state.outline if state.outline is not None else style.outline).heading
        if style.is_title or level is not None:
            yield Paragraph(text, MarkKind.HEADING, level or 1, is_title=style.is_title)
        elif label is not None or state.list_number:
            yield _item(text, bold, label, state.list_level + 1)
        else:
            yield Paragraph(text, MarkKind.QUOTATION if style.is_quotation else None, 1, bold)


def _is_long(cell: list[Paragraph]) -> bool:
    return len(cell) > _LONG_CELL_PARAGRAPHS or sum(len(paragraph.text) for paragraph in cell) > _LONG_CELL


def _item(text: str, bold: tuple[tuple[int, int], ...], label: str | None, level: int) -> Paragraph:
    if not label:
        return Paragraph(text, MarkKind.LIST_ITEM, level, bold)
    moved = len(label) + 1
    spans = tuple((start + moved, end + moved) for start, end in bold)
    return Paragraph(f"{label} {text}", MarkKind.LIST_ITEM, level, spans)

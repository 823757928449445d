"""The paragraphs of a Word file in the order in which they are read, as far as a reader of the page sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ingest.parsers.composing import Paragraph
from bot.ingest.parsers.docx.names import Element, child, is_on, local, value
from bot.ingest.parsers.docx.numbering import BULLET, Numbering
from bot.ingest.parsers.docx.styles import Styles
from bot.ingest.parsers.docx.texts import RunText, split_paragraph
from summarizers.reading.document import MarkKind

_TRANSPARENT = frozenset({"ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "sdt", "sdtContent", "dir",
                          "bdo", "rubyBase", "ruby", "oMath", "oMathPara"})  # fmt: skip
"""Elements around runs that are read through; deleted and moved text (`del`, `moveFrom`) is not among them."""
_HOLDERS = frozenset({"ins", "moveTo", "customXml", "sdt", "sdtContent", "body"})
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BREAK = "\n"
_LONG_CELL, _LONG_CELL_PARAGRAPHS = 600, 3
_SMALLEST = 3
"""Half points: type of a point or less is as good as hidden."""


class Walker:
    """Walks through the body of a document."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.has_picture = False
        """A picture was met on the way."""

    def paragraphs(self, holder: Element) -> Iterator[Paragraph]:
        """Give the paragraphs of an element that holds blocks."""
        for element in holder:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _HOLDERS:
                yield from self.paragraphs(element)
            elif name == "AlternateContent":
                yield from self.paragraphs(_choice(element))

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = _style_of(properties, "pStyle")
        is_bold = self._styles.has_on(style, "b")
        is_shaded = properties is not None and child(properties, "shd") is not None
        text = RunText()
        if not self._styles.has_on(style, "vanish"):
            self._runs(element, text, is_bold, is_shaded or _in_shaded_cell(element))
        kind, level, label = self._kind(properties, style, bool("".join(text.parts).strip()))
        yield from split_paragraph(text, kind, level, label, is_title=self._styles.is_title(style))
        for box in text.boxes:
            yield from self.paragraphs(box)

    def _kind(self, properties: Element | None, style: str | None, has_text: bool) -> tuple[MarkKind | None, int, str]:
        """Give a paragraph's kind and level, and the number or bullet that Word draws in front of it."""
        numbering = child(properties, "numPr") if properties is not None else None
        if numbering is None:
            numbering = self._styles.numbering(style)
        list_id, depth = _list_place(numbering)
        label = self._numbering.label(list_id, depth) if list_id not in (None, "0") and has_text else ""
        heading = self._styles.heading_level(style, properties)
        if heading is not None:
            return MarkKind.HEADING, heading, "" if label == BULLET else label
        if self._styles.is_contents(style):
            return MarkKind.TABLE, 1, ""
        if (list_id not in (None, "0")) or self._styles.is_list(style):
            return MarkKind.LIST_ITEM, depth + 1, label
        return (MarkKind.QUOTATION, 1, "") if self._styles.is_quotation(style) else (None, 1, "")

    def _runs(self, holder: Element, text: RunText, is_bold: bool, is_shaded: bool) -> None:
        for element in holder:
            name = local(element)
            if name == "r":
                self._run(element, text, is_bold, is_shaded)
            elif name in _TRANSPARENT:
                self._runs(element, text, is_bold, is_shaded)
            elif name == "AlternateContent":
                self._runs(_choice(element), text, is_bold, is_shaded)

    def _run(self, run: Element, text: RunText, is_bold: bool, is_shaded: bool) -> None:
        properties = child(run, "rPr")
        style = _style_of(properties, "rStyle")
        if self._is_hidden(properties, style, is_shaded):
            return
        bold = child(properties, "b") if properties is not None else None
        heavy = is_on(bold) if bold is not None else is_bold or self._styles.has_on(style, "b")
        self._content(run, text, heavy)

    def _content(self, run: Element, text: RunText, heavy: bool) -> None:
        for element in run:
            name = local(element)
            if name == "t":
                text.add(element.text or "", heavy)
            elif name in ("tab", "ptab"):
                text.add(" ", heavy)
            elif name in ("br", "cr"):
                text.add(_BREAK, heavy)
            elif name == "noBreakHyphen":
                text.add("-", heavy)
            elif name == "sym":
                text.add(_symbol(element), heavy)
            elif name in ("drawing", "pict", "object"):
                self._drawing(element, text)
            elif name == "AlternateContent":
                self._content(_choice(element), text, heavy)
            elif name == "ruby":
                self._runs([element], text, heavy, is_shaded=True)

    def _drawing(self, drawing: Element, text: RunText) -> None:
        """Note the text boxes of a drawing; those inside them are met when these are walked."""
        boxes = list(_boxes(drawing))
        text.boxes.extend(boxes)
        self.has_picture = self.has_picture or not boxes

    def _is_hidden(self, properties: Element | None, style: str | None, is_shaded: bool) -> bool:
        """Whether a run is hidden, white on white, or too small to be seen."""
        if properties is None:
            return self._styles.has_on(style, "vanish")
        vanish = child(properties, "vanish")
        if is_on(vanish) if vanish is not None else self._styles.has_on(style, "vanish"):
            return True
        size, colour = child(properties, "sz"), child(properties, "color")
        if size is not None and (value(size, "val") or "").isdecimal() and int(value(size, "val") or 0) < _SMALLEST:
            return True
        has_ground = is_shaded or any(child(properties, name) is not None for name in ("shd", "highlight"))
        is_white = colour is not None and (value(colour, "val") or "").upper() == "FFFFFF"
        return is_white and not has_ground

    def _table(self, table: Element) -> Iterator[Paragraph]:
        """Give a table's rows; one that only lays out a page gives the paragraphs of its cells."""
        rows = [[list(self.paragraphs(cell)) for cell in _cells(row)] for row in _rows(table)]
        if all(len(row) <= 1 for row in rows) or any(_is_long(cell) for row in rows for cell in row):
            yield from (paragraph for row in rows for cell in row for paragraph in cell)
            return
        for row in rows:
            texts = [" ".join(paragraph.text for paragraph in cell) for cell in row]
            if any(texts):
                yield Paragraph("\t".join(filter(None, texts)), MarkKind.TABLE)


def _style_of(properties: Element | None, name: str) -> str | None:
    style = child(properties, name) if properties is not None else None
    return value(style, "val") if style is not None else None


def _list_place(numbering: Element | None) -> tuple[str | None, int]:
    if numbering is None:
        return None, 0
    list_id, depth = child(numbering, "numId"), child(numbering, "ilvl")
    level = (value(depth, "val") or "0") if depth is not None else "0"
    return (value(list_id, "val") if list_id is not None else None), int(level) if level.isdecimal() else 0


def _choice(alternatives: Element) -> Element:
    """Give the first of the forms in which something stands more than once."""
    return next(iter(alternatives), [])


def _boxes(drawing: Element) -> Iterator[Element]:
    for element in drawing:
        if local(element) == "txbxContent":
            yield element
        else:
            yield from _boxes(_choice(element) if local(element) == "AlternateContent" else element)


def _symbol(element: Element) -> str:
    """Give a character of a font of symbols: as it is, or as a bullet where only that font knows it."""
    code = value(element, "char") or ""
    try:
        character = chr(int(code, 16))
    except ValueError:
        return ""
    return BULLET if _PRIVATE.match(character) else character


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "tr":
            properties = child(element, "trPr")
            if properties is None or child(properties, "del") is None:
                yield element
        elif local(element) in _HOLDERS:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in _HOLDERS:
            yield from _cells(element)


def _is_long(cell: list[Paragraph]) -> bool:
    """Whether a cell holds running text, as the cells of a laid-out page do."""
    return len(cell) >= _LONG_CELL_PARAGRAPHS and sum(len(paragraph.text) for paragraph in cell) > _LONG_CELL


def _in_shaded_cell(paragraph: Element) -> bool:
    for ancestor in paragraph.iterancestors():
        if local(ancestor) == "tc":
            properties = child(ancestor, "tcPr")
            return properties is not None and child(properties, "shd") is not None
        if local(ancestor) == "txbxContent":
            return True
    return False

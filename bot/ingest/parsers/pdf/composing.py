"""Blocks to the text that the reader is given: one line a paragraph, and marks for what the page told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.ingest.parsers.pdf.blocks import Block, BlockKind
from bot.ingest.parsers.pdf.hyphens import Hyphens, Joint
from bot.ingest.parsers.pdf.lines import Line
from bot.ingest.parsers.pdf.rows import split_at_gaps
from summarizers.reading.document import Mark, MarkKind

_KINDS = {
    BlockKind.HEADING: MarkKind.HEADING,
    BlockKind.ITEM: MarkKind.LIST_ITEM,
    BlockKind.TABLE: MarkKind.TABLE,
}
_CELL_GAP = 1.3
_BETWEEN = "\n\n"


def compose(blocks: Sequence[Block], hyphens: Hyphens) -> tuple[str, tuple[Mark, ...]]:
    """Give the text of the blocks and its marks, in the order of the text."""
    composer = _Composer(hyphens)
    for block in blocks:
        composer.add(block)
    return composer.finish()


class _Composer:
    """The text as it grows."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._pages: list[tuple[int, int]] = []

    def add(self, block: Block) -> None:
        """Add a block as a paragraph of its own; a table's rows are one each."""
        if self._length:
            self._append(_BETWEEN)
        start = self._length
        if block.kind is BlockKind.TABLE:
            self._add_table(block.lines)
        else:
            bold = self._add_paragraph(list(_all_lines(block)))
            if block.kind is not BlockKind.HEADING:
                self._marks.extend(Mark(MarkKind.BOLD, a, b) for a, b in bold)
        if block.kind in _KINDS:
            self._marks.append(Mark(_KINDS[block.kind], start, self._length, block.level))

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """Give the text and its marks."""
        ends = [start for start, _ in self._pages[1:]] + [self._length]
        pages = [Mark(MarkKind.PAGE, start, end, page) for (start, page), end in zip(self._pages, ends, strict=True)]
        marks = sorted([*pages, *self._marks], key=lambda mark: (mark.start, -mark.end))
        return "".join(self._parts), tuple(marks)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _turn_to(self, page: int) -> None:
        if not self._pages or self._pages[-1][1] != page:
            self._pages.append((self._length, page))

    def _add_table(self, lines: Sequence[Line]) -> None:
        for number, line in enumerate(lines):
            if number:
                self._append(_BETWEEN)
            self._turn_to(line.page)
            self._append("\t".join(_cells(line)))

    def _add_paragraph(self, lines: Sequence[Line]) -> list[tuple[int, int]]:
        """Add lines as one paragraph; gives the spans of it that are bold."""
        bold: list[tuple[int, int]] = []
        for number, line in enumerate(lines):
            if number:
                self._join(lines[number - 1].text, line.text)
            self._turn_to(line.page)
            bold.extend((self._length + a, self._length + b) for a, b in line.bold)
            self._append(line.text)
        return _merged(bold)

    def _join(self, before: str, after: str) -> None:
        joint = self._hyphens.joint(before, after)
        if joint is Joint.SPACE:
            self._append(" ")
        elif joint is Joint.WITHOUT_HYPHEN:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1


def all_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the texts of all lines in reading order."""
    return (line.text for block in blocks for line in _all_lines(block))


def _all_lines(block: Block) -> Iterator[Line]:
    yield from block.lines
    for following in block.follows:
        yield from _all_lines(following)


def _cells(line: Line) -> Iterator[str]:
    """Give the texts of a table's cells, without the dots that lead to a page number."""
    if not line.words:
        return
    groups = split_at_gaps(sorted(line.words, key=lambda word: word.x0), _CELL_GAP * line.size)
    if len(groups) == 1:
        yield line.text
        return
    for group in groups:
        yield " ".join(word.text for word in group)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put spans together that only a space or a joint parts."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= 1:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged

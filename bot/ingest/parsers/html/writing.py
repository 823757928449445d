"""Blocks to text and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.ingest.parsers.html.blocks import Block, BlockKind
from summarizers.reading.document import Mark, MarkKind

_GAP = "\n\n\n"
"""Two blank lines: one might be taken for the double spacing of a typescript, whose lines are joined."""
_MOST_QUOTED = 0.6
"""The share of a text above which its block quotations are a way to indent it."""


def write(title: str | None, blocks: Sequence[Block]) -> tuple[str, tuple[Mark, ...]]:
    """Give the text of a page, one line a paragraph, and what its markup says of it; the title is its first heading."""
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    if title:
        parts.append(title)
        marks.append(Mark(MarkKind.HEADING, 0, len(title), 1))
        at = len(title) + len(_GAP)
    quoted = sum(len(block.text) for block in blocks if block.is_quotation)
    marks_quotations = quoted <= _MOST_QUOTED * sum(len(block.text) for block in blocks)
    for block in blocks:
        parts.append(block.text)
        marks.extend(_marks(block, at, marks_quotations=marks_quotations))
        at += len(block.text) + len(_GAP)
    return _GAP.join(parts), tuple(marks)


def _marks(block: Block, at: int, *, marks_quotations: bool) -> Iterable[Mark]:
    end = at + len(block.text)
    if block.kind is BlockKind.HEADING:
        yield Mark(MarkKind.HEADING, at, end, block.level)
    elif block.kind is BlockKind.ROW:
        yield Mark(MarkKind.TABLE, at, end)
    elif block.kind is BlockKind.ITEM:
        yield Mark(MarkKind.LIST_ITEM, at, end)
    if block.is_quotation and marks_quotations:
        yield Mark(MarkKind.QUOTATION, at, end)
    if block.kind is not BlockKind.HEADING:
        for start, stop in block.bold:
            yield Mark(MarkKind.BOLD, at + start, at + stop)

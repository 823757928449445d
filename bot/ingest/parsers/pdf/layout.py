"""Pages of words to blocks in reading order: the way from what is drawn to what is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.ingest.parsers.pdf.blocks import Block
from bot.ingest.parsers.pdf.columns import Box, to_boxes
from bot.ingest.parsers.pdf.drop_caps import join_drop_caps
from bot.ingest.parsers.pdf.flow import join_across
from bot.ingest.parsers.pdf.furniture import drop_furniture
from bot.ingest.parsers.pdf.headings import mark_headings
from bot.ingest.parsers.pdf.leading import Leading
from bot.ingest.parsers.pdf.line_numbers import drop_line_numbers
from bot.ingest.parsers.pdf.lines import Line, to_line
from bot.ingest.parsers.pdf.notes import Notes, drop_markers, drop_notes
from bot.ingest.parsers.pdf.paragraphs import Splitter
from bot.ingest.parsers.pdf.rows import body_size, to_rows
from bot.ingest.parsers.pdf.scripts import is_right_to_left
from bot.ingest.parsers.pdf.stamps import drop_stamps
from bot.ingest.parsers.pdf.words import Page

_SAMPLE_WORDS = 400
_EDGE_SHARE = 0.97
_SAME_EDGE = 4.0


def lay_out(pages: Sequence[Page]) -> list[Block]:
    """Give the blocks of all pages in reading order, furniture and notes left out, headings marked."""
    body = body_size(pages)
    drop_stamps(pages, body)
    join_drop_caps(pages, body)
    columns = _columns(pages, body)
    lines = [lines for lines, _ in columns if lines]
    _set_edges(columns)
    splitter = Splitter(Leading(lines), body)
    blocks = join_across([block for column in lines for block in splitter.split(column)])
    mark_headings(blocks, body)
    return blocks


def _columns(pages: Sequence[Page], body: float) -> list[tuple[list[Line], bool]]:
    """Give the lines of every column, and whether another column stands beside it."""
    is_mirrored = _runs_to_left(pages)
    if is_mirrored:
        _mirror(pages)
    rows = [to_rows(page.words) for page in pages]
    drop_furniture(pages, rows, body)
    drop_line_numbers(rows)
    boxes: list[list[Box]] = []
    notes = Notes()
    for page, page_rows in zip(pages, rows, strict=True):
        boxes.append(to_boxes(page_rows, page.rules) if page_rows else [])
        drop_notes(page, boxes[-1], body, notes)
    columns = []
    for page, page_boxes in zip(pages, boxes, strict=True):
        drop_markers(page_boxes, notes.labels)
        columns += [
            ([to_line(row, page.number, is_mirrored=is_mirrored) for row in box.rows], box.is_beside)
            for box in page_boxes
        ]
    return columns


def _runs_to_left(pages: Sequence[Page]) -> bool:
    sample = [word.text for page in pages[:5] for word in page.words[:_SAMPLE_WORDS]]
    return is_right_to_left(" ".join(sample))


def _mirror(pages: Sequence[Page]) -> None:
    """Swap left and right, so that writing that runs to the left is laid out as any other."""
    for page in pages:
        width = page.width
        page.words = [word._replace(x0=width - word.x1, x1=width - word.x0) for word in page.words]
        page.rules = [rule._replace(x0=width - rule.x1, x1=width - rule.x0) for rule in page.rules]


def _set_edges(columns: Sequence[tuple[list[Line], bool]]) -> None:
    """Give each line the edges of its column; a short column learns its right edge from others that begin like it."""
    ends: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for lines, is_beside in columns:
        if lines:
            ends[_place(lines), is_beside].extend(line.x1 for line in lines)
    rights: dict[int, list[float]] = defaultdict(list)
    for (place, _), values in ends.items():
        rights[place].append(_outer(values))
    for lines, _ in columns:
        if not lines:
            continue
        left, own = _left_edge(lines), _outer([line.x1 for line in lines])
        right = min((edge for edge in rights[_place(lines)] if edge >= own - _SAME_EDGE), default=own)
        for line in lines:
            line.left, line.right = min(left, line.x0), max(right, line.x1)


def _outer(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(int(_EDGE_SHARE * len(ordered)), len(ordered) - 1)]


def _place(lines: Sequence[Line]) -> int:
    return round(_left_edge(lines) / 4)


def _left_edge(lines: Sequence[Line]) -> float:
    """Give the left edge that the lines of a column share: the leftmost of the common ones."""
    starts = Counter(round(line.x0) for line in lines)
    most = max(starts.values())
    return float(min(x for x, count in starts.items() if count >= max(1, 0.3 * most)))

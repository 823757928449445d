"""Tables: lines in a row whose cells stand below one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.ingest.parsers.pdf.lines import Line
from bot.ingest.parsers.pdf.rows import split_at_gaps
from bot.ingest.parsers.pdf.words import Word
from summarizers.reading.layout import BULLET, NUMBER

_GAP = 1.3
_HEADER_GAP = 0.5
_OTHER_SIZE = 0.15
_FIGURES, _LONGEST_FIGURE = 2, 12
_FEWEST_ROWS = 3
_ALIGNED_SHARE = 0.6
_TOLERANCE = 0.5
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|…{2,}\s*\d{1,4}$")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxlIVXL]{1,6}|[a-zA-Z])[.)]?")


class Cells(NamedTuple):
    """The cells of a line: groups of words with wide gaps between them."""

    line: Line
    groups: list[list[Word]]


def find_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Give the spans of line numbers (end exclusive) that are tables, lists of contents among them."""
    rows = [Cells(line, _cells(line)) for line in lines]
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(rows):
        end = _run_end(rows, start)
        if end - start >= _FEWEST_ROWS and _is_aligned(rows[start:end]):
            end = _with_wrapped_cells(rows, start, end)
            spans.append((start - 1 if start and _is_header(rows, start, end) else start, end))
        elif _LEADERS.search(rows[start].line.text):
            end = start + 1
            spans.append((start, end))
        else:
            end = max(end, start + 1) if end - start < _FEWEST_ROWS else start + 1
        start = end
    return spans


def _cells(line: Line) -> list[list[Word]]:
    """Cut a line into cells; a bullet or number in front of the first one belongs to it."""
    words = sorted(line.words, key=lambda word: word.x0)
    groups = split_at_gaps(words, _GAP * line.size)
    if len(groups) < _FIGURES:  # columns of figures stand closer together
        figures = list(takewhile(_is_figure, reversed(words)))
        if _FIGURES <= len(figures) < len(words):
            return [words[: -len(figures)], *([word] for word in reversed(figures))]
    if len(groups) > 1 and len(groups[0]) == 1:
        first = groups[0][0].text + " x"
        if BULLET.match(first) or NUMBER.match(first) or _LABEL.fullmatch(groups[0][0].text):
            groups[:2] = [groups[0] + groups[1]]
    return groups


def _is_figure(word: Word) -> bool:
    return any(character.isdigit() for character in word.text) and len(word.text) < _LONGEST_FIGURE


def _run_end(rows: Sequence[Cells], start: int) -> int:
    """Give the end of the lines with several cells that begin at `start`, wrapped cells between them included."""
    end, number = start, start
    while number < len(rows):
        if abs(rows[number].line.size - rows[start].line.size) > _OTHER_SIZE * rows[start].line.size:
            break
        if len(rows[number].groups) > 1 and (number == start or _is_near(rows, number)):
            end = number + 1
        elif number == start or number - end >= 2 or not _is_wrapped_cell(rows, number):
            break
        number += 1
    return end


def _is_header(rows: Sequence[Cells], start: int, end: int) -> bool:
    """Whether the line above a table heads its columns, with narrower gaps than the cells have."""
    line = rows[start - 1].line
    if abs(line.size - rows[start].line.size) > _OTHER_SIZE * line.size:
        return False
    words = sorted(line.words, key=lambda word: word.x0)
    below = {place for row in rows[start:end] for place in _places(row.line.size, row.groups)}
    usual = max(len(row.groups) for row in rows[start:end])
    heads = (split_at_gaps(words, _HEADER_GAP * line.size), [[word] for word in words])
    is_heading = any(len(groups) == usual and _places(line.size, groups) & below for groups in heads)
    return is_heading and _is_near(rows, start)


def _with_wrapped_cells(rows: Sequence[Cells], start: int, end: int) -> int:
    """Give the end of a table with the last lines of its cells, which begin where columns behind the first do."""
    starts = {round(group[0].x0) for row in rows[start:end] for group in row.groups[1:]}
    while end < len(rows) and _is_near(rows, end) and round(rows[end].line.x0) in starts:
        end += 1
    return end


def _is_near(rows: Sequence[Cells], number: int) -> bool:
    above, line = rows[number - 1].line, rows[number].line
    return above.baseline - line.baseline < 4 * max(above.size, line.size)


def _is_wrapped_cell(rows: Sequence[Cells], number: int) -> bool:
    """Whether a line of one cell is short, as the rest of a cell above is."""
    line = rows[number].line
    return _is_near(rows, number) and line.x1 - line.x0 < 0.5 * (line.right - line.left)


def _is_aligned(rows: Sequence[Cells]) -> bool:
    """Whether cells begin, end or are centred below others in most lines."""
    several = [row for row in rows if len(row.groups) > 1]
    if len(several) < _FEWEST_ROWS:
        return False
    found = [_places(row.line.size, row.groups) for row in several]
    counts = Counter(place for places in found for place in places)
    aligned = sum(any(counts[place] > 1 for place in places) for places in found)
    return aligned >= _ALIGNED_SHARE * len(several)


def _places(size: float, groups: Sequence[Sequence[Word]]) -> set[tuple[int, int]]:
    """Give where the cells behind the first begin, end and have their middle, in steps (each in two of them)."""
    step = max(size * _TOLERANCE, 2.0)
    return {
        (kind, round(x / step + shift))
        for group in groups[1:]
        for kind, x in enumerate((group[0].x0, group[-1].x1, (group[0].x0 + group[-1].x1) / 2))
        for shift in (-0.5, 0.5)
    }

"""Rows of a page to column boxes in reading order.

A gutter is a tall empty strip with running text on both sides. The page is cut at its tallest gutter into what stands
above, beside and below it, and each part is cut again. (A recursive X-Y cut after Nagy and Seth, 1984, with the
whitespace strips of Breuel, 2002, in place of projections.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.ingest.parsers.pdf.rows import Row, to_rows
from bot.ingest.parsers.pdf.words import Rule, Word

_NARROWEST = 0.75
_FEWEST_ROWS = 3
_FEWEST_LETTERS = 12
_MOST_GUTTERS = 24
_DEEPEST = 6
_FAR = 3.5
_ALIGNED = 0.6


@dataclass(slots=True)
class Box:
    """A column's rows from top to bottom, and whether another column stands beside it."""

    rows: list[Row] = field(default_factory=list)
    is_beside: bool = False


@dataclass(slots=True)
class _Gutter:
    """An empty strip over the rows from `first` to `last`."""

    x0: float
    x1: float
    first: int
    last: int


def to_boxes(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Box]:
    """Give the column boxes of a page in reading order."""
    return list(_cut(Box(list(rows)), rules, 0))


def _cut(box: Box, rules: Sequence[Rule], depth: int) -> Iterator[Box]:
    rows = box.rows
    gutter = _tallest_gutter(rows, rules) if depth < _DEEPEST else None
    if gutter is None:
        yield box
        return
    middle = (gutter.x0 + gutter.x1) / 2
    beside = rows[gutter.first : gutter.last + 1]
    left = to_rows(word for row in beside for word in row.words if word.x0 < middle)
    right = to_rows(word for row in beside for word in row.words if word.x0 >= middle)
    parts = (Box(rows[: gutter.first], box.is_beside), Box(left, True), Box(right, True))
    for part in (*parts, Box(rows[gutter.last + 1 :], box.is_beside)):
        if part.rows:
            yield from _cut(part, rules, depth + 1)


def _tallest_gutter(rows: Sequence[Row], rules: Sequence[Rule]) -> _Gutter | None:
    if len(rows) < _FEWEST_ROWS:
        return None
    found = [_extended(gutter, rows) for gutter in _sweep(rows) if _has_columns(gutter, rows)]
    found = [gutter for gutter in found if not _is_ruled_over(gutter, rows, rules)]
    return max(found, key=lambda gutter: (gutter.last - gutter.first, gutter.x1 - gutter.x0), default=None)


def _sweep(rows: Sequence[Row]) -> list[_Gutter]:
    """Follow every gap of a row downwards for as long as it stays open."""
    closed: list[_Gutter] = []
    active: list[_Gutter] = []
    for number, row in enumerate(rows):
        narrowest = _NARROWEST * row.size
        still: list[_Gutter] = []
        for gutter in active:
            free = _free_part(gutter, row.words)
            if free is None or free[1] - free[0] < narrowest:
                closed.append(gutter)
            else:
                still.append(_Gutter(*free, gutter.first, number))
        for x0, x1 in _gaps(row.words, narrowest):
            if len(still) < _MOST_GUTTERS and not any(g.x0 < x1 and x0 < g.x1 for g in still):
                still.append(_Gutter(x0, x1, number, number))
        active = still
    return [gutter for gutter in (*closed, *active) if gutter.last - gutter.first + 1 >= _FEWEST_ROWS]


def _free_part(gutter: _Gutter, words: Iterable[Word]) -> tuple[float, float] | None:
    """Give the widest part of a strip that no word of a row reaches into."""
    best: tuple[float, float] | None = None
    at = gutter.x0
    for word in words:
        if word.x1 <= at or word.x0 >= gutter.x1:
            continue
        if best is None or word.x0 - at > best[1] - best[0]:
            best = (at, word.x0)
        at = max(at, word.x1)
    if at < gutter.x1 and (best is None or gutter.x1 - at > best[1] - best[0]):
        best = (at, gutter.x1)
    return best


def _gaps(words: Sequence[Word], narrowest: float) -> Iterator[tuple[float, float]]:
    end = words[0].x1
    for word in words[1:]:
        if word.x0 - end >= narrowest:
            yield end, word.x0
        end = max(end, word.x1)


def _has_columns(gutter: _Gutter, rows: Sequence[Row]) -> bool:
    """Whether running text stands on both sides, each line of it beginning where the column begins."""
    lefts, rights = [], []
    for row in rows[gutter.first : gutter.last + 1]:
        lefts.append([word for word in row.words if word.x1 <= gutter.x0 + 1])
        rights.append([word for word in row.words if word.x0 >= gutter.x1 - 1])
    lefts, rights = ([words for words in side if words] for side in (lefts, rights))
    if not (_is_prose(lefts) and _is_prose(rights)):
        return False
    size = max(row.size for row in rows[gutter.first : gutter.last + 1])
    edge = min(words[0].x0 for words in rights)
    aligned = sum(words[0].x0 - edge < size for words in rights)
    return aligned >= _ALIGNED * len(rights)


def _is_prose(side: Sequence[Sequence[Word]]) -> bool:
    if len(side) < _FEWEST_ROWS:
        return False
    letters = [sum(len(word.text) for word in words) for words in side]
    alphabetic = sum(word.text[0].isalpha() for words in side for word in words)
    total = sum(len(words) for words in side)
    return sum(letters) >= _FEWEST_LETTERS * len(side) and 2 * alphabetic > total


def _extended(gutter: _Gutter, rows: Sequence[Row]) -> _Gutter:
    """Let a gutter grow up and down past rows that have text on one side only."""
    first, last = gutter.first, gutter.last
    while first and _is_open(gutter, rows[first - 1]) and not _is_far(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and _is_open(gutter, rows[last + 1]) and not _is_far(rows[last], rows[last + 1]):
        last += 1
    return _Gutter(gutter.x0, gutter.x1, first, last)


def _is_open(gutter: _Gutter, row: Row) -> bool:
    return not any(word.x0 < gutter.x1 - 0.5 and word.x1 > gutter.x0 + 0.5 for word in row.words)


def _is_far(upper: Row, lower: Row) -> bool:
    return upper.baseline - lower.baseline > _FAR * max(upper.size, lower.size)


def _is_ruled_over(gutter: _Gutter, rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Whether lines are drawn across it, as in a table."""
    top, bottom = rows[gutter.first].baseline, rows[gutter.last].baseline
    crossing = [rule for rule in rules if rule.x0 < gutter.x0 and rule.x1 > gutter.x1 and bottom < rule.y < top]
    return len(crossing) >= 2

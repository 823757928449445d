"""Words to rows: what stands at one height of a page, from left to right.

Raised and lowered characters (note markers, ordinals, indices) join the row that they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.ingest.parsers.pdf.words import Page, Word

_SAME_HEIGHT = 0.3
_RAISED = 0.65
_SMALLER = 0.93
_BESIDE = 0.5
_EQUAL = 0.01
_SAME_PLACE = 0.15


@dataclass(slots=True)
class Row:
    """The words at one height, by their left edges; the size is that of most of its characters."""

    baseline: float
    size: float
    words: list[Word] = field(default_factory=list)


def to_rows(words: Iterable[Word]) -> list[Row]:
    """Give the rows of some words from top to bottom."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (-word.baseline, word.x0)):
        row = rows[-1] if rows else None
        if row is not None and row.baseline - word.baseline <= _SAME_HEIGHT * min(row.size, word.size):
            row.words.append(word)
            row.size = max(row.size, word.size)
        else:
            rows.append(Row(word.baseline, word.size, [word]))
    rows = _with_raised(rows)
    for row in rows:
        row.words = _without_repeats(sorted(row.words, key=lambda word: (word.x0, word.number)))
        row.size = _main_size(row.words)
        row.baseline = next(word.baseline for word in row.words if abs(word.size - row.size) < _EQUAL)
    return rows


def split_at_gaps(words: Sequence[Word], gap: float) -> list[list[Word]]:
    """Cut a row's words where more than `gap` points are free between them."""
    parts: list[list[Word]] = []
    end = 0.0
    for word in words:
        if parts and word.x0 - end <= gap:
            parts[-1].append(word)
        else:
            parts.append([word])
        end = max(end, word.x1) if len(parts[-1]) > 1 else word.x1
    return parts


def body_size(pages: Iterable[Page]) -> float:
    """Give the size that most characters of the pages are set in; 10 where there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(2 * word.size) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _with_raised(rows: list[Row]) -> list[Row]:
    """Move small words that touch a word of the next row (or the one before) into it."""
    for upper, lower in pairwise(rows):
        distance = upper.baseline - lower.baseline
        if distance > _RAISED * max(upper.size, lower.size):
            continue
        if upper.size <= _SMALLER * lower.size:
            _move_touching(upper, lower)
        elif lower.size <= _SMALLER * upper.size:
            _move_touching(lower, upper)
    return [row for row in rows if row.words]


def _move_touching(source: Row, target: Row) -> None:
    reach = _BESIDE * target.size
    moved = [word for word in source.words if _touches(word, target.words, reach)]
    if moved:
        target.words.extend(moved)
        source.words = [word for word in source.words if word not in moved]


def _touches(word: Word, others: Sequence[Word], reach: float) -> bool:
    return any(-reach <= word.x0 - other.x1 <= reach or -reach <= other.x0 - word.x1 <= reach for other in others)


def _without_repeats(words: list[Word]) -> list[Word]:
    """Leave out what is drawn twice at one place, as a shadow or to look bold."""
    kept: list[Word] = []
    for word in words:
        if not kept or word.x0 - kept[-1].x0 >= _SAME_PLACE * word.size or not _is_repeat(word, kept[-3:]):
            kept.append(word)
    return kept


def _is_repeat(word: Word, recent: Sequence[Word]) -> bool:
    return any(word.text == other.text and word.x0 - other.x0 < _SAME_PLACE * word.size for other in recent)


def _main_size(words: Sequence[Word]) -> float:
    """Give the size that most characters of a row are set in."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    if len(sizes) == 1:
        return words[0].size
    return max(sizes, key=lambda size: (sizes[size], size))

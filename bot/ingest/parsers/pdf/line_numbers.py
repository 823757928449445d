"""Numbers of lines in the margin, as drafts of laws and resolutions carry them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.ingest.parsers.pdf.rows import Row
from bot.ingest.parsers.pdf.words import Word

_FEWEST = 8
_COUNTING_SHARE = 0.9
_STEPS = (1, 5)


def drop_line_numbers(rows: Sequence[list[Row]]) -> None:
    """Take the numbers that count the lines out of the rows of all pages."""
    for page in rows:
        for side in (0, -1):
            numbers = [(row, row.words[side]) for row in page if row.words[side].text.isdecimal()]
            if _count_lines([word for _, word in numbers]) and _in_margin(page, [word for _, word in numbers], side):
                for row, word in numbers:
                    row.words = [other for other in row.words if other is not word]
                page[:] = [row for row in page if row.words]


def _count_lines(words: Sequence[Word]) -> bool:
    values = [int(word.text[:6]) for word in words]
    if len(values) < _FEWEST:
        return False
    steps = [after - before for before, after in pairwise(values)]
    return any(steps.count(step) >= _COUNTING_SHARE * len(steps) for step in _STEPS)


def _in_margin(rows: Sequence[Row], numbers: Sequence[Word], side: int) -> bool:
    """Whether nothing else of the page reaches into the strip that the numbers stand in."""
    left, right = min(word.x0 for word in numbers), max(word.x1 for word in numbers)
    chosen = set(numbers)
    others = [word for row in rows for word in row.words if word not in chosen]
    reaching = sum(word.x0 < right if side == 0 else word.x1 > left for word in others)
    return bool(others) and reaching <= 0.1 * len(rows)

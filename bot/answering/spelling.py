"""The nearest of some names to a word that is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT_NAME = 3
"""Names this short have too many neighbours among words: only a swap or a doubled letter counts as a slip there."""


def closest(word: str, names: Iterable[str], *, reach: int = 3) -> str | None:
    """Give the name that a slip of at most `reach` letters (fewer for short words) turns into `word`."""
    typed = word.casefold()
    limit = min(reach, max(1, len(typed) // 3))
    distances = [(slips(typed, name.casefold()), name) for name in names if abs(len(name) - len(typed)) <= limit]
    best = min(distances, default=None)
    return best[1] if best and best[0] <= limit else None


def slips(word: str, name: str) -> int:
    """Count the letters added, left out, changed or swapped between two words (optimal string alignment)."""
    before: list[int] = []
    previous = list(range(len(name) + 1))
    for row, letter in enumerate(word, start=1):
        current = [row]
        for column, other in enumerate(name, start=1):
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == name[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


def is_slip_of(word: str, name: str) -> bool:
    """Say whether one slip of the finger turns `name` into `word`; strict for names of three letters."""
    if len(name) > SHORT_NAME:
        return slips(word, name) == 1
    swapped = len(word) == len(name) and sorted(word) == sorted(name) and slips(word, name) == 1
    doubled = len(word) == len(name) + 1 and any(name[:at] + name[at - 1] + name[at:] == word for at in range(1, 4))
    return swapped or doubled

"""A line or two for each section."""

from __future__ import annotations

from collections.abc import Callable

from summarizers.choosing.budget import Budget, Spent
from summarizers.choosing.engine import Weighed
from summarizers.choosing.material import Material

Take = Callable[[Material, Weighed, Budget, list[int]], list[int]]
"""Chooses among some sentences of a text."""

_ONE = Budget(sentences=1)
_TWO = Budget(sentences=2)
_ENOUGH_FOR_TWO = 3


def take_by_section(material: Material, weighed: Weighed, budget: Budget, take: Take) -> list[int]:
    """Give one sentence of every section, and a second of the longest ones while the budget's sentences last.

    The number of sentences never cuts a section off; words and characters do, the best sections first.
    """
    groups: dict[int, list[int]] = {}
    for index, place in enumerate(material.places):
        groups.setdefault(place.section, []).append(index)
    seconds = _sections_with_two(groups, budget)
    lines = [
        take(material, weighed, _TWO if section in seconds else _ONE, indices) for section, indices in groups.items()
    ]
    return _within(material, weighed, budget, lines)


def _sections_with_two(groups: dict[int, list[int]], budget: Budget) -> frozenset[int]:
    spare = max(0, (budget.sentences or 2 * len(groups)) - len(groups))
    long_enough = [section for section, indices in groups.items() if len(indices) >= _ENOUGH_FOR_TWO]
    return frozenset(sorted(long_enough, key=lambda section: (-len(groups[section]), section))[:spare])


def _within(material: Material, weighed: Weighed, budget: Budget, lines: list[list[int]]) -> list[int]:
    """Keep the lines that the words and characters of a budget hold, best first."""
    chosen: list[int] = []
    spent = Spent()
    if budget.words is None and budget.characters is None:
        return sorted(index for line in lines for index in line)
    limit = Budget(words=budget.words, characters=budget.characters)
    for line in sorted(lines, key=lambda line: -max((weighed.scores[index] for index in line), default=0.0)):
        total = spent.plus(material.sentences[index] for index in line)
        if limit.holds(total):
            chosen += line
            spent = total
    return sorted(chosen)

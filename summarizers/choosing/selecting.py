"""From scores to a choice: plainly the best within the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.budget import Budget, Spent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizers.choosing.engine import Weighed
    from summarizers.choosing.material import Material

DIGITS = 9
"""Scores that agree to so many places are equal, and the earlier sentence wins: the last bits differ by machine."""


def take_best(material: Material, weighed: Weighed, budget: Budget, among: Iterable[int] | None = None) -> list[int]:
    """Give the best-scored sentences that the budget holds, in reading order; with `among`, of those only."""
    indices = range(len(material)) if among is None else sorted(among)
    chosen: list[int] = []
    spent = Spent()
    for index in sorted(indices, key=lambda index: -round(weighed.scores[index], DIGITS)):
        if budget.sentences is not None and len(chosen) >= budget.sentences:
            break
        total = spent.plus([material.sentences[index]])
        if budget.holds(total):
            chosen.append(index)
            spent = total
    return sorted(chosen)

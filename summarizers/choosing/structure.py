"""The default engine: what a sentence does and what is new in it, before how central it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.engine import Weighed
from summarizers.choosing.features import Row, describe
from summarizers.choosing.novelty import find_repeats
from summarizers.choosing.reasons import name_reason, new_since, typical_shares
from summarizers.choosing.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.choosing.material import Material

_REPEATED = 0.3
"""What is left of the score of a sentence that the predecessor has almost word for word."""

_ESSENTIAL = ("decision", "early decision", "meeting", "announcement", "calls_on", "risks")
"""Features that make a sentence one not to be missed, where they are 1; most important first."""


class Structure:
    """Weighs each sentence by its features; see `weights` for how much each counts."""

    careful = True

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence its score and reason, and what a briefing of three sentences does not miss."""
        rows = describe(material)
        scores = [score(row) for row in rows]
        typical = typical_shares(rows)
        reasons = [name_reason(material, index, row, typical) for index, row in enumerate(rows)]
        if previous is not None:
            repeated = find_repeats(material, previous)
            for index, row in enumerate(rows):
                if index in repeated and not row.get("decision"):
                    scores[index] = scores[index] * _REPEATED if scores[index] > 0 else scores[index]
                elif index not in repeated:
                    reasons[index] = new_since(previous, material)
        return Weighed(tuple(scores), tuple(reasons), _essential(rows, scores))


def score(row: Row) -> float:
    """Give a sentence's score: its features, weighed, summed in the order of the table."""
    return sum(weight * row[name] for name, weight in WEIGHTS.items() if name in row)


def _stands(name: str, row: Row) -> bool:
    """Whether it can be shown by itself; a decision is worth the sentence it leans on."""
    return name == "decision" or not row["leans"]


def _essential(rows: Sequence[Row], scores: Sequence[float]) -> tuple[int, ...]:
    """Give the best decision, the best account of the meeting, the best demand and so on; most important first."""
    found: list[int] = []
    for name in _ESSENTIAL:
        holding = [index for index, row in enumerate(rows) if row.get(name, 0.0) >= 1.0 and _stands(name, row)]
        if holding:
            best = max(holding, key=lambda index: (scores[index], -index))
            if best not in found:
                found.append(best)
    return tuple(found)

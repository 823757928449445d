"""What a statement says that its predecessor did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.signals import numbers_of
from summarizers.choosing.similarity import Neighbours, Vector

if TYPE_CHECKING:
    from summarizers.choosing.material import Material

_NEAR_EQUAL = 0.88
"""Cosine from which two sentences count as the same one reworded."""


def find_repeats(material: Material, previous: Material) -> frozenset[int]:
    """Give the sentences that the predecessor has almost word for word, with the same figures."""
    neighbours = Neighbours(previous.vectors)
    figures = [numbers_of(sentence) for sentence in previous.sentences]
    return frozenset(
        index
        for index, vector in enumerate(material.vectors)
        if _is_repeated(material, index, vector, neighbours, figures)
    )


def _is_repeated(
    material: Material, index: int, vector: Vector, neighbours: Neighbours, figures: list[frozenset[str]]
) -> bool:
    numbers = numbers_of(material.sentences[index])
    near = neighbours.cosines(vector)
    return any(cosine >= _NEAR_EQUAL and figures[other] == numbers for other, cosine in near.items())

"""How alike sentences are: weighted word vectors in plain Python, summed in reading order.

No numerical library: the same sums in the same order give the same choice on every machine, and a briefing of a short
statement starts without loading one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from summarizers.vocabulary.frequencies import rarity

Vector = Mapping[str, float]
"""A sentence as weights of its stems, of length one (or empty)."""


def vectorize(content: Sequence[Sequence[str]], language: str) -> list[Vector]:
    """Give each sentence's vector: how often a stem stands in it, times its rarity in official prose."""
    vectors: list[Vector] = []
    for stems in content:
        weights = {stem: count * (0.2 + rarity(stem, language)) for stem, count in Counter(stems).items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({stem: weight / length for stem, weight in weights.items()} if length else {})
    return vectors


def centrality(vectors: Sequence[Vector], groups: Sequence[int] | None = None) -> list[float]:
    """Give each vector's cosine with the sum of its group (of all, without groups), the best of each group being 1."""
    keys = list(groups) if groups is not None else [0] * len(vectors)
    sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for key, vector in zip(keys, vectors, strict=True):
        for stem, weight in vector.items():
            sums[key][stem] += weight
    raw = [dot(vector, sums[key]) for key, vector in zip(keys, vectors, strict=True)]
    best: dict[int, float] = defaultdict(float)
    for key, value in zip(keys, raw, strict=True):
        best[key] = max(best[key], value)
    return [value / best[key] if best[key] else 0.0 for key, value in zip(keys, raw, strict=True)]


def dot(vector: Vector, other: Mapping[str, float]) -> float:
    """Give the inner product."""
    return sum(weight * other[stem] for stem, weight in vector.items() if stem in other)


class Neighbours:
    """Finds what resembles a sentence through the stems they share; never all pairs."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self._vectors = vectors
        self._postings: dict[str, list[int]] = defaultdict(list)
        for index, vector in enumerate(vectors):
            for stem in vector:
                self._postings[stem].append(index)

    def cosines(self, vector: Vector) -> dict[int, float]:
        """Give the cosine with every sentence that shares a stem, by index."""
        found: dict[int, float] = defaultdict(float)
        for stem, weight in vector.items():
            for index in self._postings.get(stem, ()):
                found[index] += weight * self._vectors[index][stem]
        return found

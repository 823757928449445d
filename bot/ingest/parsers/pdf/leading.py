"""The usual distance between the lines of a paragraph, by size of type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.ingest.parsers.pdf.lines import Line

_USUAL_RATIO = 1.2
_NARROWEST, _WIDEST = 0.8, 3.2
_COMMON = 0.25
_FEWEST = 3


class Leading:
    """Learns the distances of a document's lines."""

    def __init__(self, columns: Iterable[Sequence[Line]]) -> None:
        self._distances: dict[float, Counter[float]] = defaultdict(Counter)
        for lines in columns:
            for above, line in pairwise(lines):
                distance = above.baseline - line.baseline
                same_size = abs(above.size - line.size) < 0.05 * line.size
                if same_size and _NARROWEST * line.size < distance < _WIDEST * line.size:
                    self._distances[_key(line.size)][round(2 * distance) / 2] += 1
        self._usual = {size: _smallest_common(counts) for size, counts in self._distances.items()}
        ratios = Counter({size: counts.total() for size, counts in self._distances.items()})
        main = ratios.most_common(1)[0][0] if ratios else 0.0
        self._ratio = min(self._usual[main] / main, 2.0) if main else _USUAL_RATIO

    def usual(self, size: float) -> float:
        """Give the usual distance between lines of this size, in points."""
        key = _key(size)
        if self._distances[key].total() >= _FEWEST:
            return self._usual[key]
        return self._ratio * size


def _key(size: float) -> float:
    return round(2 * size) / 2


def _smallest_common(counts: Counter[float]) -> float:
    """Give the smallest distance that is about as common as the commonest: larger ones stand between paragraphs."""
    most = max(counts.values())
    return min(distance for distance, count in counts.items() if count >= _COMMON * most)

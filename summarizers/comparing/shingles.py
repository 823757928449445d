"""Shingles: a text as the numbers of its runs of three words, the same on every machine.

Chinese, Japanese and Korean words are pieces of two characters (`summarizers.vocabulary.tokens`), so that a shingle
of theirs is four characters. (Broder, A. Z., 1997: On the resemblance and containment of documents.)
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

WIDTH = 3
"""Words of a shingle."""

_PLACES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
"""Odd numbers that a word's number is multiplied by at each place of a shingle, so that order counts."""


def shingle(words: Sequence[str]) -> NDArray[np.uint64]:
    """Give the number of the shingle that begins at each word; a text shorter than one is one shingle."""
    import numpy as np

    if not words:
        return np.zeros(0, dtype=np.uint64)
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    count = max(1, len(words) - WIDTH + 1)
    padded = np.concatenate([numbers, np.zeros(max(0, WIDTH - len(words)), dtype=np.uint64)])
    total = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        total += mix(padded[place : place + count] * np.uint64(factor))
    return mix(total)


def covered_by(shingles: NDArray[np.uint64], others: NDArray[np.uint64], count: int) -> NDArray[np.bool_]:
    """Say of each of a text's words (so many) whether a shingle that holds it stands in the other text too."""
    import numpy as np

    covered = np.zeros(count, dtype=np.bool_)
    shared = np.isin(shingles, others)
    for place in range(min(WIDTH, count)):
        covered[place : place + len(shared)] |= shared
    return covered


def mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread each number over 64 bits (the finaliser of SplitMix64: Steele, Lea and Flood, 2014)."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")

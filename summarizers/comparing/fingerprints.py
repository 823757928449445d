"""Fingerprints: what texts with much the same wording share, to be looked up instead of compared with everything.

MinHash (Broder, 1997) cut into bands (Indyk and Motwani, 1998): of a text's shingles the least under each of some
fixed permutations, three to a band. Two texts share a band with the third power of their resemblance: of 24 bands,
texts that share two thirds of their shingles miss all in one of 4,000 cases, texts that share a tenth in 98 of 100.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from summarizers.comparing.shingles import mix, shingle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

BANDS = 24
ROWS = 3
"""Permutations of a band."""


def fingerprint(words: Sequence[str]) -> tuple[bytes, ...]:
    """Give the bands of a text from its words in reading order: each known by its place; none for no words.

    Linear in the text's length; the same for the same words on every machine.
    """
    import numpy as np

    shingles = np.unique(shingle(words))
    if not len(shingles):
        return ()
    least = [int((mix(shingles ^ seed) >> np.uint64(32)).min()) for seed in _seeds()]
    return tuple(_pack(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _pack(band: int, least: Sequence[int]) -> bytes:
    return bytes((band,)) + b"".join(number.to_bytes(4, "little") for number in least)


@cache
def _seeds() -> NDArray[np.uint64]:
    """Give a number for each permutation: the hash of its place."""
    import numpy as np

    digests = (hashlib.blake2b(place.to_bytes(2, "little"), digest_size=8).digest() for place in range(BANDS * ROWS))
    return np.array([int.from_bytes(digest, "little") for digest in digests], dtype=np.uint64)

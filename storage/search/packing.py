"""From sentences to bits: what is kept of a document's meaning, from the tokens that are indexed anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.vocabulary.frequencies import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from summarizers.reading.document import Document
    from summarizers.vocabulary.tokens import Token

_MOST_WORDS = 20_000
"""Words whose vectors are kept at hand: 20 MB, and nearly all that official prose uses."""


def pack_meanings(document: Document, tokens_by_sentence: Sequence[Sequence[Token]]) -> bytes | None:
    """Give the bits of a document's sentences; `None` where its language has no vectors, or there is no sentence.

    A sentence's vector is that of `summarizers.finding.scoring.encode_by_rarity`: the sum of its words' vectors, each by
    the root of the word's rarity.
    """
    import numpy as np

    from summarizers.finding import meaning

    if document.language not in meaning.LANGUAGES or not document.sentences:
        return None
    words = [
        [(sentence.text[token.start : token.end], token.stem) for token in tokens]
        for sentence, tokens in zip(document.sentences, tokens_by_sentence, strict=True)
    ]
    vectors = _look_up({word for sentence in words for word in sentence}, document.language)
    sums = np.zeros((len(words), meaning.encode([]).shape[1]), dtype=np.float32)
    for row, sentence in enumerate(words):
        if sentence:
            sums[row] = np.sum([vectors[word] for word in sentence], axis=0)
    return np.packbits(sums > 0, axis=1).tobytes()


_vectors: dict[tuple[str, str], NDArray[np.float32]] = {}
"""The weighed vectors of words, as written and by their stems: a cache, never the truth."""


def _look_up(words: Iterable[tuple[str, str]], language: str) -> dict[tuple[str, str], NDArray[np.float32]]:
    """Give the vectors of words, those that are not at hand encoded all at once; other threads may do the same."""
    import numpy as np

    from summarizers.finding import meaning

    found = {word: vector for word in words if (vector := _vectors.get(word)) is not None}
    unknown = [word for word in words if word not in found]
    vectors = meaning.encode([written for written, _ in unknown])
    new = {
        word: vector * np.float32(rarity(word[1], language) ** 0.5)
        for word, vector in zip(unknown, vectors, strict=True)
    }
    if len(_vectors) > _MOST_WORDS:
        _vectors.clear()
    _vectors.update(new)
    return {**found, **new}

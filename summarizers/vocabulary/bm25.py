"""Okapi BM25 (Robertson & Zaragoza, 2009) over tokens, with the rarity of words from the shipped table.

Pure functions: the same words and the same text give the same score on every machine, in every store, and whatever
other texts lie beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizers.vocabulary.tokens import Token

K1 = 1.2
"""How soon repeating a word stops to count: the middle of the range that Robertson and Zaragoza give."""

B = 0.75
"""How much a long text is held against its matches."""


def weigh_terms(tokens: Iterable[Token], language: str = "en") -> dict[str, float]:
    """Give each stem of a query its weight: its rarity in official prose.

    Stop words are left out, unless the query holds nothing else.
    """
    tokens = list(tokens)
    stopped = stop_words(language)
    telling = [token for token in tokens if token.form not in stopped] or tokens
    return {token.stem: rarity(token.stem, language) for token in telling}


def count_stems(tokens: Iterable[Token]) -> dict[str, int]:
    """Count each stem of a text."""
    counts: dict[str, int] = {}
    for token in tokens:
        counts[token.stem] = counts.get(token.stem, 0) + 1
    return counts


def bm25(
    weights: Mapping[str, float],
    counts: Mapping[str, int],
    length: int,
    average_length: float,
    *,
    k1: float = K1,
    b: float = B,
) -> float:
    """Score one text for a query: `weights` by stem of the query, `counts` by stem of the text, lengths in tokens."""
    norm = k1 * (1.0 - b + b * length / average_length) if average_length else k1
    score = 0.0
    for stem, weight in weights.items():
        count = counts.get(stem, 0)
        if count:
            score += weight * count * (k1 + 1.0) / (count + norm)
    return score


def score_texts(
    query: Iterable[Token], texts: Sequence[Sequence[Token]], language: str = "en", average_length: float | None = None
) -> list[float]:
    """Score texts for a query, in their order; the average length is theirs unless another is given."""
    weights = weigh_terms(query, language)
    lengths = [len(tokens) for tokens in texts]
    average = average_length or (sum(lengths) / len(lengths) if lengths else 0.0)
    return [bm25(weights, count_stems(tokens), len(tokens), average) for tokens in texts]

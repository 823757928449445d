"""A choice with a question in mind: what the words of a query add to an engine's scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.engine import Weighed
from summarizers.vocabulary.bm25 import score_texts
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.choosing.material import Material

_PULL = 3.0
"""How far the best match outweighs the whole range of an engine's own scores."""

_MATCHES = "matches the query"


def favour_query(material: Material, weighed: Weighed, query: str) -> Weighed:
    """Give the scores with the query's words first and the engine's own opinion second.

    A heading's words count for each sentence of its section. Nothing is essential any more but what was asked for. A
    query that fits nowhere changes nothing.
    """
    matches = _match(material, query)
    if not any(matches):
        return weighed
    own = _spread(weighed.scores)
    scores = tuple(_PULL * match + score for match, score in zip(matches, own, strict=True))
    reasons = tuple(_MATCHES if match > 0 else reason for match, reason in zip(matches, weighed.reasons, strict=True))
    return Weighed(scores, reasons, is_focused=True)


def _match(material: Material, query: str) -> list[float]:
    """How well each sentence fits the query, the best being 1."""
    headings = material.headings or {}
    head = {section: tokenize(heading, material.language) for section, heading in headings.items()}
    texts = [
        [*tokens, *head.get(place.section, ())] for tokens, place in zip(material.tokens, material.places, strict=True)
    ]
    return _share_of_best(score_texts(tokenize(query, material.language), texts, material.language))


def _share_of_best(values: Sequence[float]) -> list[float]:
    best = max(values, default=0.0)
    return [value / best if best > 0 else 0.0 for value in values]


def _spread(values: Sequence[float]) -> list[float]:
    """Bring scores of any scale to 0..1."""
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]

"""`rank_passages`: passages of any text (the turns of a debate, paragraphs) in the order in which they fit a query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding.scoring import likeness, word_likeness, word_shares
from summarizers.finding.terms import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.finding.scoring import Scores

_MEANING_WEIGHT = 0.5
_WORDS_WEIGHT = 0.8
_NEAR_WORDS_WEIGHT = 0.9
"""What near words add: in a long passage the mean of its words says little of any one thing in it.

All four weights are the middle of what served best on three of the six debates in `benchmarks/lookup.py`."""

_NEIGHBOUR_WEIGHT = 0.15
"""What a passage is lent by each neighbour: who answers rarely repeats the question."""

_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")


def rank_passages(passages: Sequence[str], query: str, language: str = "en") -> list[int]:
    """Give the positions of all passages, the best first; equals keep their order. A speaker's name counts as text."""
    if not passages:
        return []
    return [int(index) for index in np.argsort(-score_passages(passages, query, language), kind="stable")]


def score_passages(passages: Sequence[str], query: str, language: str = "en") -> Scores:
    """Score each passage for a query, by words and by meaning."""
    names = Vocabulary("\n".join(passages), language, query)
    asked = names.read(query)
    read = [names.read(passage) for passage in passages]
    shares = word_shares(names.weigh(asked), [terms.counts() for terms in read])
    sentences: list[str] = []
    bounds = []
    for passage in passages:
        start = len(sentences)
        sentences += [part for part in _SENTENCE_END.split(passage) if part] or [passage]
        bounds.append((start, len(sentences)))
    alike = likeness(asked, sentences, bounds, names)
    near = word_likeness(asked, read, names)
    held = np.array([near.held_by(terms) for terms in read])
    own = _MEANING_WEIGHT * 0.5 * (alike.best + alike.whole) + _WORDS_WEIGHT * shares + _NEAR_WORDS_WEIGHT * held
    beside = np.pad(own, 1, mode="edge")
    return own + _NEIGHBOUR_WEIGHT * (beside[:-2] + beside[2:])

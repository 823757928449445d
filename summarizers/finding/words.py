"""How well passages fit a question by words, word vectors and headings alone: in a millisecond a passage, unread before.

What is answered from everything that is stored is scored so, and questions in languages that the sentence model does not
know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding.scoring import likeness, word_likeness, word_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizers.finding.scoring import Scores
    from summarizers.finding.studying import Study
    from summarizers.finding.terms import Terms

WORDS_WEIGHT = 0.4
"""What a full match of words adds to a full likeness of meaning (all weights: chosen on questions about statements of
2021, part "dev" of `benchmarks/lookup.py`)."""

NEAR_WORDS_WEIGHT = 0.3
"""What a passage gains that holds each of the question's words, or a word near to it in meaning."""

HEADING_WEIGHT = 0.1
"""What the words of a passage's heading add, if they match in full."""

HEADING_MEANING_WEIGHT = 0.2
"""What a heading adds that is like the question in meaning."""


class WeighedByWords:
    """A question weighed against a study: `scores` by passage, `by_sentence` by sentence, `shares` of its words held."""

    def __init__(self, study: Study, query: Terms) -> None:
        names = study.names
        self.weights: Mapping[str, float] = names.weigh(query)
        self.shares: Scores = word_shares(self.weights, study.counts, study.lengths)
        bounds = [(stretch.first, stretch.last) for stretch in study.stretches]
        alike = likeness(query, [names.spell_out(terms) for terms in study.read], bounds, names)
        near = word_likeness(query, [*study.read, *study.headings], names)
        held = np.array([near.held_by(*study.read[first:last], least=0.0) for first, last in bounds])
        scores = 0.5 * (alike.best + alike.whole) + WORDS_WEIGHT * self.shares + NEAR_WORDS_WEIGHT * held
        gains = _heading_gains(study, query)
        self.scores: Scores = scores + gains[[stretch.section for stretch in study.stretches]]
        shares = word_shares(self.weights, [terms.counts() for terms in study.read])
        self.by_sentence: Scores = alike.sentences + WORDS_WEIGHT * shares


def _heading_gains(study: Study, query: Terms) -> Scores:
    """Give what a passage gains by each heading over it: by its words and by its meaning."""
    names, headings = study.names, study.headings
    shares = word_shares(names.weigh(query), [terms.counts() for terms in headings])
    bounds = [(at, at + 1) for at in range(len(headings))]
    alike = likeness(query, [names.spell_out(terms) for terms in headings], bounds, names).best
    gains: Scores = HEADING_WEIGHT * shares + HEADING_MEANING_WEIGHT * alike
    return gains

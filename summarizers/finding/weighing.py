"""How well passages fit a question by meaning and words together: each sentence in its context, token by token.

A passage gains by its best sentence's vector, by its own, by how near each token of the question comes to a token of
one sentence and of the whole passage (late interaction: Khattab & Zaharia, 2020, "ColBERT"), by word vectors, by the
words they share and by its heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding import sentence_vectors
from summarizers.finding.meaning import normalise
from summarizers.finding.scoring import encode_by_rarity, telling_words, word_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizers.finding.scoring import Scores
    from summarizers.finding.sentence_vectors import Encoded, Vectors
    from summarizers.finding.studying import Study
    from summarizers.finding.terms import Terms

IN_CONTEXT_WEIGHT = 0.2
"""What each of four likenesses in context counts. This and the next are round numbers near those that a regression over
the dev questions of `benchmarks/lookup.py` gave; ranking hardly changes between half of them and twice."""

REST_WEIGHT = 0.1
"""What each of the other likenesses counts, and the share of the question's words."""

_MOST_SENTENCES = 64
"""Sentences that are read in context, the likeliest by word vectors: a third of a second where none was read before. No
dev question is answered worse than with all."""


class Weighed:
    """A question weighed against a study: `scores` by passage, `by_sentence` by sentence, and what they are made of."""

    def __init__(self, study: Study, query: Terms) -> None:
        self.study = study
        self.query = query
        self.spelt_out: Terms = study.names.read(study.names.spell_out(query))
        self.asked: Encoded = sentence_vectors.encode([self.spelt_out.text])[0]
        self.weights: Mapping[str, float] = study.names.weigh(query)
        self.shares: Scores = word_shares(self.weights, study.counts, study.lengths)
        self._static = normalise(encode_by_rarity([telling_words(query, study.names)], study.names.language))[0]
        self._static_sentences: Scores = (normalise(study.word_sums()) @ self._static).astype(np.float64)
        self.read: dict[int, Encoded] = study.sentences(self._likeliest())
        self._weigh_sentences()
        self._weigh_headings()
        self.scores: Scores = self._weigh_passages()
        self.by_sentence: Scores = self.alike + self.near.mean(axis=1) + 0.5 * self._static_sentences

    def _likeliest(self) -> list[int]:
        order = np.argsort(-self._static_sentences, kind="stable")
        return [int(at) for at in order[:_MOST_SENTENCES]]

    def _weigh_sentences(self) -> None:
        """Compare the question with each sentence: `alike`, and `near`, a column for each token of the question."""
        count = len(self.study.read)
        self.alike: Scores = np.zeros(count)
        self.near: Scores = np.zeros((count, max(1, len(self.asked.tokens))))
        for at, sentence in self.read.items():
            self.alike[at] = sentence.whole @ self.asked.whole
            if len(sentence.tokens) and len(self.asked.tokens):
                self.near[at] = (sentence.tokens @ self.asked.tokens.T).max(axis=0)

    def _weigh_headings(self) -> None:
        """Compare the question with each section's heading, and each token of it with those of all headings."""
        headings = self.study.encoded_headings()
        self.headings: Scores = np.array([each.whole @ self.asked.whole if each else 0.0 for each in headings])
        self.headings_near: Scores = np.zeros(self.near.shape[1])
        for each in headings:
            if each and len(self.asked.tokens):
                self.headings_near = np.maximum(self.headings_near, (each.tokens @ self.asked.tokens.T).max(axis=0))

    def _weigh_passages(self) -> Scores:
        study = self.study
        bounds = [(stretch.first, stretch.last) for stretch in study.stretches]
        best = np.array([self.alike[first:last].max() for first, last in bounds])
        best_near = np.array([self.near[first:last].mean(axis=1).max() for first, last in bounds])
        near = np.array([self.near[first:last].max(axis=0).mean() for first, last in bounds])
        in_context = best + best_near + near + self._wholes() @ self.asked.whole
        static = np.array([self._static_sentences[first:last].max() for first, last in bounds])
        static = static + study.passage_sums() @ self._static
        headings = self.headings[[stretch.section for stretch in study.stretches]]
        scores: Scores = IN_CONTEXT_WEIGHT * in_context + REST_WEIGHT * (static + self.shares + headings)
        return scores

    def _wholes(self) -> Vectors:
        """Give a vector a passage: the mean of those of its sentences that were read."""
        rows = np.zeros((len(self.study.stretches), len(self.asked.whole)), dtype=np.float32)
        for row, stretch in enumerate(self.study.stretches):
            for at in range(stretch.first, stretch.last):
                if at in self.read:
                    rows[row] += self.read[at].whole
        return normalise(rows)

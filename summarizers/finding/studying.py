"""What is worked out of a document once, however many questions follow: its passages, terms and vectors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding import sentence_vectors
from summarizers.finding.meaning import normalise
from summarizers.finding.passages import Stretch, cut_passages
from summarizers.finding.respelling import SHORTEST
from summarizers.finding.scoring import count_words, encode_by_rarity
from summarizers.finding.terms import Terms, Vocabulary, spelt_out_acronyms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizers.finding.meaning import Vectors
    from summarizers.finding.sentence_vectors import Encoded
    from summarizers.reading.document import Document

_MOST_STUDIES = 8
"""Documents whose studies are kept."""

_MOST_SENTENCES = 400
"""Sentences of a document whose vectors are kept: 50 kB each."""


class Study:
    """A document's passages (`stretches`), its sentences and headings read as terms, and vectors as they are asked for.

    Studies are shared between threads: what is worked out later is always the same, and put in place whole.
    """

    def __init__(self, document: Document, acronyms: str) -> None:
        self.document = document
        self.stretches: list[Stretch] = cut_passages(document)
        self.names = Vocabulary(document.body, document.language, acronyms)
        self.read: list[Terms] = [self.names.read(sentence.text) for sentence in document.sentences]
        self.headings: list[Terms] = [self.names.read(section.heading or "") for section in document.sections]
        self.counts = [add_up(self.read[stretch.first : stretch.last]) for stretch in self.stretches]
        self.lengths = count_words(self.counts)
        words = [token for terms in self.read for token in terms.tokens]
        self.forms = {token.form for token in words if len(token.form) >= SHORTEST}
        self.stems = {token.stem for terms in (*self.read, *self.headings) for token in terms.tokens}
        self.concepts = {mention.concept for terms in (*self.read, *self.headings) for mention in terms.mentions}
        self._word_sums: Vectors | None = None
        self._sentences: dict[int, Encoded] = {}
        self._headings: list[Encoded | None] | None = None

    def word_sums(self) -> Vectors:
        """Give the sum of the word vectors of each sentence, countries by their common names."""
        if self._word_sums is None:
            texts = [self.names.spell_out(terms) for terms in self.read]
            self._word_sums = encode_by_rarity(texts, self.names.language)
        return self._word_sums

    def sentences(self, wanted: Collection[int]) -> dict[int, Encoded]:
        """Give the sentence vectors of some sentences, by their ordinals."""
        known = self._sentences
        missing = sorted(at for at in wanted if at not in known)
        if missing:
            new = sentence_vectors.encode([self.names.spell_out(self.read[at]) for at in missing])
            known = {**known, **dict(zip(missing, new, strict=True))}
            self._sentences = known if len(known) <= _MOST_SENTENCES else dict(zip(missing, new, strict=True))
        return {at: known[at] for at in sorted(wanted)}

    def encoded_headings(self) -> list[Encoded | None]:
        """Give the vectors of each section's heading; `None` where it has none, or one without a word."""
        if self._headings is None:
            encoded = sentence_vectors.encode([self.names.spell_out(terms) for terms in self.headings])
            self._headings = [each if len(each.tokens) else None for each in encoded]
        return self._headings

    def passage_sums(self) -> Vectors:
        """Give the word vectors of each passage, summed and of length one."""
        return normalise(np.array([self.word_sums()[s.first : s.last].sum(axis=0) for s in self.stretches]))


def study(document: Document, question: str) -> Study:
    """Give the study of a document, kept from the last question where the same acronyms matter."""
    return _study(document, " ".join(spelt_out_acronyms(document.body, question)))


@lru_cache(maxsize=_MOST_STUDIES)
def _study(document: Document, acronyms: str) -> Study:
    return Study(document, acronyms)


def add_up(read: Sequence[Terms]) -> dict[str, int]:
    """Count the terms of some texts together."""
    total: dict[str, int] = {}
    for terms in read:
        for term, count in terms.counts().items():
            total[term] = total.get(term, 0) + count
    return total

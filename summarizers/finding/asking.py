"""`ask`: the passages of a document that answer a question, word for word, or the news that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding.meaning import LANGUAGES
from summarizers.finding.passages import Stretch, cut_passages
from summarizers.finding.respelling import respell
from summarizers.finding.scoring import Likeness, likeness, word_likeness, word_shares
from summarizers.finding.terms import Terms, Vocabulary
from summarizers.vocabulary.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.finding.scoring import Scores
    from summarizers.reading.document import Document

WORDS_WEIGHT = 0.5
"""What a full match of words adds to a full likeness of meaning (chosen on questions about statements of 2021)."""

HEADING_WEIGHT = 0.1
"""What the words of a passage's heading add, if they match in full."""

LEAST_FIT = 0.5
"""What the likeness of the best sentence, and the nearness of the question's rarest word to any word of the document,
must reach together. Chosen on the same questions: see `benchmarks/lookup.py` for what it costs."""

LEAST_SHARE = 0.2
"""The share of the question's words that a passage must hold, in languages without word vectors."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that fits a question: `text == body[start:end]`, one or more sentences of a paragraph.

    `sentence` is the span of its best sentence, `lit` the spans of the question's words and names in it.
    """

    text: str
    start: int
    end: int
    section: int
    heading: str | None
    score: float
    paragraph: int
    sentence: tuple[int, int]
    lit: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages that answer, best first; none where nothing fits, with the section nearest in meaning to offer."""

    passages: tuple[Passage, ...]
    nearest_heading: int | None = None


def ask(document: Document, question: str, *, limit: int = 3, decline: bool = True) -> Answer:
    """Find the passages of a document that answer a question, at most `limit`, one a paragraph.

    With `decline` (as people are answered) none are given where nothing fits; without, the nearest are.
    """
    stretches = cut_passages(document)
    if not stretches:
        return Answer(())
    names = Vocabulary(document.body, document.language, question)
    read = [names.read(sentence.text) for sentence in document.sentences]
    query = names.read(respell(names.read(question), read))
    weights = names.weigh(query)
    counts = [_add_up(read[stretch.first : stretch.last]) for stretch in stretches]
    shares = word_shares(weights, counts)
    alike = likeness(
        query,
        [names.spell_out(terms) for terms in read],
        [(stretch.first, stretch.last) for stretch in stretches],
        names,
    )
    scores = (
        0.5 * (alike.best + alike.whole) + WORDS_WEIGHT * shares + _heading_scores(document, stretches, weights, names)
    )
    order = [int(index) for index in np.argsort(-scores, kind="stable")]
    nearest = next((stretches[index].section for index in order if stretches[index].section), None)
    if decline and not _fits(query, read, names, shares, alike):
        return Answer((), nearest)
    by_sentence = alike.sentences + WORDS_WEIGHT * word_shares(weights, [terms.counts() for terms in read])
    found: dict[int, Passage] = {}
    for index in order:
        stretch = stretches[index]
        if len(found) >= limit:
            break
        if stretch.paragraph not in found:
            best = stretch.first + int(by_sentence[stretch.first : stretch.last].argmax())
            found[stretch.paragraph] = _passage(
                document, stretch, best, read=read, weights=weights, score=float(scores[index])
            )
    return Answer(tuple(found.values()), nearest)


def _fits(query: Terms, read: Sequence[Terms], names: Vocabulary, shares: Scores, alike: Likeness) -> bool:
    """Say whether the best passage answers at all: a sentence is like the question, and its rarest word is near."""
    if names.language not in LANGUAGES:
        return bool(shares.max() >= LEAST_SHARE)
    return bool(alike.best.max() + word_likeness(query, read, names).rarest() >= LEAST_FIT)


def _add_up(read: Sequence[Terms]) -> dict[str, int]:
    total: dict[str, int] = {}
    for terms in read:
        for term, count in terms.counts().items():
            total[term] = total.get(term, 0) + count
    return total


def _heading_scores(
    document: Document, stretches: Sequence[Stretch], weights: dict[str, float], names: Vocabulary
) -> Scores:
    """Give what each passage gains by the words of its heading."""
    headings = [names.read(section.heading or "").counts() for section in document.sections]
    shares = word_shares(weights, headings)
    return HEADING_WEIGHT * np.array([shares[stretch.section] for stretch in stretches])


def _passage(
    document: Document, stretch: Stretch, best: int, *, read: Sequence[Terms], weights: dict[str, float], score: float
) -> Passage:
    sentences = document.sentences
    start, end = sentences[stretch.first].start, sentences[stretch.last - 1].end
    stopped = stop_words(document.language)
    lit = tuple(
        (sentences[at].start + first, sentences[at].start + last)
        for at in range(stretch.first, stretch.last)
        for first, last in _lit_spans(read[at], weights, stopped)
    )
    return Passage(
        document.body[start:end],
        start,
        end,
        stretch.section,
        document.heading_of(stretch.section),
        score,
        stretch.paragraph,
        (sentences[best].start, sentences[best].end),
        lit,
    )


def _lit_spans(terms: Terms, weights: dict[str, float], stopped: frozenset[str]) -> list[tuple[int, int]]:
    """Give the spans of the query's words and names in a text, in order, none inside another."""
    spans = [(t.start, t.end) for t in terms.tokens if t.stem in weights and t.form not in stopped]
    spans += [
        (terms.tokens[mention.first].start, terms.tokens[mention.last].end)
        for mention in terms.mentions
        if mention.concept in weights
    ]
    outer: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer

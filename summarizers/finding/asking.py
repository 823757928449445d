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

    from summarizers.finding.scoring import Scores, WordLikeness
    from summarizers.reading.document import Document

WORDS_WEIGHT = 0.4
"""What a full match of words adds to a full likeness of meaning (all weights: chosen on questions about statements of
2021, part "dev" of `benchmarks/lookup.py`)."""

NEAR_WORDS_WEIGHT = 0.3
"""What a passage gains that holds each of the question's words, or a word near to it in meaning."""

HEADING_WEIGHT = 0.1
"""What the words of a passage's heading add, if they match in full."""

HEADING_MEANING_WEIGHT = 0.2
"""What a heading adds that is like the question in meaning."""

STANDING_OUT_WEIGHT = 0.28
"""What it counts that the best passage stands out from the others, in standard deviations."""

LEAST_FIT = 0.7
"""What the question's farthest word and the best passage's standing out must reach together for an answer.

It lets about one in five of the unanswerable questions through (they are written to sound like the text) and costs
half of the answerable ones in other words. Word vectors can't do much better: at one in sixteen wrongly answered, five
of six answerable ones are declined. So what is declined keeps its nearest passages, to be shown on demand."""

LEAST_NEAR = 0.18
"""The score from which a passage that is not sure to answer comes near enough to be shown as the nearest; four of five
questions in other words that are declined have such a passage."""

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
    """The passages that answer, best first; none where nothing fits, with the section nearest in meaning to offer.

    `nearest` are the passages that come nearest where none fits: to be shown as that, never as an answer.
    """

    passages: tuple[Passage, ...]
    nearest_heading: int | None = None
    nearest: tuple[Passage, ...] = ()


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
    headings = [names.read(section.heading or "") for section in document.sections]
    near = word_likeness(query, [*read, *headings], names)
    held = np.array([near.held_by(*read[stretch.first : stretch.last], least=0.0) for stretch in stretches])
    scores = 0.5 * (alike.best + alike.whole) + WORDS_WEIGHT * shares + NEAR_WORDS_WEIGHT * held
    scores += _heading_scores(headings, query, names)[[stretch.section for stretch in stretches]]
    order = [int(index) for index in np.argsort(-scores, kind="stable")]
    nearest = next((stretches[index].section for index in order if stretches[index].section), None)
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
    passages = tuple(found.values())
    if decline and not _fits(near, names, shares, alike):
        return Answer((), nearest, tuple(passage for passage in passages if passage.score >= LEAST_NEAR))
    return Answer(passages, nearest)


def _fits(near: WordLikeness, names: Vocabulary, shares: Scores, alike: Likeness) -> bool:
    """Say whether the best passage answers at all: the text knows each word, and one passage stands out."""
    if names.language not in LANGUAGES:
        return bool(shares.max() >= LEAST_SHARE)
    stands_out = (alike.best.max() - alike.best.mean()) / (alike.best.std() + 0.02)
    return bool(near.farthest() + STANDING_OUT_WEIGHT * stands_out >= LEAST_FIT)


def _add_up(read: Sequence[Terms]) -> dict[str, int]:
    total: dict[str, int] = {}
    for terms in read:
        for term, count in terms.counts().items():
            total[term] = total.get(term, 0) + count
    return total


def _heading_scores(headings: Sequence[Terms], query: Terms, names: Vocabulary) -> Scores:
    """Give what a passage gains by each heading over it: by its words and by its meaning."""
    shares = word_shares(names.weigh(query), [terms.counts() for terms in headings])
    bounds = [(at, at + 1) for at in range(len(headings))]
    alike = likeness(query, [names.spell_out(terms) for terms in headings], bounds, names).best
    gains: Scores = HEADING_WEIGHT * shares + HEADING_MEANING_WEIGHT * alike
    return gains


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

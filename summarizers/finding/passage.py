"""A passage as it is shown: a span of the document, its best sentence, and the question's words lit in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizers.vocabulary.stopwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizers.finding.passages import Stretch
    from summarizers.finding.scoring import Scores
    from summarizers.finding.studying import Study
    from summarizers.finding.terms import Terms


class Scored(Protocol):
    """A question weighed against a study: its terms' weights, what each passage and each sentence scores."""

    weights: Mapping[str, float]
    scores: Scores
    by_sentence: Scores


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


def best_passages(study: Study, order: list[int], weighed: Scored, limit: int) -> tuple[Passage, ...]:
    """Give the first passages of an order (positions in `study.stretches`), one a paragraph, at most `limit`."""
    found: dict[int, Passage] = {}
    for index in order:
        if len(found) >= limit:
            break
        stretch = study.stretches[index]
        if stretch.paragraph not in found:
            best = stretch.first + int(weighed.by_sentence[stretch.first : stretch.last].argmax())
            found[stretch.paragraph] = _passage(study, stretch, best, float(weighed.scores[index]), weighed.weights)
    return tuple(found.values())


def _passage(study: Study, stretch: Stretch, best: int, score: float, weights: Mapping[str, float]) -> Passage:
    document, sentences = study.document, study.document.sentences
    start, end = sentences[stretch.first].start, sentences[stretch.last - 1].end
    stopped = stop_words(document.language)
    lit = tuple(
        (sentences[at].start + first, sentences[at].start + last)
        for at in range(stretch.first, stretch.last)
        for first, last in _lit_spans(study.read[at], weights, stopped)
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


def _lit_spans(terms: Terms, weights: Mapping[str, float], stopped: frozenset[str]) -> list[tuple[int, int]]:
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

"""`ask`: the passages of a document that answer a question, word for word, or the news that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding.fitness import fits
from summarizers.finding.framing import unframe
from summarizers.finding.meaning import LANGUAGES
from summarizers.finding.passage import Passage, best_passages
from summarizers.finding.respelling import respell
from summarizers.finding.studying import Study, study
from summarizers.finding.weighing import Weighed
from summarizers.finding.words import WeighedByWords

if TYPE_CHECKING:
    from summarizers.finding.terms import Terms
    from summarizers.reading.document import Document

__all__ = ["Answer", "Passage", "ask", "nearest_passages"]

LEAST_NEAR = 0.18
"""The score from which a passage that is not sure to answer comes near enough to be shown as the nearest."""

LEAST_NEAR_BY_WORDS = 0.03
"""The same in languages without word vectors, where words held are all that a score is made of."""

LEAST_SHARE = 0.2
"""The share of the question's words that a passage must hold, in languages without word vectors."""


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
    if not document.sentences:
        return Answer(())
    question = unframe(question) if document.language == "en" else question
    studied = study(document, question)
    query = read_question(studied, question)
    is_read_in_context = document.language in LANGUAGES and bool(query.tokens)
    weighed = Weighed(studied, query) if is_read_in_context else WeighedByWords(studied, query)
    order = _best_first(weighed)
    nearest = next((studied.stretches[at].section for at in order if studied.stretches[at].section), None)
    passages = best_passages(studied, order, weighed, limit)
    if decline and not _fits(weighed):
        least = LEAST_NEAR if is_read_in_context else LEAST_NEAR_BY_WORDS
        return Answer((), nearest, tuple(passage for passage in passages if passage.score >= least))
    return Answer(passages, nearest)


def nearest_passages(document: Document, question: str, *, limit: int = 3) -> tuple[Passage, ...]:
    """Give the passages nearest to a question by words and word vectors alone, at most `limit`, one a paragraph.

    For a text that is asked once, and where a few milliseconds count; whether they answer is not judged.
    """
    if not document.sentences:
        return ()
    studied = Study(document, question)
    weighed = WeighedByWords(studied, read_question(studied, question))
    return best_passages(studied, _best_first(weighed), weighed, limit)


def read_question(studied: Study, question: str) -> Terms:
    """Read a question by the names that a text knows, misspelt words put right by its own."""
    return studied.names.read(respell(studied.names.read(question), studied.forms, studied.stems))


def _best_first(weighed: Weighed | WeighedByWords) -> list[int]:
    return [int(index) for index in np.argsort(-weighed.scores, kind="stable")]


def _fits(weighed: Weighed | WeighedByWords) -> bool:
    """Say whether the best passage answers at all."""
    if isinstance(weighed, Weighed):
        return fits(weighed)
    return bool(weighed.shares.max() >= LEAST_SHARE)

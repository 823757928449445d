"""How much of a passage is shown: the sentence that answers, and enough around it to stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.standing import Standing, standing_of

if TYPE_CHECKING:
    from bot.answering.replies import Span
    from summarizers.reading.document import Document

SHOWN = 480
"""Characters. A passage that is longer is shown in part: about what is taken in at a glance."""


def excerpt(document: Document, passage: range, sentence: Span) -> range:
    """Give the sentences of a passage to show, as indices: the one that answers, those it leans on, and neighbours."""
    best = next((at for at in passage if document.sentences[at].start == sentence[0]), passage.start)
    first, last = best, best + 1
    while first > passage.start and _leans(document, first):
        first -= 1
    while last < passage.stop and _length(document, first, last + 1) <= SHOWN:
        last += 1
    while first > passage.start and _length(document, first - 1, last) <= SHOWN:
        first -= 1
    return range(first, last)


def _leans(document: Document, at: int) -> bool:
    return standing_of(document.sentences[at].text, document.language) is not Standing.ALONE


def _length(document: Document, first: int, last: int) -> int:
    return document.sentences[last - 1].end - document.sentences[first].start

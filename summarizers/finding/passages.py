"""Passages of a document: its paragraphs and list items, long ones in overlapping runs of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.reading.document import Document, Sentence

LONGEST = 1_200
"""Characters of a passage: what a reader takes in at once, about a screen of a phone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of sentences of one paragraph: positions in `document.sentences`, last exclusive."""

    first: int
    last: int
    section: int
    paragraph: int


def cut_passages(document: Document) -> list[Stretch]:
    """Cut a document into passages, in reading order; every sentence is in at least one."""
    stretches: list[Stretch] = []
    first = 0
    sentences = document.sentences
    while first < len(sentences):
        last = first
        while last < len(sentences) and sentences[last].paragraph == sentences[first].paragraph:
            last += 1
        for start, end in _runs(sentences, first, last):
            stretches.append(Stretch(start, end, sentences[first].section, sentences[first].paragraph))
        first = last
    return stretches


def _runs(sentences: Sequence[Sentence], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield runs no longer than a passage may be (a single sentence may be), each from the middle of the one before."""
    start = first
    while True:
        end = start + 1
        while end < last and sentences[end].end - sentences[start].start <= LONGEST:
            end += 1
        yield start, end
        if end >= last:
            return
        start = max(start + 1, (start + end) // 2)

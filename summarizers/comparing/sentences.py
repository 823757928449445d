"""Which sentences came and which went from one version of a statement to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizers.choosing.material import Material, Place
from summarizers.choosing.novelty import find_repeats
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.reading.document import Document

_MOST_PAIRS = 4_000_000
"""Pairs of sentences that are looked at for near-equals: about a second. Texts with more of them that are not word for
word the same are other texts, and all of these came and went."""

_TYPED = str.maketrans("\u2018\u2019\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2212", "''\"\"------")
"""Quotation marks and dashes as a typewriter has them."""


class Changes(NamedTuple):
    """The sentences that came, by their ordinals in the later text, and that went, by theirs in the earlier one."""

    came: tuple[int, ...]
    went: tuple[int, ...]


def came_and_went(before: Document, after: Document) -> Changes:
    """Give the sentences of each text that the other has neither word for word nor almost so with the same figures.

    Near-equals are what a briefing takes for no news (`summarizers.choosing.novelty`).
    """
    earlier, later = [_bare(each.text) for each in before.sentences], [_bare(each.text) for each in after.sentences]
    gone, new = _not_among(earlier, set(later)), _not_among(later, set(earlier))
    if not (gone or new) or max(len(gone), len(new)) * max(len(earlier), len(later)) > _MOST_PAIRS:
        return Changes(tuple(new), tuple(gone))
    return Changes(_left_over(after, new, before), _left_over(before, gone, after))


def is_read_alike(one: Document, other: Document) -> bool:
    """Say whether two texts have the same title, headings and sentences: whatever else differs is set aside in both."""
    headings = [[section.heading for section in each.sections] for each in (one, other)]
    sentences = [[sentence.text.split() for sentence in each.sentences] for each in (one, other)]
    return one.title == other.title and headings[0] == headings[1] and sentences[0] == sentences[1]


def _left_over(document: Document, ordinals: Sequence[int], other: Document) -> tuple[int, ...]:
    """Give those of some sentences that the other text does not have almost word for word."""
    if not ordinals:
        return ()
    repeated = find_repeats(_material(document, ordinals), _material(other, range(len(other.sentences))))
    return tuple(ordinal for position, ordinal in enumerate(ordinals) if position not in repeated)


def _material(document: Document, ordinals: Sequence[int]) -> Material:
    texts = tuple(document.sentences[ordinal].text for ordinal in ordinals)
    return Material(texts, tuple(Place() for _ in texts), document.language)


def _not_among(sentences: Sequence[str], others: set[str]) -> list[int]:
    return [ordinal for ordinal, sentence in enumerate(sentences) if sentence not in others]


def _bare(sentence: str) -> str:
    """Give a sentence without case, accents, and the ways in which it is spaced and its marks are typed."""
    return " ".join(fold(sentence.translate(_TYPED)).split())

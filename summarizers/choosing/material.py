"""What an engine chooses from: sentences with their words and places, from a document or from a plain list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizers.choosing.similarity import Vector, vectorize
from summarizers.reading.document import Document, ParagraphKind
from summarizers.reading.languages import detect_language
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import Token, fold, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True)
class Place:
    """Where a sentence stands. Ordinals are the document's; a plain list is one section, one paragraph."""

    section: int = 0
    paragraph: int = 1
    position: int = 0
    is_first_of_section: bool = False
    is_list_item: bool = False


@dataclass(frozen=True)
class Material:
    """Sentences in reading order with their places, and what the document says of itself.

    Tokens are made once, when first asked for. `has_structure` is false for a plain list, whose places say nothing.
    """

    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    language: str = "en"
    title: str = ""
    headings: Mapping[int, str] | None = None
    levels: Mapping[int, int] | None = None
    venue: str | None = None
    dated: date | None = None
    has_structure: bool = True

    def __len__(self) -> int:
        return len(self.sentences)

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of each sentence."""
        return tuple(tuple(tokenize(sentence, self.language)) for sentence in self.sentences)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each sentence folded: lower case, no accents."""
        return tuple(map(fold, self.sentences))

    @cached_property
    def content(self) -> tuple[tuple[str, ...], ...]:
        """The stems of each sentence without stop words, in reading order."""
        unwanted = stop_words(self.language)
        return tuple(tuple(token.stem for token in tokens if token.form not in unwanted) for tokens in self.tokens)

    @cached_property
    def vectors(self) -> list[Vector]:
        """The vector of each sentence, in reading order."""
        return vectorize(self.content, self.language)

    def stems_of(self, text: str) -> frozenset[str]:
        """Give the stems of another text (a title, a heading, a query) without stop words."""
        unwanted = stop_words(self.language)
        return frozenset(token.stem for token in tokenize(text, self.language) if token.form not in unwanted)


def gather(source: Document | Sequence[str]) -> Material:
    """Give the material of a document or of a list of sentences."""
    return _from_document(source) if isinstance(source, Document) else _from_list(source)


def _from_list(sentences: Sequence[str]) -> Material:
    places = tuple(Place(position=index, is_first_of_section=index == 0) for index in range(len(sentences)))
    return Material(tuple(sentences), places, detect_language(" ".join(sentences)), has_structure=False)


def _from_document(document: Document) -> Material:
    places = []
    last_section, last_paragraph, position = -1, -1, 0
    for sentence in document.sentences:
        position = position + 1 if sentence.paragraph == last_paragraph else 0
        kind = document.paragraph(sentence.paragraph).kind
        places.append(
            Place(
                sentence.section,
                sentence.paragraph,
                position,
                sentence.section != last_section,
                kind is ParagraphKind.LIST_ITEM,
            )
        )
        last_section, last_paragraph = sentence.section, sentence.paragraph
    return Material(
        tuple(sentence.text for sentence in document.sentences),
        tuple(places),
        document.language,
        document.title or "",
        {section.ordinal: section.heading for section in document.sections if section.heading},
        {section.ordinal: section.level for section in document.sections if section.heading},
        document.place,
        document.dated,
    )

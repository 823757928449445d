"""The lines of a document that are indexed: its sentences, its headings, its title, as words of one space each.

Lines come in that order, so that a line's number says what it is: line `i` is sentence `i`, the lines after the last
sentence are the headings of sections 1, 2, ..., and the one after the last heading is the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storage.records import HitKind
from summarizers.reading.document import AsideKind, Document
from summarizers.vocabulary.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Words(NamedTuple):
    """The words of all lines as folded forms and as stems: a line feed between lines, spaces around each word."""

    forms: str
    stems: str


class Place(NamedTuple):
    """What a line is: the ordinal of a sentence or of a heading's section; 0 for the title."""

    kind: HitKind
    ordinal: int


def lines_of(document: Document) -> list[str]:
    """Give the text of each line."""
    lines = [sentence.text for sentence in document.sentences]
    lines += [section.heading or "" for section in document.sections[1:]]
    lines.append(title_text(document))
    return lines


def title_span(document: Document) -> tuple[int, int] | None:
    """Give the span of the title in the body, if it stands there."""
    spans = [(aside.start, aside.end) for aside in document.set_aside if aside.kind is AsideKind.TITLE]
    return spans[0] if spans else None


def title_text(document: Document) -> str:
    """Give the title as the body has it, else as it was told."""
    span = title_span(document)
    return document.body[span[0] : span[1]] if span else document.title or ""


def tokens_of(document: Document) -> list[list[Token]]:
    """Give the tokens of each line."""
    return [tokenize(line, document.language) for line in lines_of(document)]


def words_of(tokens_by_line: Iterable[Sequence[Token]]) -> Words:
    """Give the words that are indexed, from the tokens of each line."""
    forms, stems = [], []
    for tokens in tokens_by_line:
        forms.append(" ".join(token.form for token in tokens))
        stems.append(" ".join(token.stem for token in tokens))
    return Words(_join(forms), _join(stems))


def place_of(line: int, sentence_count: int, line_count: int) -> Place:
    """Say what a line of a document is."""
    if line < sentence_count:
        return Place(HitKind.SENTENCE, line)
    if line < line_count - 1:
        return Place(HitKind.HEADING, line - sentence_count + 1)
    return Place(HitKind.TITLE, 0)


def _join(lines: list[str]) -> str:
    return "".join(f" {line} \n" for line in lines)

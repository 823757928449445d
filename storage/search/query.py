"""What a person writes to search, as terms: words, phrases, beginnings of words, and what must not be there.

Every text is a query. Nothing in it but quotation marks, a final asterisk and a leading minus means anything; all
other signs only separate words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TERM = re.compile(r'(?P<minus>(?<!\S)[-\u2212])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<words>[^\s"“”„«»]+))')
_MOST_TERMS = 32
"""Terms of one query that are looked for; a pasted page is not a query."""


class TermKind(StrEnum):
    """How the words of a term are looked for."""

    WORDS = "words"  # one after the other, by their stems
    PHRASE = "phrase"  # one after the other, as they are written
    BEGINNING = "beginning"  # as a phrase, its last word only begun


@dataclass(frozen=True, slots=True)
class Needle:
    """Words to be found one after the other in a line; the last may go on if the needle is open.

    `text` is the needle as it stands in an indexed line, `name` is its own among the needles of a query.
    """

    column: Literal["forms", "stems"]
    words: tuple[str, ...]
    is_open: bool
    weight: float
    text: str = field(init=False)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        text = f" {' '.join(self.words)}" + ("" if self.is_open else " ")
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "name", self.column + text)


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query, as it was written."""

    kind: TermKind
    text: str

    def needle(self, language: str) -> Needle | None:
        """Give what to look for in texts of a language; `None` if no word is in the term."""
        tokens = tokenize(self.text, language)
        if not tokens:
            return None
        weight = sum(rarity(token.stem, language) for token in tokens)
        if self.kind is TermKind.WORDS:
            return Needle("stems", tuple(token.stem for token in tokens), False, weight)
        return Needle("forms", tuple(token.form for token in tokens), self.kind is TermKind.BEGINNING, weight)

    def is_telling(self, language: str) -> bool:
        """Whether a line must hold it: a stop word need not be there, unless it is quoted or begun."""
        stopped = stop_words(language)
        return self.kind is not TermKind.WORDS or any(
            token.form not in stopped for token in tokenize(self.text, language)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """A query for texts of one language."""

    required: tuple[Needle, ...]
    excluded: tuple[Needle, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What lines must hold, and what they must not."""

    required: tuple[Term, ...]
    excluded: tuple[Term, ...]

    def plan(self, language: str) -> Plan:
        """Give the query for texts of a language; stop words are looked for only if it holds nothing else."""
        telling = [term for term in self.required if term.is_telling(language)] or self.required
        return Plan(tuple(_needles(telling, language)), tuple(_needles(self.excluded, language)))


def parse_query(words: str) -> Query:
    """Read a query; never fails."""
    required: list[Term] = []
    excluded: list[Term] = []
    for match in _TERM.finditer(words):
        term = _read_term(match)
        if term.needle("en") is not None:
            (excluded if match["minus"] else required).append(term)
    return Query(tuple(required[:_MOST_TERMS]), tuple(excluded[:_MOST_TERMS]))


def light(needles: Sequence[Needle], text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of a text that the needles match, in order and apart."""
    tokens = tokenize(text, language)
    spans = sorted(span for needle in needles for span in _spans_of(needle, tokens))
    lit: list[tuple[int, int]] = []
    for start, end in spans:
        if lit and start <= lit[-1][1]:
            lit[-1] = (lit[-1][0], max(end, lit[-1][1]))
        else:
            lit.append((start, end))
    return tuple(lit)


def _read_term(match: re.Match[str]) -> Term:
    if match["words"] is None:
        return Term(TermKind.PHRASE, match["phrase"])
    is_begun = match["words"].endswith("*")
    return Term(TermKind.BEGINNING if is_begun else TermKind.WORDS, match["words"])


def _needles(terms: Sequence[Term], language: str) -> Iterator[Needle]:
    needles = (term.needle(language) for term in terms)
    return iter(dict.fromkeys(needle for needle in needles if needle is not None))


def _spans_of(needle: Needle, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    length = len(needle.words)
    words = [token.stem if needle.column == "stems" else token.form for token in tokens]
    for first in range(len(words) - length + 1):
        *whole, last = words[first : first + length]
        if tuple(whole) != needle.words[:-1]:
            continue
        if last == needle.words[-1] or (needle.is_open and last.startswith(needle.words[-1])):
            yield tokens[first].start, tokens[first + length - 1].end

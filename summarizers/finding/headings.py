"""`find_section`: the section that words mean - a number, a heading, part of one, a misspelling, another name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.finding.respelling import LEAST_SPELLING, likeness_of_spelling
from summarizers.finding.terms import Terms, Vocabulary
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizers.reading.document import Document, Section

_NUMBER = re.compile(
    r"(?:the\s+)?(?:(?:section|part|chapter|heading|no\.?|number|§|#)\s*)?([0-9]+|[ivxl]+)\.?", re.IGNORECASE
)
_LABEL = re.compile(r"^\s*\(?([0-9]+(?:\.[0-9]+)*|[IVXLivxl]+|[A-Za-z])[.):]\s*(?=\S)")
_LEAD = frozenset({"lead", "introduction", "intro", "opening", "beginning", "start"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_LEAST_MEANING = 0.45
"""Cosine of words and heading below which they are not about one thing."""

_LEAST_SHARE = 0.35
"""Share of the words that a section must hold for being meant by them without its heading saying so."""


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """A section that words may mean, how well in (0, 1], and how it was found."""

    ordinal: int
    score: float
    how: str


def find_section(document: Document, words: str) -> list[SectionMatch]:
    """Give the sections that the words may mean, best first; empty where none does."""
    words = words.strip()
    if not words:
        return []
    numbered = _by_number(document, words)
    if numbered:
        return numbered
    names = Vocabulary(document.body, document.language, words)
    asked = names.read(words)
    best: dict[int, SectionMatch] = {}
    for match in (*_by_heading(document, asked, names), *_by_text(document, asked, names)):
        if match.ordinal not in best or match.score > best[match.ordinal].score:
            best[match.ordinal] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.ordinal))


def _by_number(document: Document, words: str) -> list[SectionMatch]:
    """Find by the number that a heading carries itself, else by its place among the headings; the lead is 0."""
    folded = fold(words)
    if folded in _LEAD and not any(fold(section.heading or "") == folded for section in document.sections):
        return [SectionMatch(0, 1.0, "number")]
    match = _NUMBER.fullmatch(folded)
    if not match:
        return []
    written = match[1]
    if not written.isdecimal():
        labelled = [section.ordinal for section in document.sections if _label(section) == written]
        if len(labelled) == 1:
            return [SectionMatch(labelled[0], 1.0, "number")]
    number = int(written) if written.isdecimal() and len(written) < 6 else _read_roman(written)
    return [SectionMatch(number, 1.0, "number")] if 0 <= number < len(document.sections) else []


def _label(section: Section) -> str | None:
    label = _LABEL.match(section.heading or "")
    return label[1].lower() if label else None


def _read_roman(written: str) -> int:
    """Give the value of a roman numeral up to the eighties; -1 where it is none."""
    values = [_ROMAN.get(letter, -1) for letter in written]
    if -1 in values:
        return -1
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _by_heading(document: Document, asked: Terms, names: Vocabulary) -> Iterator[SectionMatch]:
    """Match the words with each heading: whole, in part, misspelt, or by another name of the same."""
    stopped = stop_words(names.language)
    wanted = [token for token in asked.tokens if token.form not in stopped] or list(asked.tokens)
    concepts = {mention.concept for mention in asked.mentions}
    for section in document.sections:
        if not section.heading or not wanted:
            continue
        heading = names.read(section.heading)
        stems = {token.stem for token in heading.tokens}
        covered = min(1.0, len(wanted) / max(1, len(heading.tokens)))
        if [token.form for token in heading.tokens] == [token.form for token in asked.tokens]:
            yield SectionMatch(section.ordinal, 1.0, "heading")
        elif all(token.stem in stems for token in wanted):
            yield SectionMatch(section.ordinal, 0.9 + 0.05 * covered, "part of the heading")
        elif concepts & {mention.concept for mention in heading.mentions}:
            yield SectionMatch(section.ordinal, 0.8 + 0.05 * covered, "another name")
        elif len(wanted) == 1 and any(token.form.startswith(wanted[0].form) for token in heading.tokens):
            yield SectionMatch(section.ordinal, 0.75 + 0.05 * covered, "part of the heading")
        else:
            alike = _spelling(asked, heading, stopped)
            if alike >= LEAST_SPELLING:
                yield SectionMatch(section.ordinal, 0.5 + 0.25 * alike, "misspelling")


def _spelling(asked: Terms, heading: Terms, stopped: frozenset[str]) -> float:
    """Give how alike the least alike of the words is to its nearest in the heading, in [0, 1]."""
    words = [token.form for token in asked.tokens if token.form not in stopped and len(token.form) >= 3]
    there = [token for token in heading.tokens if token.form not in stopped]
    if not words or not there:
        return 0.0
    return min(
        max(likeness_of_spelling(word, other) for token in there for other in (token.form, token.stem))
        for word in words
    )


def _by_text(document: Document, asked: Terms, names: Vocabulary) -> Iterator[SectionMatch]:
    """Match the words with what the sections say and with what their headings mean."""
    from summarizers.finding.scoring import likeness, word_shares

    headed = [section for section in document.sections if section.heading]
    if not headed:
        return
    texts = [" ".join(sentence.text for sentence in document.sentences_of(section.ordinal)) for section in headed]
    shares = word_shares(names.weigh(asked), [names.read(text).counts() for text in texts])
    headings = [names.spell_out(names.read(section.heading or "")) for section in headed]
    alike = likeness(asked, headings, [(at, at + 1) for at in range(len(headings))], names).best
    if len({at for m in asked.mentions for at in range(m.first, m.last + 1)}) == len(asked.tokens):
        alike = alike * 0.0  # one country's name is near another's in meaning
    for section, share, cosine in zip(headed, shares, alike, strict=True):
        if share >= _LEAST_SHARE or cosine >= _LEAST_MEANING:
            how = "words of the section" if share >= _LEAST_SHARE else "meaning of the heading"
            yield SectionMatch(section.ordinal, 0.25 * float(min(1.0, share)) + 0.25 * max(0.0, float(cosine)), how)

"""Rows to lines of text: words put together with the spaces that they are read with."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ingest.parsers.pdf.rows import Row
from bot.ingest.parsers.pdf.scripts import is_right_to_left, is_unspaced
from bot.ingest.parsers.pdf.words import Word

_BESIDE = 0.3
_TOUCHING = 0.08
_CLOSING = ".,;:!?)]”’»"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLET = "•"
_END_IN_FRONT = re.compile(r"([.,:;!?،؛؟]+)([\d%/.,-]*\d%?)")
_FEWEST_SPACED = 4
_SPACED_SHARE = 0.7
_LETTER_BULLET_GAP = 0.9


@dataclass(slots=True)
class Line:
    """A line of a column: its text, the parts of it that are bold, its place and style, and its column's edges."""

    text: str
    bold: list[tuple[int, int]]
    page: int
    words: list[Word]
    x0: float
    x1: float
    baseline: float
    size: float
    is_bold: bool
    is_italic: bool
    left: float = 0.0
    right: float = 0.0

    @property
    def first_width(self) -> float:
        """The width of what could have stood on the line above: its first word, or character."""
        word = self.words[0]
        if is_unspaced(word.text[0]):
            return (word.x1 - word.x0) / len(word.text)
        return word.x1 - word.x0

    @property
    def text_x0(self) -> float:
        """Where its text begins behind a bullet or number."""
        return self.words[1].x0 if len(self.words) > 1 else self.x0


def to_line(row: Row, page: int, *, is_mirrored: bool = False) -> Line:
    """Give a row as a line of text; `is_mirrored` where the page was mirrored since its writing runs to the left."""
    words = _in_reading_order(row.words, is_mirrored=is_mirrored)
    words[0] = _as_bullet(words)
    text, bold = _put_together(words, row.size)
    letters = Counter[float]()
    heavy = slanted = 0
    for word in words:
        length = len(word.text)
        letters[round(word.size, 1)] += length
        heavy += length if word.is_bold else 0
        slanted += length if word.is_italic else 0
    total = letters.total()
    is_capitals = text.isupper() and len(letters) > 1
    size = max(letters) if is_capitals else max(letters, key=lambda size: (letters[size], size))
    return Line(
        text, bold, page, words, min(word.x0 for word in words), max(word.x1 for word in words), row.baseline, size,
        is_bold=heavy >= 0.9 * total, is_italic=slanted >= 0.9 * total,
    )  # fmt: skip


def _in_reading_order(words: Sequence[Word], *, is_mirrored: bool) -> list[Word]:
    """Give the words of a row as they are read; where they run to the left, runs of other words keep their order."""
    if not is_mirrored:
        if not is_right_to_left(" ".join(word.text for word in words)):
            return list(words)
        words = sorted(words, key=lambda word: -word.x1)
    ordered: list[Word] = []
    foreign: list[Word] = []
    for word in words:
        word = _with_end_behind(word)  # noqa: PLW2901
        if is_right_to_left(word.text) or not any(character.isalnum() for character in word.text):
            ordered += [*reversed(foreign), word]
            foreign = []
        else:
            foreign.append(word)
    return [*ordered, *reversed(foreign)]


def _with_end_behind(word: Word) -> Word:
    """Give a figure of a line that runs to the left with the full stop behind it, which is drawn on its left."""
    match = _END_IN_FRONT.fullmatch(word.text)
    return word._replace(text=match[2] + match[1]) if match else word


def _as_bullet(words: Sequence[Word]) -> Word:
    """Give a line's first word, as a bullet where a font of symbols or an "o" standing apart makes one of it."""
    first = words[0]
    if len(first.text) > 1 or len(words) == 1:
        return first
    is_letter_bullet = first.text == "o" and words[1].x0 - first.x1 > _LETTER_BULLET_GAP * first.size
    if first.is_symbol or _PRIVATE.match(first.text) or is_letter_bullet:
        return first._replace(text=_BULLET)
    return first


def _put_together(words: Sequence[Word], size: float) -> tuple[str, list[tuple[int, int]]]:
    """Give the text of a line and the spans of it that are bold."""
    joints = _letter_spaced(words) or [_is_apart(a, b, size) for a, b in pairwise(words)]
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    length = 0
    for number, word in enumerate(words):
        if number and joints[number - 1]:
            parts.append(" ")
            length += 1
        if word.is_bold:
            if bold and number and words[number - 1].is_bold:
                bold[-1] = (bold[-1][0], length + len(word.text))
            else:
                bold.append((length, length + len(word.text)))
        parts.append(word.text)
        length += len(word.text)
    return "".join(parts), bold


def _is_apart(before: Word, word: Word, size: float) -> bool:
    """Whether a space stands between two neighbours."""
    gap = word.x0 - before.x1 if word.x0 >= before.x0 else before.x0 - word.x1
    if word.is_glued and word.number == before.number + 1 and gap < _BESIDE * size:
        return False
    if word.text[0] in _CLOSING and gap < _BESIDE * size:
        return False
    if is_unspaced(before.text[-1]) and is_unspaced(word.text[0]):
        return gap > 2 * size
    if abs(word.baseline - before.baseline) > 0.1 * size and gap < _BESIDE * size:
        return gap > _TOUCHING * size
    return gap > _TOUCHING * size or not word.is_glued


def _letter_spaced(words: Sequence[Word]) -> list[bool] | None:
    """Give the joints of a line that is spaced out letter by letter, or nothing for any other line."""
    if sum([len(word.text) for word in words]) > 2 * len(words):
        return None
    single = sum(len(word.text) == 1 and word.text.isalnum() for word in words)
    if single < _FEWEST_SPACED or single < _SPACED_SHARE * len(words) or is_unspaced(words[0].text[0]):
        return None
    if 2 * sum(word.text.isupper() for word in words) < len(words):
        return None  # only titles are set like that, and most of them in capitals
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    usual = statistics.median(gaps)
    return [gap > 1.5 * usual + 0.5 for gap in gaps]

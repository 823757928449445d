"""The one published normalisation: input to the *reading text* that every span points into.

What it does, and all that it does:

* line ends of every kind become line feeds; lines that a program wrapped are joined by a space (Chinese and Japanese:
  by nothing), paragraphs are separated by one blank line;
* runs of spaces and tabs become one space, white space at the ends of lines goes;
* a word that was hyphenated at a line end is joined again, a compound keeps its hyphen;
* soft hyphens, byte-order marks and zero-width spaces are removed;
* NUL, other control characters and lone surrogates become U+FFFD;
* markup (`summarizers.reading.markdown`) leaves the text and becomes marks.

So nothing of the input is missing but white space and what this list names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summarizers.reading.document import Mark, MarkKind
from summarizers.reading.layout import Line, group_lines
from summarizers.reading.markdown import Markup, find_markup
from summarizers.vocabulary.frequencies import document_frequency
from summarizers.vocabulary.tokens import fold, stem

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")
_FORM_FEED = re.compile("\x0c")
_BLOCK_MARKS = frozenset({MarkKind.HEADING, MarkKind.LIST_ITEM})
_INVISIBLE = "\u00ad\ufeff\u200b\u2060"
_IGNORED = re.compile(f"[{_INVISIBLE}]+")
_ODD = re.compile(f"[{_INVISIBLE}\t]|  ")
"""What a line is taken apart for."""

_BLANKS = re.compile(r"[ \t]{2,}|\t")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010]$")
_REST_OF_WORD = re.compile(r"[^\W\d_]+")
# A word that neither begins behind a hyphen nor ends at one: the halves of broken words are no evidence.
_WHOLE_WORD = re.compile(r"(?<![\w\-\u2010])[^\W\d_]{2,}(?![\w\-\u2010])")
# "short- and long-term": the hyphen stands for the word that comes later.
_AFTER_SUSPENDED_HYPHEN = frozenset("and or to und oder bis et ou y o e".split())
_PREFIXES = frozenset(
    "anti bi co counter cross de ex extra inter intra mid mini multi non off on over per post pre pro re self semi sub"
    " super trans tri ultra un under up vice well".split()
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or other line group: a span of the body."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """The reading text, its blocks in order, and the marks in offsets of the body."""

    body: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Body:
    """The body as it grows, with the input offset that each piece began at."""

    parts: list[str]
    body_starts: list[int]
    input_starts: list[int]
    length: int = 0

    def append(self, text: str, input_start: int) -> None:
        self.body_starts.append(self.length)
        self.input_starts.append(input_start)
        self.add(text)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def drop_last_character(self) -> None:
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1

    def at(self, input_offset: int) -> int:
        """Give the offset in the body of a character of the input (of what follows it, where it was removed)."""
        piece = bisect_right(self.input_starts, input_offset) - 1
        if piece < 0:
            return 0
        following = self.body_starts[piece + 1] if piece + 1 < len(self.body_starts) else self.length
        return min(self.body_starts[piece] + input_offset - self.input_starts[piece], following)


class _Piece(NamedTuple):
    text: str
    start: int


def normalise(text: str, marks: Sequence[Mark] = ()) -> Normalised:
    """Give the reading text of an input, its blocks and its marks (the given ones, or those of its own markup)."""
    clean = _UNFIT.sub("\ufffd", text)
    markup = Markup(tuple(marks), ()) if marks else find_markup(clean)
    forced = sorted((mark.start, mark.end) for mark in markup.marks if mark.kind in _BLOCK_MARKS)
    lines, shapes = [], []
    for line_start, pieces in _split_lines(clean, markup.removed):
        lines.append(pieces)
        shapes.append(_shape(pieces, forced, line_start))
    body, blocks = _assemble(lines, group_lines(shapes), _known_words(clean))
    pages = [Mark(MarkKind.PAGE, m.end(), m.end(), n) for n, m in enumerate(_FORM_FEED.finditer(clean), 2)]
    return Normalised("".join(body.parts), tuple(blocks), tuple(_moved([*markup.marks, *pages], body)))


def _split_lines(text: str, removed: Sequence[tuple[int, int]]) -> Iterable[tuple[int, list[_Piece]]]:
    """Give each line as its start and its pieces: what is left of it without markup, ignored characters and blanks."""
    start, upcoming = 0, 0
    is_plain = not removed and not _ODD.search(text)
    for match in [*_LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if is_plain:
            yield start, _whole(text[start:end], start)
        else:
            cuts = []
            while upcoming < len(removed) and removed[upcoming][0] < end:
                cuts.append((max(start, removed[upcoming][0]), min(end, removed[upcoming][1])))
                if removed[upcoming][1] > end:
                    break
                upcoming += 1
            yield start, _pieces(text, start, end, cuts)
        start = match.end() if match else end


def _whole(line: str, start: int) -> list[_Piece]:
    bare = line.strip()
    return [_Piece(bare, start + line.find(bare[0]))] if bare else []


def _pieces(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> list[_Piece]:
    line = text[start:end]
    if not cuts and not _ODD.search(line):
        return _whole(line, start)
    cuts = [*cuts, *((start + m.start(), start + m.end()) for m in _IGNORED.finditer(line))]
    cuts += [(start + m.start() + (m.group()[0] == " "), start + m.end()) for m in _BLANKS.finditer(line)]
    pieces, at = [], start
    for cut_start, cut_end in sorted(cuts):
        if cut_start > at:
            pieces.append(_Piece(text[at:cut_start], at))
        if text[cut_start:cut_end].startswith("\t") and pieces and not pieces[-1].text.endswith(" "):
            pieces.append(_Piece(" ", cut_start))
        at = max(at, cut_end)
    if at < end:
        pieces.append(_Piece(text[at:end], at))
    return _stripped(pieces)


def _stripped(pieces: list[_Piece]) -> list[_Piece]:
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0].text.lstrip()
        pieces[0] = _Piece(first, pieces[0].start + len(pieces[0].text) - len(first))
        pieces[-1] = _Piece(pieces[-1].text.rstrip(), pieces[-1].start)
    return pieces


def _shape(pieces: list[_Piece], forced: Sequence[tuple[int, int]], line_start: int) -> Line:
    """Give what the grouping of lines looks at."""
    if not pieces:
        return Line("", 0)
    start = pieces[0].start
    if not forced:
        return Line(pieces[0].text if len(pieces) == 1 else "".join(piece.text for piece in pieces), start - line_start)
    end = pieces[-1].start + len(pieces[-1].text)
    nearest = bisect_right(forced, (end, 0)) - 1
    is_forced = nearest >= 0 and forced[nearest][1] > start
    return Line("".join(piece.text for piece in pieces), start - line_start, is_forced)


def _assemble(
    lines: Sequence[list[_Piece]], groups: list[list[int]], is_word: Callable[[str], bool]
) -> tuple[_Body, list[Block]]:
    """Put the groups of lines together to the body: a blank line between groups, a joint between their lines."""
    body = _Body([], [], [])
    blocks: list[Block] = []
    for group in groups:
        if blocks:
            body.add("\n\n")
        start = body.length
        for position, number in enumerate(group):
            if position:
                _join(body, lines[group[position - 1]][-1].text, lines[number][0].text, is_word)
            for piece in lines[number]:
                body.append(piece.text, piece.start)
        blocks.append(Block(start, body.length))
    return body, blocks


def _join(body: _Body, before: str, after: str, is_word: Callable[[str], bool]) -> None:
    """Add what stands between two lines of a paragraph: a space, or nothing inside a word or between ideographs."""
    broken, rest = _BROKEN_WORD.search(before), _REST_OF_WORD.match(after)
    if broken and rest and rest.group().casefold() not in _AFTER_SUSPENDED_HYPHEN:
        if not _is_compound(broken.group(1), rest.group(), is_word):
            body.drop_last_character()
    elif not rest and before[-1] in "-\u2010" and len(before) > 1 and before[-2].isalnum() and after[0].isalnum():
        pass  # "F-" / "16": cut behind the hyphen
    elif not (_UNSPACED.match(before[-1]) and _UNSPACED.match(after[0])):
        body.add(" ")


def _is_compound(left: str, right: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a hyphen at a line end belongs to the word ("long-term") or was put there ("govern-ment")."""
    if not (left[-1].islower() and right[0].islower()):
        return True
    if is_word(left + right):
        return False
    return is_word(left) or is_word(right) or left.casefold() in _PREFIXES


def _known_words(text: str) -> Callable[[str], bool]:
    """Give a test for words that the text holds elsewhere, or that official prose knows; the text is read on first use."""
    seen: set[str] = set()

    def is_word(word: str) -> bool:
        if not seen:
            seen.update(fold(match.group()) for match in _WHOLE_WORD.finditer(text))
        folded = fold(word)
        return folded in seen or document_frequency(stem(folded, "en"), "en") > 0

    return is_word


def _moved(marks: Iterable[Mark], body: _Body) -> Iterable[Mark]:
    """Give the marks in offsets of the body, those that hold nothing there left out."""
    for mark in marks:
        start, end = body.at(mark.start), body.at(mark.end)
        if start < end or mark.kind is MarkKind.PAGE:
            yield replace(mark, start=start, end=end)

"""Lines to blocks: tell a line end that wraps a paragraph from one that ends it.

Three layouts are common: one line a paragraph (with or without blank lines between), text wrapped greedily at some
width, and ragged lines out of a PDF or a letter. Greedy wrapping has a signature: a line that goes on could not have
taken the next line's first word. So the width is estimated from the lines themselves, and each line end is judged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

BULLET = re.compile(r"(?:[-*+•·▪‣◦●○■□➢➤►ㅇ–—]|[-–—] [•·])[ \t\u00a0]+(?=\S)|[•▪‣◦●○■□➢➤►・](?=\S)")
NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[ivxlIVXL]{1,6}|[a-zA-Z])[.)]|§{1,2} ?\d+\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?)[ \t\u00a0]+(?=\S)"
)
SPEAKER = re.compile(
    r"(?:[QA]|Q\d{1,2}|(?:[A-Z][A-Z.'’\-]+(?:[ ,]+|$)){1,6}(?:\([^)\n]{1,60}\) ?)?|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3})[ \u00a0]?:(?=\s)"
)
_TERMINAL = re.compile(r"[.!?:;。！？؟…][\"'”’»)\]]*$")
_MIN_PAIRS = 3
_FEWEST_LINES = 4
_RAGGED_SHARE = 0.4
_LONG_SHARE = 0.85


class Line(NamedTuple):
    """A line of the input as it stands: its text without the ends' white space, and its indentation in columns."""

    text: str
    indent: int
    forced: bool = False
    """It is a block of its own, whatever stands around it (markup says so)."""

    @property
    def width(self) -> int:
        """Columns that it fills."""
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text's lines were broken: greedily at a column (`width`), or raggedly, at about `ragged` columns."""

    width: int | None = None
    ragged: int | None = None


def group_lines(lines: Sequence[Line]) -> list[list[int]]:
    """Group lines (blank ones separate) into blocks; gives the line numbers of each block."""
    joins_over = _usual_gap(lines)
    wrapping = estimate_wrapping(lines, joins_over)
    blocks: list[list[int]] = []
    gap = 0
    for number, line in enumerate(lines):
        if not line.text:
            gap += 1
            continue
        if blocks and gap <= joins_over and _goes_on(lines, blocks[-1], line, wrapping):
            blocks[-1].append(number)
        else:
            blocks.append([number])
        gap = 0
    return blocks


def _usual_gap(lines: Sequence[Line]) -> int:
    """Give how many blank lines stand between the lines of one paragraph: none, or one in a double-spaced text.

    A text is double-spaced if no two lines follow one another directly and sentences go on over many of the gaps.
    """
    texts = [number for number, line in enumerate(lines) if line.text]
    if len(texts) < _FEWEST_LINES or any(b - a == 1 for a, b in itertools.pairwise(texts)):
        return 0
    pairs = [(lines[a], lines[b]) for a, b in itertools.pairwise(texts)]
    return 1 if sum(_runs_on(a, b) for a, b in pairs) >= _RAGGED_SHARE * len(pairs) else 0


def estimate_wrapping(lines: Sequence[Line], joins_over: int = 0) -> Wrapping:
    """Estimate how the lines of a text were broken; neither width nor ragged where each line is a paragraph."""
    texts = [number for number, line in enumerate(lines) if line.text]
    pairs = [(lines[a], lines[b]) for a, b in itertools.pairwise(texts) if b - a <= joins_over + 1]
    if len(pairs) < _MIN_PAIRS:
        return Wrapping(_width_of_few(pairs))
    widths = sorted(a.width for a, _ in pairs)
    candidates = {widths[min(len(widths) - 1, int(len(widths) * share))] for share in (1.0, 0.99, 0.97, 0.9)}
    best_share, best_width = max((_share_full(pairs, width), width) for width in candidates)
    if best_share >= 0.6:
        return Wrapping(best_width)
    is_ragged = sum(_runs_on(a, b) for a, b in pairs) >= _RAGGED_SHARE * len(pairs)
    return Wrapping(ragged=widths[len(widths) // 2]) if is_ragged else Wrapping()


def _width_of_few(pairs: Sequence[tuple[Line, Line]]) -> int | None:
    """One or two line ends prove a width only where each line is long and goes on in the middle of a sentence."""
    widths = [a.width for a, _ in pairs]
    continued = [a.width >= 30 and not _TERMINAL.search(a.text) and not starts_item(b.text) for a, b in pairs]
    return max(widths) if pairs and all(continued) and _share_full(pairs, max(widths)) == 1 else None


def _share_full(pairs: Sequence[tuple[Line, Line]], width: int) -> float:
    return sum(_is_full(a, b, width) for a, b in pairs) / len(pairs)


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted into this line any more."""
    if line.width > width:
        return False
    first_word = following.text.split(" ", 1)[0]  # a no-break space is no place to wrap
    unspaced_and_cut = line.width == width and not first_word.isascii()
    # Two columns of grace: wrapping programs count the second space behind a full stop, and drop it at the line end.
    return line.width + 1 + len(first_word) > width - 2 or unspaced_and_cut


def starts_item(text: str) -> bool:
    """Whether a line opens with a bullet or a number."""
    return bool(BULLET.match(text) or NUMBER.match(text))


def _goes_on(lines: Sequence[Line], block: list[int], line: Line, wrapping: Wrapping) -> bool:
    """Whether a line goes on with the paragraph of the block above it."""
    first, previous = lines[block[0]], lines[block[-1]]
    if previous.forced or line.forced:
        return False
    if starts_item(line.text) and _opens_item(first, previous, line, wrapping.width):
        return False
    if SPEAKER.match(line.text) and _TERMINAL.search(previous.text):
        return False
    if wrapping.width is not None and previous.width <= wrapping.width:
        return _wraps(first, previous, line, wrapping.width)
    if wrapping.ragged is not None and not starts_item(line.text):
        is_long = previous.width >= _LONG_SHARE * wrapping.ragged
        return is_long if _TERMINAL.search(previous.text) else previous.width >= wrapping.ragged // 2
    return _runs_on(previous, line)


def _opens_item(first: Line, previous: Line, line: Line, width: int | None) -> bool:
    """Whether a bullet or number at the start of a line opens an item, or is a dash or figure that wrapped there."""
    if width is None or not _is_full(previous, line, width):
        return True
    same_form = starts_item(first.text) and bool(BULLET.match(first.text)) == bool(BULLET.match(line.text))
    return same_form and (line.indent == first.indent) and bool(_TERMINAL.search(previous.text))


def _wraps(first: Line, previous: Line, line: Line, width: int) -> bool:
    indented = line.indent >= previous.indent + 2 and not starts_item(first.text)
    if indented and _TERMINAL.search(previous.text):
        return False
    return _is_full(previous, line, width) or _runs_on(previous, line)


def _runs_on(previous: Line, line: Line) -> bool:
    """Whether a sentence goes on over a line end, told by its letters alone."""
    if _TERMINAL.search(previous.text):
        return False
    if line.text[0].islower():
        return len(previous.text) > 40 or previous.text[-1] in "-\u2010"
    return "\u3041" <= line.text[0] <= "\u309f" and len(previous.text) > 20  # hiragana: a word's end, or a particle

"""Lines of a column to blocks: where a paragraph, an item or a table begins.

A line begins a paragraph where the distance, the style or the indentation says so, or where its first word would
have fitted on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.ingest.parsers.pdf.blocks import Block, BlockKind, ends_sentence, is_centred, is_full
from bot.ingest.parsers.pdf.leading import Leading
from bot.ingest.parsers.pdf.lines import Line
from bot.ingest.parsers.pdf.tables import find_tables
from summarizers.reading.layout import BULLET, NUMBER

_LARGER = 1.08
_OTHER_SIZE = 0.08
_WIDE_GAP, _PUSHED_GAP = 1.3, 1.65
_INDENT = 0.8
_SHORT = 0.25
_LEVEL = 1.5
_HYPHENS = "-‐\u00ad"
_CAPTION = re.compile(
    r"(?:table|tab\.|tabelle|tableau|cuadro|tabla|quadro|tabela|tabella|таблица|表)\s*(?:\d|[IVX]+\b)", re.IGNORECASE
)
_LONGEST_CAPTION = 3
_DASH = re.compile(r"[-–—] ")
_BETWEEN_ITEMS = re.compile(r"(?:[,;]|\b(?:and|or|et|ou|und|oder|y|o|e))$")


class Splitter:
    """Splits the lines of columns into blocks."""

    def __init__(self, leading: Leading, body: float) -> None:
        self._leading = leading
        self._body = body

    def split(self, lines: Sequence[Line]) -> list[Block]:
        """Give the blocks of a column's lines."""
        blocks: list[Block] = []
        at = 0
        for start, end in [*find_tables(lines), (len(lines), len(lines))]:
            blocks.extend(self._paragraphs(lines[at:start]))
            if end > start:
                blocks.append(Block(list(lines[start:end]), BlockKind.TABLE))
            at = end
        _count_captions_in(blocks)
        if blocks:
            blocks[0].is_first = True
        return blocks

    def _paragraphs(self, lines: Sequence[Line]) -> Iterator[Block]:
        block: Block | None = None
        for line in lines:
            if block is not None and not self._begins(block, line):
                block.lines.append(line)
                continue
            if block is not None:
                yield block
            indented = block is not None and line.x0 - block.lines[-1].x0 > _INDENT * line.size
            kind = BlockKind.ITEM if BULLET.match(line.text) else BlockKind.PROSE
            block = Block([line], kind, is_indented=indented)
        if block is not None:
            yield block

    def _begins(self, block: Block, line: Line) -> bool:
        """Whether a line begins a new block rather than going on with the one above it."""
        above = block.lines[-1]
        if BULLET.match(line.text) and not _is_dash_in_sentence(block, line):
            return True
        if self._is_other_style(above, line) or self._is_apart(above, line):
            return True
        if NUMBER.match(line.text) and _opens_number(block, line):
            return True
        is_level = abs(line.x0 - above.x0) < _LEVEL
        if not is_level and not _is_item(block) and (is_centred(above) or is_centred(line)):
            return self._begins_beside_centred(above, line)
        indentation = _judge_indentation(block, line)
        return indentation if indentation is not None else self._has_room(above, line)

    def _is_apart(self, above: Line, line: Line) -> bool:
        """Whether the distance parts two lines; raised figures push the lines of one paragraph somewhat apart."""
        distance = (above.baseline - line.baseline) / self._leading.usual(line.size)
        if distance <= _WIDE_GAP:
            return False
        runs_on = is_full(above, line) and not ends_sentence(above.text) and above.x0 - line.x0 < line.size
        return not (distance < _PUSHED_GAP and runs_on)

    def _is_other_style(self, above: Line, line: Line) -> bool:
        if abs(above.size - line.size) > _OTHER_SIZE * max(above.size, line.size):
            return True
        if above.is_bold == line.is_bold:
            return False
        if above.is_bold:
            return ends_sentence(above.text) or not is_full(above, line) or not line.text[0].islower()
        ends_bold = bool(above.bold) and above.bold[-1][1] == len(above.text)
        return not ends_bold and not (is_full(above, line) and not ends_sentence(above.text))

    def _begins_beside_centred(self, above: Line, line: Line) -> bool:
        if is_centred(above) and is_centred(line):
            is_display = line.size > _LARGER * self._body or line.is_bold or line.text.isupper()
            return not is_display and not line.text[0].islower()
        if is_centred(line) and not is_centred(above):  # the last line of a centred paragraph, or a heading below one
            return not is_full(above, line) or ends_sentence(above.text)
        return not is_full(above, line)

    def _has_room(self, above: Line, line: Line) -> bool:
        """Whether the line above ends before the first word would have had to go on to the next line."""
        if is_full(above, line):
            return False
        if ends_sentence(above.text):
            return True
        if line.text[0].islower() or above.text[-1] in _HYPHENS or line.size > _LARGER * self._body:
            return False
        room = above.right - above.x1 - line.first_width
        return room > 2 * line.size and room > _SHORT * (above.right - above.left)


def _count_captions_in(blocks: Sequence[Block]) -> None:
    """Make the captions above and below tables parts of them."""
    for one, other in (*pairwise(blocks), *((b, a) for a, b in pairwise(blocks))):
        is_caption = one.kind is BlockKind.PROSE and len(one.lines) <= _LONGEST_CAPTION and _CAPTION.match(one.text)
        if is_caption and other.kind is BlockKind.TABLE:
            one.kind = BlockKind.TABLE


def _is_dash_in_sentence(block: Block, line: Line) -> bool:
    """Whether a dash at the start of a line belongs to the sentence that runs on from the line above."""
    above = block.lines[-1]
    if block.kind is BlockKind.ITEM or not _DASH.match(line.text) or above.text[-1] in ":;：；":
        return False
    is_level = abs(line.x0 - above.x0) < 0.5 * line.size
    return is_level and is_full(above, line) and (len(block.lines) > 1 or not ends_sentence(above.text))


def _opens_number(block: Block, line: Line) -> bool:
    """Whether a number at the start of a line counts a paragraph, or is a figure that wrapped there."""
    above = block.lines[-1]
    if ends_sentence(above.text) or not is_full(above, line) or _BETWEEN_ITEMS.search(above.text):
        return True
    if not NUMBER.match(block.lines[0].text):
        return False
    return len(block.lines) > 1 and line.x0 < above.x0 - _INDENT * line.size


def _is_item(block: Block) -> bool:
    return block.kind is BlockKind.ITEM or bool(NUMBER.match(block.lines[0].text))


def _judge_indentation(block: Block, line: Line) -> bool | None:
    """Whether the indentation begins a paragraph (or tells that none begins); `None` where it says nothing."""
    first, above = block.lines[0], block.lines[-1]
    step = _INDENT * line.size
    is_item = _is_item(block)
    if len(block.lines) == 1:
        if is_item and abs(line.x0 - first.text_x0) < 0.5 * line.size and first.text_x0 > first.x0 + 0.3 * line.size:
            return ends_sentence(above.text) and not is_full(above, line) and not line.text[0].islower()
        if line.x0 > first.x0 + step:
            return not is_item and (ends_sentence(above.text) or not is_full(above, line))
        return None
    if abs(line.x0 - above.x0) > step:
        return True
    return None

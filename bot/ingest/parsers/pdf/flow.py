"""Paragraphs that run on in the next column or on the next page, also past a table or a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.parsers.pdf.blocks import Block, BlockKind, ends_sentence, is_centred, is_full
from summarizers.reading.layout import BULLET, NUMBER

_SAME_SIZE = 0.06
_FARTHEST = 4
_SHORTEST = 20
_CAPTION = re.compile(
    r"(?:figures?|tables?|charts?|graphs?|box|source|notes?|tabelle|abbildung|quelle|tableau|graphique|cuadro|gráfico"
    r"|fuente|图|表|図)\b.{0,4}",
    re.IGNORECASE,
)
_INDENTED_SHARE = 0.5


def join_across(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks with those that go on with an earlier one put behind it."""
    indents = _uses_indents(blocks)
    joined: list[Block] = []
    for block in blocks:
        earlier = _find_beginning(joined, block, indents)
        if earlier is None:
            joined.append(block)
        else:
            earlier.follows.append(block)
    return joined


def _find_beginning(joined: Sequence[Block], block: Block, indents: bool) -> Block | None:
    """Find the block that this one goes on with: the one before it, or one before tables and captions."""
    if block.kind is not BlockKind.PROSE or not joined:
        return None
    passed = False
    for earlier in joined[: -_FARTHEST - 1 : -1]:
        if earlier.kind in (BlockKind.PROSE, BlockKind.ITEM) and _goes_on(earlier, block, indents, passed):
            return earlier
        if earlier.kind is not BlockKind.TABLE and not _CAPTION.match(earlier.text):
            return None
        passed = True
    return None


def _goes_on(earlier: Block, block: Block, indents: bool, passed: bool) -> bool:
    if not (block.is_first or passed) or not _is_alike(earlier, block):
        return False
    last, first = earlier.last, block.lines[0]
    if BULLET.match(first.text) or (NUMBER.match(first.text) and ends_sentence(last.text)):
        return False
    if ends_sentence(last.text):
        is_level = first.x0 - first.left < 0.8 * first.size
        return indents and not passed and is_full(last, first) and is_level and last.text[-1] not in ":："
    if first.text[0].islower() or last.text[-1] in "-‐,":
        return len(last.text) >= _SHORTEST or len(earlier.lines) > 1
    return not passed and is_full(last, first) and not is_centred(first)


def _is_alike(earlier: Block, block: Block) -> bool:
    last, first = earlier.last, block.lines[0]
    return abs(last.size - first.size) <= _SAME_SIZE * first.size and last.is_bold == first.is_bold


def _uses_indents(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs are told apart by the indentation of their first lines."""
    prose = [block for block in blocks if block.kind is BlockKind.PROSE and not block.is_first]
    return sum(block.is_indented for block in prose) > _INDENTED_SHARE * len(prose)

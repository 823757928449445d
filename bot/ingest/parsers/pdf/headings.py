"""Headings, by size and weight beside those of the running text, and their levels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.ingest.parsers.pdf.blocks import Block, BlockKind
from bot.ingest.parsers.pdf.scripts import is_unspaced

_LARGER = 1.1
_LONGEST, _LONGEST_UNSPACED = 200, 60
_MOST_WORDS = 26
_MOST_LINES = 4
_MOST_BOLD_WORDS = 16
_LONG_ENOUGH = 40
_SENTENCE_END = re.compile(r"[.;,。；，،…][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Inc|Ltd|Co|Corp|No|St|Dr|Jr|Sr|etc)\.$")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")


def mark_headings(blocks: Sequence[Block], body: float) -> None:
    """Turn the blocks that are headings into such, and give them their levels (1 = outermost)."""
    is_body_bold = _is_body_bold(blocks)
    found = [
        block
        for number, block in enumerate(blocks)
        if _has_form(block)
        and (block.size >= _LARGER * body or (block.is_bold and not is_body_bold and _is_bold_heading(block)))
        and _has_text_below(blocks, number)
    ]
    ranks = {style: rank for rank, style in enumerate(sorted({_style(block) for block in found}), 1)}
    for block in found:
        block.kind, block.level = BlockKind.HEADING, ranks[_style(block)]


def _is_body_bold(blocks: Sequence[Block]) -> bool:
    weights: Counter[bool] = Counter()
    for block in blocks:
        for line in block.lines:
            weights[line.is_bold] += len(line.text)
    return weights[True] > weights[False]


def _has_form(block: Block) -> bool:
    if block.kind is not BlockKind.PROSE or block.follows or len(block.lines) > _MOST_LINES:
        return False
    text = block.text
    if not any(character.isalpha() for character in text):
        return False
    if is_unspaced(text[0]):
        return len(text) <= _LONGEST_UNSPACED and not _SENTENCE_END.search(text)
    if len(text) > _LONGEST or text.count(" ") >= _MOST_WORDS:
        return False
    return not _SENTENCE_END.search(text) or bool(_ABBREVIATION.search(text))


def _is_bold_heading(block: Block) -> bool:
    """Whether a bold block at the size of the text is a heading rather than a sentence that is stressed."""
    return block.text.count(" ") < _MOST_BOLD_WORDS


def _has_text_below(blocks: Sequence[Block], number: int) -> bool:
    """Whether running text, an item or a table follows, be it after other short lines."""
    return any(
        block.kind is not BlockKind.PROSE or len(block.text) >= _LONG_ENOUGH or is_unspaced(block.text[0])
        for block in blocks[number + 1 : number + 12]
    )


def _style(block: Block) -> tuple[float, bool, bool, int]:
    """Give what ranks a heading: larger before smaller, bold before light, capitals before others, 1 before 1.1."""
    match = _NUMBER.match(block.text)
    depth = match[1].count(".") + 1 if match else 0
    return -round(2 * block.size) / 2, not block.is_bold, not block.text.isupper(), depth

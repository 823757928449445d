"""Which blocks are the statement: those that were found, and what belongs to them though it was not.

Short paragraphs, the lead-in of a list, a heading, a date: what stands among found blocks in the same element belongs
to them; what is a link, or one of the phrases of a page's buttons, does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.parsers.html.blocks import Block, BlockKind
from bot.ingest.parsers.html.locating import is_linked
from bot.ingest.parsers.html.phrases import is_button_phrase, is_foot_line
from bot.ingest.parsers.html.words import key_of

_SENTENCE_END = re.compile(r"[.!?:;。！？：；؟…][\"'”’»)\]」]*$")
_REPEATED = 40
"""Characters from which the same text twice is the page's doing, not the author's."""
_RUNNING_WORDS = 20


def select(blocks: Sequence[Block], found: set[int], title: int | None) -> list[int]:
    """Give the numbers of the blocks of the statement in order, without its title."""
    kept = {number for number in found if number != title and not _is_furniture(blocks[number])}
    if title is not None:
        kept = {number for number in kept if number > title or _runs(blocks[number])}
    if not kept:
        return []
    kept |= _neighbours(blocks, kept, title)
    kept -= _cards(blocks, kept)
    kept = _with_headings(blocks, kept, title)
    return _without_repeats(blocks, sorted(kept), title)


def _is_furniture(block: Block) -> bool:
    if is_button_phrase(block.text) or is_foot_line(block.text):
        return True
    if not is_linked(block):
        return False
    is_partly_linked = block.linked <= 0.8 * len(block.text)
    return not (_SENTENCE_END.search(block.text) and (is_partly_linked or _runs(block)))


def _runs(block: Block) -> bool:
    """Whether a block is running text."""
    return len(block.text) >= 120 or block.text.count(" ") >= _RUNNING_WORDS


def _neighbours(blocks: Sequence[Block], kept: set[int], title: int | None) -> set[int]:
    """What was passed over in the elements that hold found blocks."""
    holders = {blocks[number].holder for number in kept}
    wider = holders | ({holder.getparent() for holder in holders} - {None})
    first, last = min(kept), max(kept)
    if title is not None and title < first:
        first = title
    neighbours = set()
    for number, block in enumerate(blocks):
        if number in kept or number == title or _is_furniture(block):
            continue
        is_among = first < number < last
        if block.holder in holders or block.home in holders:
            is_at_foot = number > last and block.holder.tag != "body"
            if is_among or is_at_foot or (title is None and number < first):
                neighbours.add(number)
        elif is_among and _reads_as_text(block) and (block.holder in wider or block.holder.getparent() in wider):
            neighbours.add(number)
    return neighbours


def _reads_as_text(block: Block) -> bool:
    return bool(_SENTENCE_END.search(block.text)) or block.kind in (BlockKind.ITEM, BlockKind.ROW)


def _cards(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """The teasers of other pages: a heading that is a link away, and what stands beside it in the same element."""
    cards = set()
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING or block.away < 0.8 * len(block.text):
            continue
        holder = block.holder
        for following in range(number + 1, len(blocks)):
            if blocks[following].kind is BlockKind.HEADING or holder not in (
                blocks[following].holder,
                blocks[following].holder.getparent(),
            ):
                break
            cards.add(following)
    total = sum(len(blocks[number].text) for number in kept)
    return cards if sum(len(blocks[number].text) for number in cards & kept) < 0.5 * total else set()


def _with_headings(blocks: Sequence[Block], kept: set[int], title: int | None) -> set[int]:
    """A heading belongs to what stands below it: with it, it is kept or goes."""
    last = max((n for n in kept if blocks[n].kind is not BlockKind.HEADING), default=-1)
    below_is_kept = False
    result = set(kept)
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if block.kind is not BlockKind.HEADING:
            below_is_kept = number in kept
        elif number > last or not (below_is_kept or number in kept) or _is_furniture(block) or number == title:
            result.discard(number)
        elif title is None or number > title:
            result.add(number)
    return result


def _without_repeats(blocks: Sequence[Block], numbers: Sequence[int], title: int | None) -> list[int]:
    seen: set[str] = set()
    title_key = key_of(blocks[title].text) if title is not None else ""
    kept = []
    for number in numbers:
        key = key_of(blocks[number].text)
        is_title_again = key == title_key and blocks[number].kind is BlockKind.HEADING
        if is_title_again or (key in seen and len(blocks[number].text) >= _REPEATED):
            continue
        seen.add(key)
        kept.append(number)
    return kept

"""Where the main text of a page is: trafilatura finds it; where it finds far too little, the densest part is taken.

What is found are blocks of our own, told by their words: so nothing is lost of their form, and every word is the
page's own.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from bot.ingest.parsers.html.blocks import Block, BlockKind
from bot.ingest.parsers.html.words import key_of, shingles, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FOUND_SHARE = 0.75
"""The share of a block's runs of words that the library's text must hold."""
_FAR_TOO_LITTLE = 0.4
"""The share of the densest part's prose below which the library has missed the text."""
_PROSE = 40
_MOST_ELEMENTS = 20_000
"""Elements of a page from which the library takes longer than a page may take; pages of news have some thousand."""
_LOG = logging.getLogger(__name__)


def is_linked(block: Block) -> bool:
    """Whether a block is a link (or a row of links) rather than text with links in it."""
    share = (block.away if block.kind is BlockKind.HEADING else block.linked) / len(block.text)
    return share > 0.8 or (share > 0.5 and len(block.text) < 80)


def find_main(body: HtmlElement, blocks: Sequence[Block]) -> set[int]:
    """Give the numbers of the blocks that belong to the main text."""
    found = _match(blocks, _library_text(body))
    densest = _densest(body, blocks)
    mass = sum(len(blocks[number].text) for number in densest)
    if sum(len(blocks[number].text) for number in found & densest) < _FAR_TOO_LITTLE * mass:
        return found | densest
    return found


def _library_text(body: HtmlElement) -> str:
    root = body.getroottree().getroot()
    if sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(root, include_comments=False)
    except Exception as error:  # noqa: BLE001  what a hostile page sets off in a library is no reason to give up on it
        _LOG.debug("main text not found by the library: %s", type(error).__name__)
        return ""
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def _match(blocks: Sequence[Block], text: str) -> set[int]:
    known: set[tuple[str, ...]] = set()
    lines: set[str] = set()
    for line in text.splitlines():
        lines.add(key_of(line))
    known.update(shingles(words_of(text)))
    found = set()
    for number, block in enumerate(blocks):
        words = words_of(block.text)
        if not words:
            continue
        runs = list(shingles(words))
        share = sum(run in known for run in runs) / len(runs)
        if share >= _FOUND_SHARE or "".join(words) in lines:
            found.add(number)
    return found


def _densest(body: HtmlElement, blocks: Sequence[Block]) -> set[int]:
    """Give the prose inside the page's own main part, else inside the element with the most prose close below it."""
    prose = [
        n for n, b in enumerate(blocks) if len(b.text) >= _PROSE and b.kind is not BlockKind.ROW and not is_linked(b)
    ]
    region = _named_region(body)
    if region is None:
        region = _heaviest(blocks, prose)
    if region is None:
        return set()
    inside = set(region.iter())
    return {number for number in prose if blocks[number].home in inside}


def _named_region(body: HtmlElement) -> HtmlElement | None:
    for path in (".//*[@itemprop='articleBody']", ".//article", ".//main", ".//*[@role='main']"):
        regions: list[HtmlElement] = body.findall(path)
        if len(regions) == 1 and len("".join(regions[0].itertext()).strip()) > _PROSE:
            return regions[0]
    return None


def _heaviest(blocks: Sequence[Block], prose: Sequence[int]) -> HtmlElement | None:
    weights: dict[HtmlElement, float] = defaultdict(float)
    for number in prose:
        block = blocks[number]
        weights[block.holder] += len(block.text)
        around = block.holder.getparent()
        if around is not None:
            weights[around] += 0.9 * len(block.text)
    return max(weights, key=lambda home: weights[home], default=None)

"""The title of a page: which of its blocks it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ingest.parsers.html.blocks import Block, BlockKind
from bot.ingest.parsers.html.words import key_of

_LONGEST = 300
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:title|headline|subject|titulo|titre|titel|titolo|tit)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_LINE = 160
_FEWEST = 12
"""Letters that a part of a name needs to be told by."""


def find_title(blocks: Sequence[Block], titles: Sequence[str], site: str | None, found: set[int]) -> int | None:
    """Give the number of the block that is the page's title; `None` where none is.

    The heading that the page's head names, else its first outermost heading, else a line that the head names or
    that is called a title, else, where the head names nothing, the first bold line. What stands behind most of the text is no title of it.
    """
    named = [key_of(title) for title in titles]
    first_text = next((n for n in sorted(found) if len(blocks[n].text) > _LONGEST_LINE), len(blocks))
    headings = [n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING and len(block.text) <= _LONGEST]
    number = (
        _named(blocks, [n for n in headings if blocks[n].level == 1], named)
        or _named(blocks, headings, named)
        or _outermost(blocks, headings, site)
        or _named(blocks, [n for n in range(first_text) if len(blocks[n].text) <= _LONGEST], named)
        or _called_title(blocks, first_text)
    )
    if number is None and not titles:
        number = next(((n,) for n in range(first_text) if _is_bold(blocks[n])), None)
    if number is None:
        return None
    before = sum(len(blocks[n].text) for n in found if n < number[0])
    return number[0] if 2 * before <= sum(len(blocks[n].text) for n in found) else None


def _named(blocks: Sequence[Block], numbers: Sequence[int], names: Sequence[str]) -> tuple[int] | None:
    keys = [(number, key_of(blocks[number].text)) for number in numbers]
    for fits in (_is_same, _is_part):
        for name in names:
            for number, key in keys:
                if key and fits(key, name):
                    return (number,)
    return None


def _called_title(blocks: Sequence[Block], first_text: int) -> tuple[int] | None:
    """The longest line above the text that stands in an element called a title."""
    lines = [n for n in range(first_text) if _FEWEST <= len(blocks[n].text) <= _LONGEST and _is_called_title(blocks[n])]
    return (max(lines, key=lambda n: len(blocks[n].text)),) if lines else None


def _is_called_title(block: Block) -> bool:
    around = block.home.getparent()
    elements = [block.home, *([around] if around is not None else [])]
    return any(_TITLE_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}") for element in elements)


def _is_bold(block: Block) -> bool:
    return block.bold == ((0, len(block.text)),) and len(block.text) <= _LONGEST_LINE


def _is_same(key: str, name: str) -> bool:
    return key == name


def _is_part(key: str, name: str) -> bool:
    """Whether a line is the name without the site's, or the name is the line cut short."""
    is_most = len(key) >= _FEWEST and 2 * len(key) > len(name) and (name.startswith(key) or name.endswith(key))
    return is_most or (len(name) >= _FEWEST and key.startswith(name))


def _outermost(blocks: Sequence[Block], headings: Sequence[int], site: str | None) -> tuple[int] | None:
    """The first heading of the first level that does not name the site."""
    site_key = key_of(site or "")
    outermost = [n for n in headings if blocks[n].level == 1 and key_of(blocks[n].text) != site_key]
    return (outermost[0],) if outermost else None

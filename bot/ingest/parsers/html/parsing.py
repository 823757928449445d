"""A web page to text, marks and metadata.

Trafilatura finds where the main text is; the text itself is walked by ourselves, so that headings, lists, quotations,
tables and bold are kept and every word is the page's own.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.html.blocks import Block, BlockKind, find_blocks
from bot.ingest.parsers.html.charset import decode_page
from bot.ingest.parsers.html.dating import read_marked_date, read_shown_date
from bot.ingest.parsers.html.furniture import remove_furniture
from bot.ingest.parsers.html.hidden import remove_unseen
from bot.ingest.parsers.html.locating import find_main
from bot.ingest.parsers.html.metadata import Metadata, read_metadata
from bot.ingest.parsers.html.selecting import select
from bot.ingest.parsers.html.titles import find_title
from bot.ingest.parsers.html.tree import parse_markup
from bot.ingest.parsers.html.walls import read_signs, wall_reason
from bot.ingest.parsers.html.writing import write

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PROSE = 80
_AROUND_TITLE = 8
_LONGEST_LINE = 90


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of a web page with its marks and metadata.

    Raises `UnreadableError`: not text, empty, a log-in form, or a page that only a script would draw.
    """
    root = _tree(raw, hint)
    metadata, signs = read_metadata(root, hint.address), read_signs(root)
    language = _declared_language(root)
    remove_unseen(root)
    body = root.find("body")
    if body is None:
        raise UnreadableError(Reason.EMPTY)
    published = read_marked_date(root, metadata, language)
    remove_furniture(body)
    blocks = find_blocks(body)
    title, kept = _choose(body, blocks, metadata)
    prose = sum(len(block.text) for block in kept if len(block.text) >= _PROSE)
    if reason := wall_reason(signs, prose, "\n".join(block.text for block in kept)):
        raise UnreadableError(reason)
    name = blocks[title].text if title is not None else next(iter(metadata.titles), None)
    text, marks = write(name, kept)
    published = published or read_shown_date(_nearby(blocks, title), hint.address, language)
    return Extracted(
        format=Format.HTML,
        text=text,
        marks=marks,
        title=name,
        author=metadata.author,
        publisher=metadata.publisher,
        published=published,
        canonical=metadata.canonical,
        feeds=metadata.feeds,
    )


def _tree(raw: bytes, hint: Hint) -> HtmlElement:
    try:
        root = parse_markup(decode_page(raw, hint.charset))
    except SourceError as error:
        raise UnreadableError(Reason.NOT_TEXT) from error
    if root is None:
        raise UnreadableError(Reason.EMPTY)
    return root


def _choose(body: HtmlElement, blocks: list[Block], metadata: Metadata) -> tuple[int | None, list[Block]]:
    """Give the number of the title's block, and the blocks of the text."""
    if not blocks:
        return None, []
    found = find_main(body, blocks)
    if not found:
        found = {number for number, block in enumerate(blocks) if block.kind is not BlockKind.HEADING}
    title = find_title(blocks, metadata.titles, metadata.publisher, found)
    return title, [blocks[number] for number in select(blocks, found, title)]


def _nearby(blocks: list[Block], title: int | None) -> tuple[str, ...]:
    """The lines below the title, then those above it."""
    at = title if title is not None else -1
    below = [block.text for block in blocks[at + 1 : at + 1 + _AROUND_TITLE]]
    below = list(takewhile(lambda text: len(text) <= _LONGEST_LINE, below))
    above = [block.text for block in blocks[max(0, at - _AROUND_TITLE) : max(0, at)]]
    return tuple(below + above[::-1])


def _declared_language(root: HtmlElement) -> str | None:
    return root.get("lang", "").casefold().partition("-")[0] or None

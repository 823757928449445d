"""`parse`: the bytes of a PDF to the text that the reader is given."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.file_properties import sensible_author, sensible_title
from bot.ingest.parsers.pdf.blocks import Block, BlockKind
from bot.ingest.parsers.pdf.composing import all_lines, compose
from bot.ingest.parsers.pdf.hyphens import Hyphens
from bot.ingest.parsers.pdf.layout import lay_out
from bot.ingest.parsers.pdf.opening import open_pages
from bot.ingest.parsers.pdf.words import Page

_MOST_UNREADABLE = 0.3
_SCANNED_SHARE = 0.5
_LETTERS_OF_A_PAGE = 30
_OPENING = 3000
_TITLE_BLOCKS = 6


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of a PDF; raises `UnreadableError` for one that is scanned, encrypted, damaged, empty or too long.

    The title is that of the information dictionary where it fits the text, else the first heading; the date of
    publication stays open, since the dates of a file are those of its making.
    """
    with _without_collector():
        return _parse(raw)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of cyclic garbage from going through hundreds of thousands of words that hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parse(raw: bytes) -> Extracted:
    pages = open_pages(raw)
    _check_readable(pages.pages)
    blocks = lay_out(pages.pages)
    if not blocks or _is_scan(pages.pages, blocks):
        raise UnreadableError(_why_empty(pages.pages))
    text, marks = compose(blocks, Hyphens(all_lines(blocks)))
    return Extracted(
        format=Format.PDF,
        text=text,
        marks=marks,
        title=sensible_title(pages.title, text[:_OPENING]) or _first_heading(blocks),
        author=sensible_author(pages.author),
    )


def _check_readable(pages: Sequence[Page]) -> None:
    """Refuse a text whose fonts do not tell which letters they draw."""
    letters = "".join(word.text for page in pages for word in page.words)
    if not letters:
        raise UnreadableError(_why_empty(pages))
    unreadable = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in letters) if not letters.isascii() else 0
    if unreadable > _MOST_UNREADABLE * len(letters):
        raise UnreadableError(Reason.SCANNED)


def _is_scan(pages: Sequence[Page], blocks: Sequence[Block]) -> bool:
    """Whether pictures fill the pages, and the text is no more than a stamp on them."""
    pictures = sum(page.image_share > _SCANNED_SHARE for page in pages)
    letters = sum(len(line) for line in all_lines(blocks))
    return 2 * pictures > len(pages) and letters < _LETTERS_OF_A_PAGE * len(pages)


def _why_empty(pages: Sequence[Page]) -> Reason:
    return Reason.SCANNED if any(page.image_share or page.is_painted for page in pages) else Reason.EMPTY


def _first_heading(blocks: Sequence[Block]) -> str | None:
    return next((block.text for block in blocks[:_TITLE_BLOCKS] if block.kind is BlockKind.HEADING), None)

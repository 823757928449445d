"""PDF bytes to words through pypdf, for files that PDFium cannot open.

pypdf gives lines of text rather than places, so every line gets a place as on a typewriter's page.
"""

from __future__ import annotations

import io

from bot.ingest.parsers.pdf.words import Page, Pages, TooManyPagesError, Word

_SIZE, _LEADING, _PITCH = 10.0, 12.0, 5.0
_MARGIN = 50.0


class PasswordNeededError(Exception):
    """The file opens with a password only."""


def read_with_pypdf(raw: bytes, most_pages: int = 500) -> Pages:
    """Read the pages; raises whatever pypdf does on a file that it cannot read, or `PasswordNeededError`."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise PasswordNeededError
    if len(reader.pages) > most_pages:
        raise TooManyPagesError
    pages = [_page(number, page) for number, page in enumerate(reader.pages, 1)]
    information = reader.metadata
    title, author = (information.title, information.author) if information else ("", "")
    return Pages(pages, title or "", author or "")


def _page(number: int, page: object) -> Page:
    """Give a page; one that pypdf fails on is an empty page."""
    try:
        text = page.extract_text()  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - hostile files make parsers raise anything
        text = ""
    lines = [line.rstrip() for line in text.splitlines()]
    height = 2 * _MARGIN + _LEADING * len(lines)
    width = 2 * _MARGIN + _PITCH * max(map(len, lines), default=0)
    words: list[Word] = []
    for row, line in enumerate(lines):
        baseline = height - _MARGIN - _LEADING * (row + 1)
        column = 0
        for part in line.split(" "):
            if part:
                x0 = _MARGIN + _PITCH * column
                words.append(Word(part, x0, x0 + _PITCH * len(part), baseline, _SIZE, number=len(words)))
            column += len(part) + 1
    return Page(number, width, height, words)

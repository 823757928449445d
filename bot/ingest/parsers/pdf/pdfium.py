"""PDF bytes to pages of words through PDFium."""

from __future__ import annotations

import pypdfium2

from bot.ingest.parsers.pdf.page_words import Placed, WordReader
from bot.ingest.parsers.pdf.visibility import Backdrop, read_backdrop
from bot.ingest.parsers.pdf.words import Page, Pages, TooManyPagesError, Word

_OCR_SHARE = 0.5


def read_with_pdfium(raw: bytes, most_pages: int = 500) -> Pages:
    """Read the pages; raises `pypdfium2.PdfiumError` for what PDFium cannot open, `TooManyPagesError` above the limit."""
    document = pypdfium2.PdfDocument(raw)
    try:
        if len(document) > most_pages:
            raise TooManyPagesError
        pages = [_read_page(document, index) for index in range(len(document))]
        title, author = (document.get_metadata_value(key) for key in ("Title", "Author"))
        return Pages(pages, title or "", author or "")
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """Read a page; one that PDFium cannot load is an empty page."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0.0, 0.0)
    try:
        backdrop = read_backdrop(page.raw, page.get_cropbox())
        placed = WordReader(textpage.raw, backdrop).read()
        return _compose(index + 1, page.get_cropbox(), placed, backdrop)
    finally:
        textpage.close()
        page.close()


def _compose(number: int, box: tuple[float, float, float, float], placed: list[Placed], backdrop: Backdrop) -> Page:
    """Put a page together of the words that a reader sees on it, turned the way that most of them run."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    shown = _seen(placed, backdrop)
    turns = [0, 0, 0, 0]
    for item in shown:
        if item.turn is not None:
            turns[item.turn] += len(item.word.text)
    turn = max(range(4), key=lambda quarter: (turns[quarter], -quarter))
    page = Page(number, *((height, width) if turn % 2 else (width, height)), image_share=backdrop.image_share)
    page.is_painted = backdrop.is_painted
    for item in shown:
        if item.turn == turn:
            word = _turned(item, turn, box)
            if -1 <= (word.x0 + word.x1) / 2 <= page.width + 1 and -1 <= word.baseline <= page.height + 1:
                page.words.append(word)
    if turn == 0:
        page.rules = [rule._replace(x0=rule.x0 - left, x1=rule.x1 - left, y=rule.y - bottom) for rule in backdrop.rules]
    return page


def _seen(placed: list[Placed], backdrop: Backdrop) -> list[Placed]:
    """Give the words that can be seen; where a page is a picture of one, the text laid under it is what is seen."""
    seen = [item for item in placed if not item.is_hidden]
    if backdrop.image_share < _OCR_SHARE:
        return seen
    letters = sum(len(item.word.text) for item in placed)
    return placed if sum(len(item.word.text) for item in seen) < letters / 5 else seen


def _turned(item: Placed, turn: int, box: tuple[float, float, float, float]) -> Word:
    word = item.word
    left, bottom = box[:2]
    width, height = box[2] - left, box[3] - bottom
    if turn == 0:
        if not left and not bottom:
            return word
        return word._replace(x0=word.x0 - left, x1=word.x1 - left, baseline=word.baseline - bottom)
    x0, x1, y0, y1 = word.x0 - left, word.x1 - left, item.y0 - bottom, item.y1 - bottom
    if turn == 2:
        return word._replace(x0=width - x1, x1=width - x0, baseline=height - (word.baseline - bottom))
    base = word.baseline - left
    if turn == 1:
        return word._replace(x0=y0, x1=y1, baseline=width - base)
    return word._replace(x0=height - y1, x1=height - y0, baseline=base)

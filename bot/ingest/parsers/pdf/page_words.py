"""The words of one page, with their places and styles, in the order of the file.

PDFium is asked as seldom as possible: the characters of a page in one call, places at the two ends of a word, styles
once for each text object.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from typing import NamedTuple

import pypdfium2.raw as pdfium

from bot.ingest.parsers.pdf.probing import Handle, Probe
from bot.ingest.parsers.pdf.styles import Style, Styles
from bot.ingest.parsers.pdf.visibility import Backdrop
from bot.ingest.parsers.pdf.words import Word

_WORD = re.compile("[^\\s\x00-\x1f\x7f-\x9f\ufffe\u200b\ufeff]+\ufffe?")
_HYPHENS = re.compile("[\ufffe\u00ad]")
"""PDFium's mark for a hyphen at a line end, and soft hyphens: what is drawn of them is a hyphen."""
_COMPATIBLE = re.compile("[\ufb00-\ufdfb\ufe70-\ufefc]+")
"""Ligatures, and Arabic and Hebrew letters in the form that their place in the word gives them."""
_SUPERIOR = re.compile(r"(?<=[^\W\d_])\d{1,3}(?=\W*$)|(?<=[.,;:!?)\]”’\"'])\d{1,3}(?=\W*$)")
_TURNED_LIGATURE = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_SUPERIOR_RISE = 0.2
_Bounds = tuple[float, float, float, float]


class _Run(NamedTuple):
    """Characters in one style, by PDFium's indices."""

    start: int
    end: int
    style: Style


class Placed(NamedTuple):
    """A word as the file places it, before the page is turned."""

    word: Word
    y0: float
    y1: float
    turn: int | None
    is_hidden: bool


class WordReader:
    """Reads the words of one page."""

    def __init__(self, textpage: Handle, backdrop: Backdrop) -> None:
        self._text = textpage
        self._probe = Probe(textpage)
        self._styles = Styles(textpage, self._probe, backdrop)

    def read(self) -> list[Placed]:
        """Give the words in the order of the file."""
        characters = self._characters()
        placed: list[Placed] = []
        for match in _WORD.finditer(characters):
            plain = self._plain_word(match, len(placed))
            if plain is not None:
                placed.append(plain)
                continue
            is_glued = False
            for start, end, style in self._runs(match):
                text = _as_text(self._with_ligatures_turned(characters[start:end], start))
                if text:
                    placed.append(self._place((start, end), text, style, is_glued=is_glued, number=len(placed)))
                    is_glued = True
        return placed

    def _plain_word(self, word: re.Match[str], number: int) -> Placed | None:
        """Give a word of Latin letters in one style that stands upright, as most do, on the shortest way."""
        text = word.group()
        if not text.isascii() or not (text.isalpha() or (text[:-1].isalpha() and not text[-1].isdigit())):
            return None
        start, end = word.span()
        address = self._probe.text_object(start)
        if self._probe.text_object(end - 1) != address:
            return None
        style = self._styles.of(address, start)
        if style.turn != 0:
            return None
        size, is_bold, is_italic, is_symbol, _, is_hidden, _ = style
        x, y, right, bottom, top = self._probe.extent(start, end - 1)
        if top - bottom > 2 * size:
            size = top - bottom
        placed = Word(text, x, right, y, size, is_bold, is_italic, False, is_symbol, number)
        return Placed(placed, bottom, top, 0, is_hidden)

    def _characters(self) -> str:
        """Give one character for each index of PDFium's."""
        count = pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def _runs(self, word: re.Match[str]) -> list[_Run]:
        """Cut a word where its style changes."""
        start, end = word.span()
        at = self._probe.text_object
        first = at(start)
        if end - start == 1:
            return [_Run(start, end, self._styles.of(first, start))]
        runs, run_start, current = [], start, first
        if first != at(end - 1):
            for index in range(start + 1, end):
                following = at(index)
                if following != current and following:
                    runs.append(_Run(run_start, index, self._styles.of(current, run_start)))
                    run_start, current = index, following
        runs.append(_Run(run_start, end, self._styles.of(current, run_start)))
        text = word.group()
        superior = None if text.isalpha() else _SUPERIOR.search(text)
        if superior is None:
            return runs
        return self._cut_superior(runs, start + superior.start(), start + superior.end())

    def _cut_superior(self, runs: list[_Run], start: int, end: int) -> list[_Run]:
        """Cut figures out of a word that the font itself draws raised."""
        holder = next(run for run in runs if run.start <= start < run.end)
        raised_by = self._probe.box(start)[2] - self._probe.origin(start)[1]
        if end > holder.end or holder.style.turn != 0 or raised_by < _SUPERIOR_RISE * holder.style.size:
            return runs
        raised = holder.style._replace(size=0.6 * holder.style.size, rise=raised_by)
        parts = [_Run(holder.start, start, holder.style), _Run(start, end, raised), _Run(end, holder.end, holder.style)]
        place = runs.index(holder)
        return [*runs[:place], *(part for part in parts if part.start < part.end), *runs[place + 1 :]]

    def _with_ligatures_turned(self, characters: str, start: int) -> str:
        """Give a word whose Arabic ligatures of lam and alef, which PDFium turns around, are in order again."""
        if characters.isascii():
            return characters
        for match in _TURNED_LIGATURE.finditer(characters):
            at = match.start()
            if self._probe.box(start + at) == self._probe.box(start + at + 1):
                characters = characters[:at] + characters[at + 1] + characters[at] + characters[at + 2 :]
        return characters

    def _place(self, span: tuple[int, int], text: str, style: Style, *, is_glued: bool, number: int) -> Placed:
        start, end = span
        size, is_bold, is_italic, is_symbol, turn, is_hidden, rise = style
        x, y = self._probe.origin(start)
        left, right, bottom, top = self._probe.box(end - 1)
        if turn == 0 and not _RIGHT_TO_LEFT.match(text):
            left = min(left, x)
        elif end - start > 1:
            first = self._probe.box(start)
            left, right, bottom, top = _around(first, (left, right, bottom, top))
        if top - bottom > 2 * size and turn == 0:  # fonts whose glyphs the file draws itself may state any size
            size = top - bottom
        base = x if turn in (1, 3) else y + rise
        word = Word(text, left, right, base, size, is_bold, is_italic, is_glued, is_symbol, number)
        return Placed(word, bottom, top, turn, is_hidden)


def _around(first: _Bounds, last: _Bounds) -> _Bounds:
    """Give the bounds of two boxes (left, right, bottom, top)."""
    return min(first[0], last[0]), max(first[1], last[1]), min(first[2], last[2]), max(first[3], last[3])


def _as_text(characters: str) -> str:
    """Give a word's characters as text: PDFium's mark for a hyphen as one, ligatures as letters, accents composed."""
    text = _HYPHENS.sub("-", characters)
    if text.isascii():
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", text)

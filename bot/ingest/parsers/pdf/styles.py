"""How the text objects of a page are set: size, weight, direction, and whether they can be seen at all."""

from __future__ import annotations

import ctypes
import math
import re
from typing import NamedTuple

import pypdfium2.raw as pdfium

from bot.ingest.parsers.pdf.probing import Handle, Probe
from bot.ingest.parsers.pdf.visibility import Backdrop

_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi|fett|-bd|cmbx|sfbx|gras|negrita", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv|cmti|slanted", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"symbol|dingbats|webdings", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_SMALLEST = 1.0
_TURN_TOLERANCE = 4.0
_HIDDEN_MODES = (3, 7)


class Style(NamedTuple):
    """How a text object is set; the turn is its direction in quarter turns, `None` for a slanted one."""

    size: float
    is_bold: bool
    is_italic: bool
    is_symbol: bool
    turn: int | None
    is_hidden: bool
    rise: float = 0.0


class Styles:
    """The styles of one page's text objects, each read once."""

    def __init__(self, textpage: Handle, probe: Probe, backdrop: Backdrop) -> None:
        self._text = textpage
        self._probe = probe
        self._backdrop = backdrop
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, bool, bool]] = {}

    def of(self, address: int, index: int) -> Style:
        """Give the style of the text object at an address, one of whose characters is at an index."""
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._read_style(address, index)
        return style

    def _read_style(self, address: int, index: int) -> Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        scale = math.hypot(matrix.c, matrix.d)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * (scale or 1.0)
        text_object = pdfium.FPDFText_GetTextObject(self._text, index)
        is_bold, is_italic, is_symbol = self._font(text_object)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        is_hidden = mode in _HIDDEN_MODES or 0 < size < _SMALLEST or self._is_invisible(address, index, mode)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
        turn = round(angle / 90)
        is_straight = abs(angle - 90 * turn) <= _TURN_TOLERANCE
        return Style(size, is_bold or mode == 2, is_italic, is_symbol, turn % 4 if is_straight else None, is_hidden)

    def _font(self, text_object: Handle) -> tuple[bool, bool, bool]:
        """Give whether the font is bold, italic, one of symbols."""
        font = pdfium.FPDFTextObj_GetFont(text_object)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            self._fonts[address] = _describe_font(font) if address else (False, False, False)
        return self._fonts[address]

    def _is_invisible(self, address: int, index: int, mode: int) -> bool:
        channels = tuple(ctypes.c_uint() for _ in range(4))
        read = pdfium.FPDFText_GetStrokeColor if mode == 1 else pdfium.FPDFText_GetFillColor
        if not read(self._text, index, *(ctypes.byref(channel) for channel in channels)):
            return False
        red, green, blue, alpha = (channel.value for channel in channels)
        if alpha == 0:
            return True
        x, y = self._probe.origin(index)
        return self._backdrop.hides(address, (red, green, blue), x, y)


def _describe_font(font: Handle) -> tuple[bool, bool, bool]:
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    flags = pdfium.FPDFFont_GetFlags(font)
    is_bold = bool(_BOLD_NAME.search(name)) or bool(flags > 0 and flags & _FORCED_BOLD)
    if not is_bold and not pdfium.FPDFFont_GetIsEmbedded(font):
        is_bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    is_symbol = bool(_SYMBOL_NAME.search(name)) or name.casefold().split("+")[-1].startswith("wingdings")
    return is_bold, bool(_ITALIC_NAME.search(name)), is_symbol

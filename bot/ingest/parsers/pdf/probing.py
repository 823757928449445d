"""The questions that PDFium is asked for every word, with as little as possible between Python and it.

The binding's own functions make an object for every pointer that they give; for a word each, that is most of the time
that reading takes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

Handle = Any
"""An opaque pointer that PDFium gives, or one of its functions."""


class Probe:
    """Asks about the characters of one text page, by their index."""

    def __init__(self, textpage: Handle) -> None:
        self._text = _address(textpage)
        self._box = (ctypes.c_double * 4)()
        self._origin = (ctypes.c_double * 2)()
        box, origin = ctypes.addressof(self._box), ctypes.addressof(self._origin)
        self._box_out = (box, box + 8, box + 16, box + 24)
        self._origin_out = (origin, origin + 8)
        self._get_object = _bare(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        self._get_box = _bare(
            pdfium.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4
        )
        self._get_origin = _bare(
            pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 2
        )

    def text_object(self, index: int) -> int:
        """Give the address of the text object that a character belongs to; 0 for what PDFium put in itself."""
        return self._get_object(self._text, index) or 0

    def origin(self, index: int) -> tuple[float, float]:
        """Give where a character stands on its baseline."""
        self._get_origin(self._text, index, *self._origin_out)
        return self._origin[0], self._origin[1]

    def extent(self, first: int, last: int) -> tuple[float, float, float, float, float]:
        """Give where a character stands, and the right edge, bottom and top of another in its line."""
        self._get_origin(self._text, first, *self._origin_out)
        self._get_box(self._text, last, *self._box_out)
        origin, box = self._origin, self._box
        return origin[0], origin[1], box[1], box[2], box[3]

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Give left, right, bottom and top of a character as it is drawn."""
        self._get_box(self._text, index, *self._box_out)
        box = self._box
        return box[0], box[1], box[2], box[3]


def _address(pointer: Handle) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _bare(function: Handle, *types: Handle) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(*types)(_address(function))

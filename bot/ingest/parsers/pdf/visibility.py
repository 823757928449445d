"""What a page is painted with behind its text: which text is drawn in the colour of its ground, or painted over.

Text that a reader of the page cannot see is never quoted.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from bot.ingest.parsers.pdf.probing import Handle
from bot.ingest.parsers.pdf.words import Rule

_MOST_OBJECTS = 20_000
_MOST_AREAS = 400
_SMALLEST_AREA = 60.0
_THICKEST_RULE = 2.5
_SHORTEST_RULE = 30.0
_ALIKE = 20
"""Largest difference of a colour channel (of 255) between colours that look the same."""
_OPAQUE = 250
_WHITE = (255, 255, 255)
_DEEPEST_FORM = 3
_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A painted area: its place in the order of painting, its bounds, its colour (`None` for a picture)."""

    order: int
    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[int, int, int] | None


@dataclass(slots=True)
class Backdrop:
    """The areas and rules of a page, the share of it that pictures cover, and the order of its text objects."""

    areas: list[Area] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    is_painted: bool = False
    orders: dict[int, int] = field(default_factory=dict)

    def hides(self, address: int, colour: tuple[int, int, int], x: float, y: float) -> bool:
        """Whether text of this object and colour at this place cannot be seen."""
        order = self.orders.get(address, 1 << 60)
        ground: tuple[int, int, int] | None = _WHITE
        for area in self.areas:
            if not (area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1):
                continue
            if area.order < order:
                ground = area.colour
            elif area.colour is not None:
                return True
        return ground is not None and max(abs(a - b) for a, b in zip(ground, colour, strict=True)) < _ALIKE


def read_backdrop(page: Handle, box: tuple[float, float, float, float]) -> Backdrop:
    """Read what is painted on a page besides its text."""
    backdrop = Backdrop()
    _Walk(backdrop).objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UPRIGHT, 0)
    total = (box[2] - box[0]) * (box[3] - box[1])
    pictures = [area for area in backdrop.areas if area.colour is None]
    covered = sum(_overlap(area, box) for area in pictures)
    backdrop.image_share = min(1.0, covered / total) if total > 0 else 0.0
    if len(backdrop.areas) > _MOST_AREAS:
        backdrop.areas = sorted(backdrop.areas, key=_size, reverse=True)[:_MOST_AREAS]
        backdrop.areas.sort(key=lambda area: area.order)
    return backdrop


def _size(area: Area) -> float:
    return (area.x1 - area.x0) * (area.y1 - area.y0)


def _overlap(area: Area, box: tuple[float, float, float, float]) -> float:
    width = min(area.x1, box[2]) - max(area.x0, box[0])
    height = min(area.y1, box[3]) - max(area.y0, box[1])
    return max(width, 0.0) * max(height, 0.0)


class _Walk:
    """Walks over a page's objects in the order of painting."""

    def __init__(self, backdrop: Backdrop) -> None:
        self._backdrop = backdrop
        self._order = 0

    def objects(self, holder: Handle, count: Handle, get: Handle, matrix: _Matrix, depth: int) -> None:
        for index in range(max(count(holder), 0)):
            self._order += 1
            if self._order > _MOST_OBJECTS:
                return
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._backdrop.orders[ctypes.cast(item, ctypes.c_void_p).value or 0] = self._order
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = _multiply(_matrix_of(item), matrix)
                self.objects(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)
            else:
                self._paint(item, kind, matrix)

    def _paint(self, item: Handle, kind: int, matrix: _Matrix) -> None:
        self._backdrop.is_painted = True
        x0, y0, x1, y1 = _bounds(item, matrix)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and y1 - y0 <= _THICKEST_RULE:
            if x1 - x0 >= _SHORTEST_RULE:
                self._backdrop.rules.append(Rule(x0, x1, (y0 + y1) / 2))
            return
        if (x1 - x0) * (y1 - y0) < _SMALLEST_AREA:
            return
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            colour = _fill(item)
            if colour is not None:
                self._backdrop.areas.append(Area(self._order, x0, y0, x1, y1, colour))
        else:
            self._backdrop.areas.append(Area(self._order, x0, y0, x1, y1, None))


def _fill(path: Handle) -> tuple[int, int, int] | None:
    """Give the colour that a path is filled with; `None` for one that is not, or lets shine through."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroked)) or not mode.value:
        return None
    channels = tuple(ctypes.c_uint() for _ in range(4))
    if pdfium.FPDFPageObj_HasTransparency(path):
        return None
    if not pdfium.FPDFPageObj_GetFillColor(path, *(ctypes.byref(channel) for channel in channels)):
        return None
    red, green, blue, alpha = (channel.value for channel in channels)
    return (red, green, blue) if alpha >= _OPAQUE and _is_box(path) else None


def _is_box(path: Handle) -> bool:
    """Whether a path is a rectangle or nearly so: of other shapes the bounds say little about what they cover."""
    return bool(pdfium.FPDFPath_CountSegments(path) <= 6)


def _bounds(item: Handle, matrix: _Matrix) -> tuple[float, float, float, float]:
    values = tuple(ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in values)):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (value.value for value in values)
    if matrix == _UPRIGHT:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(item: Handle) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _UPRIGHT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m

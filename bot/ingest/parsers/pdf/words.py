"""What every stage of reading a PDF works on: words with their place and style, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Word(NamedTuple):
    """Characters without white space between them in one style.

    Points, counted from the page's lower left corner as it is read (a page turned on its side is turned back).
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_glued: bool = False
    """The file has no white space between it and the word before it in `number`."""
    is_symbol: bool = False
    """Set in a font of symbols: its letters stand for bullets and arrows."""
    number: int = 0
    """Its place in the order of the file."""


class Rule(NamedTuple):
    """A thin horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class Page:
    """A page's words in the order of the file; the number counts from 1."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    """The share of it that pictures cover."""
    is_painted: bool = False
    """Something other than text is drawn on it."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF as a library gives it: its pages, and the title and author that its information dictionary names."""

    pages: list[Page]
    title: str = ""
    author: str = ""


class TooManyPagesError(Exception):
    """The file has more pages than are read."""

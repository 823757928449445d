"""Styled paragraphs, as word processors keep them, put together to a text with its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.reading.document import Mark, MarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = "\n\n"
_OPENING = 6
"""Paragraphs among which a document's title stands."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a table's row: its text on one line, its kind (`None` for prose) with its level, its bold spans."""

    text: str
    kind: MarkKind | None = None
    level: int = 1
    bold: tuple[tuple[int, int], ...] = ()
    is_title: bool = False


def compose(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Mark, ...]]:
    """Give the text, one line a paragraph, and its marks."""
    marks: list[Mark] = []
    at = 0
    for paragraph in paragraphs:
        end = at + len(paragraph.text)
        if paragraph.kind is not None:
            marks.append(Mark(paragraph.kind, at, end, paragraph.level))
        marks.extend(Mark(MarkKind.BOLD, at + start, at + stop) for start, stop in paragraph.bold)
        at = end + len(_BETWEEN)
    return _BETWEEN.join(paragraph.text for paragraph in paragraphs), tuple(marks)


def styled_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """Give the text of the opening that is styled as the title."""
    return next((paragraph.text for paragraph in paragraphs[:_OPENING] if paragraph.is_title), None)


def first_heading(paragraphs: Sequence[Paragraph]) -> str | None:
    """Give the first heading of the opening."""
    return next((each.text for each in paragraphs[:_OPENING] if each.kind is MarkKind.HEADING), None)

"""RTF to text and marks: headings by style or outline level, lists, tables and bold are kept.

Read by ourselves: the libraries there are give the bare text and lose what tells a heading from a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.file_properties import sensible_author, sensible_title
from bot.ingest.parsers.rtf.reading import RtfReader
from summarizers.reading.document import Mark, MarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ingest.parsers.rtf.paragraphs import Paragraph

_BETWEEN = "\n\n"
_OPENING = 3_000
_TITLE_PARAGRAPHS = 6


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of an RTF file; raise `UnreadableError` where it holds none, or only pictures.

    Headers, footers, notes, comments, deleted and hidden text are left out.
    """
    reader = RtfReader()
    paragraphs = reader.read(raw)
    if not paragraphs:
        raise UnreadableError(Reason.SCANNED if reader.has_picture else Reason.EMPTY)
    text, marks = _compose(paragraphs)
    opening = paragraphs[:_TITLE_PARAGRAPHS]
    title = next((paragraph.text for paragraph in opening if paragraph.is_title), None)
    heading = next((paragraph.text for paragraph in opening if paragraph.kind is MarkKind.HEADING), None)
    return Extracted(
        format=Format.RTF,
        text=text,
        marks=marks,
        title=title or sensible_title(reader.properties.get("title", ""), text[:_OPENING]) or heading,
        author=sensible_author(reader.properties.get("author", "")),
    )


def _compose(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Mark, ...]]:
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

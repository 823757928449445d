"""RTF to text and marks: headings by style or outline level, lists, tables and bold are kept.

Read by ourselves: the libraries there are give the bare text and lose what tells a heading from a paragraph.
"""

from __future__ import annotations

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.composing import compose, first_heading, styled_title
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.file_properties import sensible_author, sensible_title
from bot.ingest.parsers.rtf.reading import RtfReader

_OPENING = 3_000


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of an RTF file; raise `UnreadableError` where it holds none, or only pictures.

    Headers, footers, notes, comments, deleted and hidden text are left out.
    """
    reader = RtfReader()
    paragraphs = reader.read(raw)
    if not paragraphs:
        raise UnreadableError(Reason.SCANNED if reader.has_picture else Reason.EMPTY)
    text, marks = compose(paragraphs)
    return Extracted(
        format=Format.RTF,
        text=text,
        marks=marks,
        title=styled_title(paragraphs)
        or sensible_title(reader.properties.get("title", ""), text[:_OPENING])
        or first_heading(paragraphs),
        author=sensible_author(reader.properties.get("author", "")),
    )

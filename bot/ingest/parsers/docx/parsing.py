"""`parse`: the bytes of a Word file to the text that the reader is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ingest.extracted import Extracted, Hint
from bot.ingest.formats import Format
from bot.ingest.parsers.composing import compose, first_heading, styled_title
from bot.ingest.parsers.docx.archive import open_document
from bot.ingest.parsers.docx.names import Element
from bot.ingest.parsers.docx.numbering import Numbering
from bot.ingest.parsers.docx.paragraphs import Walker
from bot.ingest.parsers.docx.styles import Styles
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.file_properties import sensible_author, sensible_title

if TYPE_CHECKING:
    from docx.document import Document

_OPENING = 3000


def parse(raw: bytes, hint: Hint) -> Extracted:
    """Give the text of a Word file; raises `UnreadableError` for one that is damaged, encrypted, too large or empty.

    Headers, footers, notes, comments, deleted and hidden text are left out; inserted text, text boxes and content
    controls are in. Numbers and bullets that Word counts itself are written out.
    """
    document = open_document(raw)
    walker = Walker(Styles(_root(document, "styles")), Numbering(_root(document, "numbering")))
    paragraphs = list(walker.paragraphs(document.element.body))
    if not paragraphs:
        raise UnreadableError(Reason.SCANNED if walker.has_picture else Reason.EMPTY)
    text, marks = compose(paragraphs)
    properties = document.core_properties
    title = sensible_title(properties.title or "", text[:_OPENING])
    return Extracted(
        format=Format.DOCX,
        text=text,
        marks=marks,
        title=title or styled_title(paragraphs) or first_heading(paragraphs),
        author=sensible_author(properties.author or ""),
    )


def _root(document: Document, name: str) -> Element | None:
    """Give the root of the styles or numbering part; `None` where the file has none."""
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith(f"/{name}") and not relationship.is_external:
            return getattr(relationship.target_part, "element", None)
    return None

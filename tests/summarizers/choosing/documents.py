"""Documents for the tests, written as paragraphs; a line with `#` is a heading, one with `-` a list item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.reading.document import Document, Paragraph, ParagraphKind, Section, Sentence

if TYPE_CHECKING:
    from datetime import date


def document(*paragraphs: str, language: str = "en", dated: date | None = None, place: str | None = None) -> Document:
    """Build a document; sentences end at ". " or at a paragraph's end."""
    body = "\n\n".join(paragraphs)
    sections = [Section(0, None, 0, 0, 0)]
    built: list[Paragraph] = []
    sentences: list[Sentence] = []
    start = 0
    for text in paragraphs:
        end = start + len(text)
        if text.startswith("# "):
            sections.append(Section(len(sections), text[2:], 1, start, end, (start, end)))
        else:
            kind = ParagraphKind.LIST_ITEM if text.startswith("- ") else ParagraphKind.PROSE
            first = start + 2 if text.startswith("- ") else start
            section = sections[-1].ordinal
            built.append(Paragraph(len(built) + 1, start, end, section, kind))
            sentences.extend(_sentences(body, first, end, section, len(built)))
        start = end + 2
    return Document(
        body, None, (), None, dated, None, place, language, tuple(sections), tuple(built), tuple(sentences), ()
    )


def _sentences(body: str, start: int, end: int, section: int, paragraph: int) -> list[Sentence]:
    found = []
    while start < end:
        stop = body.find(". ", start, end)
        stop = end if stop < 0 else stop + 1
        found.append(Sentence(body[start:stop], start, stop, section, paragraph))
        start = stop + 1
    return found

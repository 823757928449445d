"""The text model: an immutable `Document` of sections, paragraphs and sentences, all spans of one body.

Every span is a pair of code-point offsets into `Document.body`, end exclusive. Headings, sentences and
set-aside spans never overlap, and together cover every character of the body that is not white space.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEAD = 0
"""The ordinal of the section before the first heading."""

_HASH_IGNORES = re.compile(r"[\s\-\u2010\u2011\u2012\u2013\u2014\u00ad]+")


class MarkKind(StrEnum):
    """What an input format (HTML, PDF, Word, Markdown) says of a span of its text."""

    HEADING = "heading"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    BOLD = "bold"
    PAGE = "page"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the *input* with its kind; `level` is a heading's depth (1 = outermost) or a page's number."""

    kind: MarkKind
    start: int
    end: int
    level: int = 1


class AsideKind(StrEnum):
    """Why a span of the body is set aside: it is there, and never quoted as content."""

    TITLE = "title"
    MASTHEAD = "masthead"
    DATELINE = "dateline"
    PREAMBLE = "preamble"
    BOUNDARY = "boundary marker"
    LIST_MARKER = "list marker"
    SPEAKER = "speaker label"
    SIGNATURE = "signature"
    CONTACT = "contact block"
    ABOUT = "about the issuer"
    NOTES = "notes to editors"
    SYNDICATION = "syndication notice"
    RISK_WARNING = "risk warning"
    SUBSCRIPTION = "subscription notice"
    NAVIGATION = "page furniture"
    TABLE = "table"


BOILERPLATE = frozenset(
    {
        AsideKind.PREAMBLE,
        AsideKind.CONTACT,
        AsideKind.ABOUT,
        AsideKind.NOTES,
        AsideKind.SYNDICATION,
        AsideKind.RISK_WARNING,
        AsideKind.SUBSCRIPTION,
        AsideKind.NAVIGATION,
        AsideKind.TABLE,
    }
)
"""The kinds that a briefing names in its last line ("set aside: ..."); the others are parts of its head and form."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A span of the body that is never quoted, and why."""

    kind: AsideKind
    start: int
    end: int


class ParagraphKind(StrEnum):
    """The form of a paragraph."""

    PROSE = "prose"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item.

    `ordinal` counts paragraphs of the document from 1 (the ¶ a reader is shown); `lead_in` is the ordinal of the
    paragraph that introduces a list item; `label` is the number a numbered paragraph carries ("12."); `speaker` is
    who says it in a transcript.
    """

    ordinal: int
    start: int
    end: int
    section: int
    kind: ParagraphKind = ParagraphKind.PROSE
    lead_in: int | None = None
    label: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text == body[start:end]`; `section` and `paragraph` are ordinals, `page` counts from 1."""

    text: str
    start: int
    end: int
    section: int
    paragraph: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section from the first character of its heading to the end of its last paragraph.

    The lead has ordinal 0, no heading, and an empty span at the place of its first paragraph if it holds nothing.
    `heading_span` is the heading's own span, marker included.
    """

    ordinal: int
    heading: str | None
    level: int
    start: int
    end: int
    heading_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A statement's text, read: see the module's docstring for what the spans promise."""

    body: str
    title: str | None
    issuers: tuple[str, ...]
    publisher: str | None
    event_date: date | None
    published: date | None
    place: str | None
    language: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    set_aside: tuple[Aside, ...]

    @property
    def content_hash(self) -> str:
        """The SHA-256 (hex) of the body without white space and hyphens: the same text however it was wrapped."""
        bare = _HASH_IGNORES.sub("", self.body)
        return hashlib.sha256(bare.encode("utf-8")).hexdigest()

    @property
    def dated(self) -> date | None:
        """The date it is filed under: of the event, else of publication."""
        return self.event_date or self.published

    @property
    def content_share(self) -> float:
        """The share of the body's characters that headings and sentences hold; 1.0 for an empty body.

        A small share is worth a word to the reader: either the page is mostly notices, or it was misread.
        """
        if not self.body:
            return 1.0
        set_aside = sum(aside.end - aside.start for aside in self.set_aside)
        return 1 - set_aside / len(self.body)

    def sentences_of(self, section: int) -> Iterator[Sentence]:
        """Yield the sentences of a section (by ordinal) in reading order."""
        return (sentence for sentence in self.sentences if sentence.section == section)

    def paragraph(self, ordinal: int) -> Paragraph:
        """Give the paragraph with this ordinal (from 1)."""
        return self.paragraphs[ordinal - 1]

    def heading_of(self, section: int) -> str | None:
        """Give a section's heading; `None` for the lead."""
        return self.sections[section].heading

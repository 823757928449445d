"""The statement an answer is about: its head in words and as facts, stored or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.facts import AsideFacts, SectionFacts, StatementFacts
from bot.answering.replies import Block, Context, Title
from summarizers.reading.dates import long_date
from summarizers.reading.document import BOILERPLATE, LEAD, Document, Section

if TYPE_CHECKING:
    from storage.records import StatementRecord


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with the name people use for it: "S12" where it is stored, else its source's name.

    `version_id` is the stored version that the document is the text of, which quotations name.
    """

    document: Document
    source: str
    record: StatementRecord | None = None
    version_id: int | None = None

    @property
    def name(self) -> str:
        """Give "S12", or the source's name."""
        return self.record.reference if self.record else self.source

    @property
    def address(self) -> str | None:
        """Give the address of the first source that has one."""
        sources = self.record.sources if self.record else ()
        return next((source.address for source in sources if source.address), None)

    @property
    def title(self) -> str:
        """Give the title; the source's name where it has none."""
        return self.document.title or self.source


def subject_of(record: StatementRecord, document: Document, version_id: int | None = None) -> Subject:
    """Give a stored statement as a subject; the document is of its latest version unless another is named."""
    return Subject(document, source_name(record), record, version_id or record.version_id)


def source_name(record: StatementRecord) -> str:
    """Give the name of the source where a statement was first seen."""
    return record.sources[0].name if record.sources else record.reference


def head_blocks(subject: Subject) -> tuple[Block, ...]:
    """Give title and the line below it: issuers, place and date, who mirrored it."""
    document = subject.document
    parts = (", ".join(document.issuers), place_and_date(document), published_by(document))
    return Title(subject.title, subject.address), Context(tuple(part for part in parts if part))


def published_by(document: Document) -> str:
    """Say whose page it was: somebody's who mirrors the issuers, or of the only name there is."""
    if not document.publisher:
        return ""
    return f"as mirrored by {document.publisher}" if document.issuers else f"published by {document.publisher}"


def place_and_date(document: Document) -> str:
    """Give "Brussels, 3 April 2025", as much of it as is known."""
    dated = document.dated
    published = "" if document.event_date else "published "
    day = f"{published}{long_date(dated)}" if dated else "undated"
    return ", ".join(part for part in (document.place, day) if part)


def statement_facts(subject: Subject) -> StatementFacts:
    """Give a subject's head as facts."""
    document = subject.document
    return StatementFacts(
        id=subject.record.reference if subject.record else None,
        title=document.title,
        issuers=document.issuers,
        event_date=document.event_date,
        published=document.published,
        place=document.place,
        language=document.language,
        source=subject.source,
    )


def record_facts(record: StatementRecord) -> StatementFacts:
    """Give a stored statement's head as facts."""
    return StatementFacts(
        id=record.reference,
        title=record.title,
        issuers=record.issuers,
        event_date=record.event_date,
        published=record.published,
        place=record.place,
        language=record.language,
        source=source_name(record),
    )


def section_facts(section: Section) -> SectionFacts:
    """Give a section as facts."""
    return SectionFacts(section.ordinal, section.heading, section.level, section.start, section.end)


def aside_facts(document: Document) -> tuple[AsideFacts, ...]:
    """Give what a document sets aside as facts."""
    return tuple(AsideFacts(aside.kind.value, aside.start, aside.end) for aside in document.set_aside)


def kinds_set_aside(document: Document) -> tuple[str, ...]:
    """Give the kinds of boilerplate set aside, each once, in reading order."""
    return tuple(dict.fromkeys(aside.kind.value for aside in document.set_aside if aside.kind in BOILERPLATE))


def section_name(document: Document, ordinal: int) -> str:
    """Give "section 2, Addressing the North Korean Threat", or "the lead"."""
    heading = document.heading_of(ordinal)
    if ordinal == LEAD:
        return "the lead"
    return f"section {ordinal}, {heading}" if heading else f"section {ordinal}"

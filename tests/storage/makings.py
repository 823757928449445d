"""Documents, sources and scopes for tests, in a word or two."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from storage.records import Added, SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.document import Aside, AsideKind, Document, Paragraph, Section, Sentence

if TYPE_CHECKING:
    from storage.database import Database

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For a test of what is SQLite's own."""

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
HERE = Scope.at("acme", "channel")
ELSEWHERE = Scope.at("acme", "another channel")
OTHER_WORKSPACE = Scope.at("umbrella", "channel")


def document_of(
    *lines: str,
    title: str | None = None,
    language: str = "en",
    issuer: str = "Ministry",
    day: date | None = TODAY,
) -> Document:
    """Make a document of lines: "# Heading" begins a section, anything else is a sentence and paragraph of its own."""
    body = "\n".join([title, *lines] if title else lines)
    sections = [Section(0, None, 0, 0, 0)]
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    at = len(title) + 1 if title else 0
    for line in lines:
        end = at + len(line)
        if line.startswith("# "):
            sections.append(Section(len(sections), line[2:], 1, at, end, (at, end)))
        else:
            section = len(sections) - 1
            paragraphs.append(Paragraph(len(paragraphs) + 1, at, end, section))
            sentences.append(Sentence(line, at, end, section, len(paragraphs)))
        at = end + 1
    asides = (Aside(AsideKind.TITLE, 0, len(title)),) if title else ()
    return Document(
        body=body,
        title=title,
        issuers=(issuer,) if issuer else (),
        publisher=None,
        event_date=day,
        published=None,
        place="Geneva",
        language=language,
        sections=tuple(sections),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        set_aside=asides,
    )


def pasted(name: str = "pasted text") -> SourceRecord:
    """Make the source of a pasted text."""
    return SourceRecord(SourceKind.PASTED, name, None, NOON)


def page(address: str) -> SourceRecord:
    """Make the source of a page."""
    return SourceRecord(SourceKind.URL, "example.org", address, NOON)


async def add(
    database: Database,
    *lines: str,
    scope: Scope = HERE,
    audience: str = WORKSPACE_AUDIENCE,
    source: SourceRecord | None = None,
    public: bool = False,
    title: str | None = None,
    language: str = "en",
    issuer: str = "Ministry",
    day: date | None = TODAY,
    raw: bytes | None = None,
) -> Added:
    """Add a document of lines as "ann"."""
    document = document_of(*lines, title=title, language=language, issuer=issuer, day=day)
    return await database.statements.add(
        scope, audience, document, source or pasted(), added_by="ann", raw_hash="raw", public=public, raw=raw
    )

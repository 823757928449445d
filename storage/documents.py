"""Documents to rows and back: what was read is given again exactly, and never read anew."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table, delete, exists, insert, select

from storage import schema
from storage.bands import bands_of
from storage.heads import head_row
from storage.search.lines import Words, tokens_of, words_of
from storage.search.packing import pack_meanings
from summarizers.reading.document import Aside, AsideKind, Document, Paragraph, ParagraphKind, Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

Values = dict[str, Any]
"""The columns of a row to be written."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that is computed from it before the transaction that stores it."""

    document: Document
    content_hash: str
    structure: str
    words: Words
    meanings: bytes | None
    head: Values
    bands: tuple[bytes, ...]


def prepare(document: Document) -> Prepared:
    """Compute what storing a document takes: linear in its length, and nothing that holds a lock."""
    tokens = tokens_of(document)
    of_sentences = tokens[: len(document.sentences)]
    stems = [[token.stem for token in sentence] for sentence in of_sentences]
    return Prepared(
        document,
        document.content_hash,
        encode_structure(document),
        words_of(tokens),
        pack_meanings(document, of_sentences),
        head_row(document),
        bands_of(stems, document.title, document.language),
    )


def store_document(connection: Connection, owner: str, prepared: Prepared) -> int:
    """Keep a document under its owner and content, unless it is there; give its row's id."""
    table = schema.document
    here = (table.c.owner == owner, table.c.content_hash == prepared.content_hash)
    known = connection.scalar(select(table.c.id).where(*here))
    if known is not None:
        return int(known)
    document = prepared.document
    row = {
        "owner": owner,
        "content_hash": prepared.content_hash,
        "language": document.language,
        "sentence_count": len(document.sentences),
        "structure": prepared.structure,
        "body": document.body,
        "size": len(document.body.encode()),
    }
    result = connection.execute(insert(table).values(row).returning(table.c.id))
    document_id = int(result.scalar_one())
    _insert_all(connection, schema.section, section_rows(document, document_id))
    _insert_all(connection, schema.sentence, sentence_rows(document, document_id))
    words = {"document_id": document_id, "forms": prepared.words.forms, "stems": prepared.words.stems}
    connection.execute(insert(schema.indexed), words)
    if prepared.meanings is not None:
        connection.execute(insert(schema.meaning), {"document_id": document_id, "bits": prepared.meanings})
    return document_id


async def load_document(connection: AsyncConnection, document_id: int) -> Document:
    """Give a stored document as it was read."""
    return await connection.run_sync(read_document, document_id)


def read_document(connection: Connection, document_id: int) -> Document:
    """Give a stored document as it was read, in the connection's thread."""
    row = connection.execute(select(schema.document).where(schema.document.c.id == document_id)).one()
    sections = _rows_of(connection, schema.section, document_id)
    sentences = _rows_of(connection, schema.sentence, document_id)
    return decode_document(row, sections, sentences)


def delete_unreferenced(connection: Connection, document_ids: Iterable[int]) -> None:
    """Delete those of the documents that no version points to any more, with all that belongs to them."""
    table = schema.document
    referenced = exists().where(schema.version.c.document_id == table.c.id)
    for document_id in document_ids:
        gone = connection.scalar(delete(table).where(table.c.id == document_id, ~referenced).returning(table.c.id))
        if gone is not None:
            connection.execute(delete(schema.briefing).where(schema.briefing.c.predecessor_id == gone))


def encode_structure(document: Document) -> str:
    """Give what sections and sentences do not say of a document, as JSON."""
    structure = {
        "title": document.title,
        "issuers": document.issuers,
        "publisher": document.publisher,
        "event_date": _iso(document.event_date),
        "published": _iso(document.published),
        "place": document.place,
        "paragraphs": [_paragraph_fields(paragraph) for paragraph in document.paragraphs],
        "set_aside": [(aside.kind, aside.start, aside.end) for aside in document.set_aside],
    }
    return json.dumps(structure, ensure_ascii=False, separators=(",", ":"))


def section_rows(document: Document, document_id: int) -> list[Values]:
    """Give the rows of a document's sections."""
    return [
        {
            "document_id": document_id,
            "ordinal": section.ordinal,
            "heading": section.heading,
            "level": section.level,
            "start": section.start,
            "end": section.end,
            "heading_start": section.heading_span[0] if section.heading_span else None,
            "heading_end": section.heading_span[1] if section.heading_span else None,
        }
        for section in document.sections
    ]


def sentence_rows(document: Document, document_id: int) -> list[Values]:
    """Give the rows of a document's sentences."""
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "section": sentence.section,
            "paragraph": sentence.paragraph,
            "page": sentence.page,
            "start": sentence.start,
            "end": sentence.end,
        }
        for ordinal, sentence in enumerate(document.sentences)
    ]


def decode_document(row: Row[Any], sections: Sequence[Row[Any]], sentences: Sequence[Row[Any]]) -> Document:
    """Put a document together from its row and the rows of its sections and sentences."""
    structure = json.loads(row.structure)
    return Document(
        body=row.body,
        title=structure["title"],
        issuers=tuple(structure["issuers"]),
        publisher=structure["publisher"],
        event_date=_date(structure["event_date"]),
        published=_date(structure["published"]),
        place=structure["place"],
        language=row.language,
        sections=tuple(map(_section, sections)),
        paragraphs=tuple(_paragraph(*fields) for fields in structure["paragraphs"]),
        sentences=tuple(_sentence(row.body, sentence) for sentence in sentences),
        set_aside=tuple(Aside(AsideKind(kind), start, end) for kind, start, end in structure["set_aside"]),
    )


def _paragraph_fields(paragraph: Paragraph) -> list[Any]:
    fields = [
        paragraph.ordinal,
        paragraph.start,
        paragraph.end,
        paragraph.section,
        paragraph.kind,
        paragraph.lead_in,
        paragraph.label,
        paragraph.speaker,
    ]
    while fields[-1] is None:  # most paragraphs have none of the last three
        fields.pop()
    return fields


def _paragraph(ordinal: int, start: int, end: int, section: int, kind: str, *rest: Any) -> Paragraph:  # noqa: ANN401
    return Paragraph(ordinal, start, end, section, ParagraphKind(kind), *rest)


def _section(row: Row[Any]) -> Section:
    span = None if row.heading_start is None else (row.heading_start, row.heading_end)
    return Section(row.ordinal, row.heading, row.level, row.start, row.end, span)


def _sentence(body: str, row: Row[Any]) -> Sentence:
    return Sentence(body[row.start : row.end], row.start, row.end, row.section, row.paragraph, row.page)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _insert_all(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _rows_of(connection: Connection, table: Table, document_id: int) -> Sequence[Row[Any]]:
    query = select(table).where(table.c.document_id == document_id).order_by(table.c.ordinal)
    return connection.execute(query).all()

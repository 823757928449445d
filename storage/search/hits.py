"""From candidates to hits: the statement, the place and the text of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Table, and_, func, or_, select

from storage import schema
from storage.documents import load_document
from storage.heads import read_issuers
from storage.records import Hit, HitKind
from storage.scope import WORKSPACE_AUDIENCE
from storage.search.lines import Place, place_of, title_span, title_text
from storage.search.query import light
from storage.visibility import latest_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.candidates import Candidate, Filter


class _Quoted(NamedTuple):
    """A line as its document has it."""

    section: int
    heading: str | None
    paragraph: int | None
    start: int
    end: int
    text: str


async def make_hits(
    connection: AsyncConnection, candidates: Sequence[Candidate], heads: Mapping[int, Row[Any]]
) -> tuple[Hit, ...]:
    """Give the hits of candidates, in their order; `heads` are those of their documents (`heads_of`)."""
    quoted = await _quote(connection, candidates)
    return tuple(
        _hit(candidate, heads[candidate.document_id], line) for candidate, line in zip(candidates, quoted, strict=True)
    )


def _hit(candidate: Candidate, head: Row[Any], line: _Quoted) -> Hit:
    spans = light(candidate.needles, line.text, candidate.language) if line.start < line.end else ()
    return Hit(
        number=head.number,
        version_id=head.id,
        title=head.title,
        issuers=read_issuers(head.issuers),
        dated=head.event_date or head.published,
        kind=_place(candidate).kind,
        section=line.section,
        heading=line.heading,
        paragraph=line.paragraph,
        start=line.start,
        end=line.end,
        text=line.text,
        lit=tuple((line.start + start, line.start + end) for start, end in spans),
        score=candidate.score,
    )


async def heads_of(connection: AsyncConnection, document_ids: Iterable[int], where: Filter) -> dict[int, Row[Any]]:
    """Give number and head for each document: of the workspace's statement before a conversation's, of the first."""
    statement, version = schema.statement, schema.version
    query = (
        select(statement.c.number, version)
        .select_from(latest_versions())
        .where(version.c.document_id.in_(sorted(document_ids)), where.condition())
        .order_by((statement.c.audience == WORKSPACE_AUDIENCE).desc(), statement.c.number)
    )
    heads: dict[int, Row[Any]] = {}
    for row in await connection.execute(query):
        heads.setdefault(row.document_id, row)
    return heads


async def _quote(connection: AsyncConnection, candidates: Sequence[Candidate]) -> list[_Quoted]:
    lines: dict[tuple[int, Place], _Quoted] = {}
    for kind, query in ((HitKind.SENTENCE, _sentences), (HitKind.HEADING, _headings)):
        wanted = [(each.document_id, _place(each).ordinal) for each in candidates if _place(each).kind is kind]
        for row in (await connection.execute(query(wanted))).all() if wanted else ():
            lines[row.document_id, Place(kind, row.ordinal)] = _read_line(row)
    for candidate in candidates:
        key = (candidate.document_id, _place(candidate))
        if key[1].kind is HitKind.TITLE:
            lines[key] = await _title(connection, candidate.document_id)
    return [lines[candidate.document_id, _place(candidate)] for candidate in candidates]


def _sentences(wanted: Sequence[tuple[int, int]]) -> Select[Any]:
    sentence, section, document = schema.sentence, schema.section, schema.document
    here = (section.c.document_id == sentence.c.document_id) & (section.c.ordinal == sentence.c.section)
    text = func.substr(document.c.body, sentence.c.start + 1, sentence.c.end - sentence.c.start)
    columns = (sentence, section.c.heading, text.label("text"))
    tables = sentence.join(document, document.c.id == sentence.c.document_id).outerjoin(section, here)
    return select(*columns).select_from(tables).where(_is_one_of(sentence, wanted))


def _headings(wanted: Sequence[tuple[int, int]]) -> Select[Any]:
    section, document = schema.section, schema.document
    start, end = section.c.heading_start, section.c.heading_end
    columns = (
        section.c.document_id,
        section.c.ordinal,
        section.c.ordinal.label("section"),
        section.c.heading,
        start.label("start"),
        end.label("end"),
        func.substr(document.c.body, start + 1, end - start).label("text"),
    )
    tables = section.join(document, document.c.id == section.c.document_id)
    return select(*columns).select_from(tables).where(_is_one_of(section, wanted))


def _is_one_of(table: Table, wanted: Sequence[tuple[int, int]]) -> ColumnElement[bool]:
    return or_(*(and_(table.c.document_id == document, table.c.ordinal == ordinal) for document, ordinal in wanted))


def _read_line(row: Row[Any]) -> _Quoted:
    return _Quoted(row.section, row.heading, getattr(row, "paragraph", None), row.start, row.end, row.text)


async def _title(connection: AsyncConnection, document_id: int) -> _Quoted:
    document = await load_document(connection, document_id)
    start, end = title_span(document) or (0, 0)
    return _Quoted(0, None, None, start, end, title_text(document))


def _place(candidate: Candidate) -> Place:
    return place_of(candidate.line, candidate.sentence_count, candidate.line_count)

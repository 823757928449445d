"""Statement records from rows: the statement, its latest version, its sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, select

from storage import schema
from storage.documents import read_document
from storage.heads import read_issuers
from storage.records import SourceKind, SourceRecord, StatementRecord, VersionRecord
from storage.visibility import is_visible, latest_versions, no_such_statement
from summarizers.comparing.sentences import Changes, came_and_went

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.scope import Scope

_SOURCES_AT_ONCE = 500


async def get_record(connection: AsyncConnection, scope: Scope, number: int) -> StatementRecord:
    """Give a statement; raises `NoSuchStatementError`."""
    rows = (await connection.execute(select_records(scope, schema.statement.c.number == number))).all()
    if not rows:
        raise await no_such_statement(connection, scope, number)
    return (await connection.run_sync(with_sources, rows))[0]


def select_records(scope: Scope, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Give the query for the rows that `with_sources` takes."""
    statement, version, document = schema.statement, schema.version, schema.document
    columns = (
        *(statement.c[name] for name in ("id", "number", "workspace", "audience", "added_by", "added_at")),
        *(version.c[name] for name in ("title", "issuers", "publisher", "event_date", "published", "place", "ordinal")),
        version.c.id.label("version_id"),
        document.c.language,
        document.c.sentence_count,
    )
    tables = latest_versions().join(document, document.c.id == version.c.document_id)
    return select(*columns).select_from(tables).where(is_visible(scope), *conditions)


def with_sources(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[StatementRecord, ...]:
    """Give the records of rows, each with its sources."""
    sources = _sources_of(connection, [row.id for row in rows])
    return tuple(_record(row, tuple(sources.get(row.id, ()))) for row in rows)


def read_versions(connection: Connection, scope: Scope, number: int) -> tuple[VersionRecord, ...]:
    """Give the versions of a statement, the first one first; none if it is not seen."""
    statement, version = schema.statement, schema.version
    tables = version.join(statement, statement.c.id == version.c.statement_id)
    query = select(version).select_from(tables).where(is_visible(scope), statement.c.number == number)
    rows = connection.execute(query.order_by(version.c.ordinal)).all()
    records, before = [], None
    for row in rows:
        changes = _changes(connection, row, before)
        source = _first_source(connection, row.id)
        records.append(VersionRecord(row.ordinal, row.id, row.added_at, changes.came, changes.went, source))
        before = row
    return tuple(records)


def _changes(connection: Connection, row: Row[Any], before: Row[Any] | None) -> Changes:
    """Give what changed in a version as it was kept; versions of older releases are compared."""
    if before is None:
        return Changes((), ())
    if row.came is None or row.went is None:
        return came_and_went(read_document(connection, before.document_id), read_document(connection, row.document_id))
    return Changes(tuple(json.loads(row.came)), tuple(json.loads(row.went)))


def _first_source(connection: Connection, version_id: int) -> SourceRecord:
    source = schema.source
    query = select(source).where(source.c.version_id == version_id).order_by(source.c.id).limit(1)
    return _source(connection.execute(query).one())


def _sources_of(connection: Connection, statement_ids: Sequence[int]) -> dict[int, list[SourceRecord]]:
    source, version = schema.source, schema.version
    tables = source.join(version, version.c.id == source.c.version_id)
    sources: dict[int, list[SourceRecord]] = {}
    for chunk in _chunks(statement_ids):
        query = select(version.c.statement_id, source).select_from(tables).where(version.c.statement_id.in_(chunk))
        for row in connection.execute(query.order_by(source.c.id)):
            sources.setdefault(row.statement_id, []).append(_source(row))
    return sources


def _source(row: Row[Any]) -> SourceRecord:
    return SourceRecord(SourceKind(row.kind), row.name, row.address, row.seen_at)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _SOURCES_AT_ONCE] for start in range(0, len(ids), _SOURCES_AT_ONCE))


def _record(row: Row[Any], sources: tuple[SourceRecord, ...]) -> StatementRecord:
    return StatementRecord(
        number=row.number,
        workspace=row.workspace,
        audience=row.audience,
        title=row.title,
        issuers=read_issuers(row.issuers),
        publisher=row.publisher,
        event_date=row.event_date,
        published=row.published,
        place=row.place,
        language=row.language,
        added_by=row.added_by,
        added_at=row.added_at,
        sources=sources,
        version_id=row.version_id,
        version_ordinal=row.ordinal,
        sentence_count=row.sentence_count,
    )

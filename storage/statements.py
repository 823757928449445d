"""Statements: what a workspace holds and names."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, select, update

from storage import adding, forgetting, schema
from storage.documents import load_document, prepare
from storage.errors import NoPredecessorError
from storage.heads import read_issuers, spaced_forms
from storage.records import Added, Shared, SourceKind, SourceRecord, StatementRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from storage.series.members import keep_correction, lineage_of
from storage.visibility import count_statements, document_of, is_visible, latest_versions, no_such_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.database import Database
    from summarizers.reading.document import Document

_SOURCES_AT_ONCE = 500


class Statements:
    """The statements of all workspaces; each method sees what its scope sees."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        scope: Scope,
        audience: str,
        document: Document,
        source: SourceRecord,
        *,
        added_by: str,
        raw_hash: str | None = None,
        public: bool = False,
    ) -> Added:
        """Keep a text for an audience of the scope, in one transaction.

        A text that the audience has already gains a source; a changed text of an address that it has already is a
        new version; anything else is a new statement. `public` documents are shared between workspaces.
        """
        if audience not in scope.audiences:
            raise ValueError("a text is added for an audience of the place it comes from")
        prepared = await asyncio.to_thread(prepare, document)
        owner = schema.PUBLIC if public else schema.owner_of(scope.workspace)
        text = adding.NewText(scope.workspace, audience, owner, prepared, source, added_by, raw_hash)
        placed, record = await self._database.store(partial(_add, text=text, scope=scope))
        return Added(record, placed.outcome, placed.version_id)

    async def get(self, scope: Scope, number: int) -> StatementRecord:
        """Give a statement; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            return await _get(connection, scope, number)

    async def latest(self, scope: Scope) -> StatementRecord | None:
        """Give the statement added last, if there is one."""
        records = await self.all(scope, limit=1)
        return records[0] if records else None

    async def all(self, scope: Scope, words: str = "", *, limit: int | None = None) -> tuple[StatementRecord, ...]:
        """Give the statements whose title, issuers and place hold all the words (or their beginnings), newest first."""
        head = schema.version.c.head_words
        holds_words = [head.like(f"% {form}%") for form in spaced_forms(words).split()]
        query = _records(scope, *holds_words).order_by(schema.statement.c.number.desc()).limit(limit)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
            return await connection.run_sync(_with_sources, rows)

    async def count(self, scope: Scope) -> int:
        """Count the statements."""
        async with self._database.read() as connection:
            return await count_statements(connection, scope)

    async def titles(self, scope: Scope) -> tuple[tuple[int, str], ...]:
        """Give number and title of every statement that has a title, newest first."""
        columns = (schema.statement.c.number, schema.version.c.title)
        titled = schema.version.c.title.is_not(None)
        query = select(*columns).select_from(latest_versions()).where(is_visible(scope), titled)
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(schema.statement.c.number.desc()))
            return tuple((row.number, row.title) for row in rows)

    async def document(self, scope: Scope, version_id: int) -> Document:
        """Give the document of a version; raises `NoSuchVersionError`."""
        async with self._database.read() as connection:
            return await load_document(connection, await document_of(connection, scope, version_id))

    async def share(self, scope: Scope, number: int) -> Shared:
        """Open a statement to its whole workspace, unless the workspace has the same text as another statement."""
        async with self._database.write() as connection:
            record = await _get(connection, scope, number)
            if record.audience == WORKSPACE_AUDIENCE:
                return Shared(record)
            twin = await connection.run_sync(adding.find_twin, scope.workspace, WORKSPACE_AUDIENCE, record.version_id)
            if twin is not None:
                return Shared(record, await _get(connection, Scope.at(scope.workspace), twin))
            here = (schema.statement.c.workspace == scope.workspace, schema.statement.c.number == number)
            await connection.execute(update(schema.statement).where(*here).values(audience=WORKSPACE_AUDIENCE))
            return Shared(await _get(connection, Scope.at(scope.workspace), number))

    async def predecessor(self, scope: Scope, number: int) -> StatementRecord | None:
        """Give the statement that one follows in its series, if there is one; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            await _get(connection, scope, number)
            lineage = await lineage_of(connection, scope, number)
            before = await asyncio.to_thread(lineage.predecessor, number)
            return None if before is None else await _get(connection, scope, before)

    async def series(self, scope: Scope, number: int) -> tuple[StatementRecord, ...]:
        """Give a statement's series, itself included, in order of date; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            await _get(connection, scope, number)
            lineage = await lineage_of(connection, scope, number, with_later=True)
            numbers = await asyncio.to_thread(lineage.series, number)
            rows = (await connection.execute(_records(scope, schema.statement.c.number.in_(numbers)))).all()
            records = await connection.run_sync(_with_sources, rows)
        return tuple(sorted(records, key=lambda record: numbers.index(record.number)))

    async def set_predecessor(self, scope: Scope, number: int, after: int | None) -> None:
        """Keep that a statement follows another, or none, whatever is found.

        Raises `NoSuchStatementError`, and `NoPredecessorError` where the other can't come before.
        """
        async with self._database.write() as connection:
            for each in (number,) if after is None else (number, after):
                await _get(connection, scope, each)
            lineage = await lineage_of(connection, scope, number, after)
            reason = await asyncio.to_thread(lineage.objection, number, after)
            if reason is not None and after is not None:
                raise NoPredecessorError(number, after, reason)
            await keep_correction(connection, scope, number, after)

    async def forget(self, scope: Scope, number: int, *, by: str, is_admin: bool = False) -> StatementRecord:
        """Remove a statement and every trace of its text, and give what it was; raises `NotAllowedError`."""
        async with self._database.write() as connection:
            record = await _get(connection, scope, number)
            await forgetting.forget_statement(connection, record, by=by, is_admin=is_admin)
        await self._database.wipe()
        return record


def _add(connection: Connection, text: adding.NewText, scope: Scope) -> tuple[adding.Placed, StatementRecord]:
    placed = adding.add_text(connection, text)
    (row,) = connection.execute(_records(scope, schema.statement.c.number == placed.number)).all()
    return placed, _with_sources(connection, [row])[0]


async def _get(connection: AsyncConnection, scope: Scope, number: int) -> StatementRecord:
    rows = (await connection.execute(_records(scope, schema.statement.c.number == number))).all()
    if not rows:
        raise await no_such_statement(connection, scope, number)
    return (await connection.run_sync(_with_sources, rows))[0]


def _records(scope: Scope, *conditions: ColumnElement[bool]) -> Select[Any]:
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


def _with_sources(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[StatementRecord, ...]:
    sources = _sources_of(connection, [row.id for row in rows])
    return tuple(_record(row, tuple(sources.get(row.id, ()))) for row in rows)


def _sources_of(connection: Connection, statement_ids: Sequence[int]) -> dict[int, list[SourceRecord]]:
    source, version = schema.source, schema.version
    tables = source.join(version, version.c.id == source.c.version_id)
    sources: dict[int, list[SourceRecord]] = {}
    for chunk in _chunks(statement_ids):
        query = select(version.c.statement_id, source).select_from(tables).where(version.c.statement_id.in_(chunk))
        for row in connection.execute(query.order_by(source.c.id)):
            record = SourceRecord(SourceKind(row.kind), row.name, row.address, row.seen_at)
            sources.setdefault(row.statement_id, []).append(record)
    return sources


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

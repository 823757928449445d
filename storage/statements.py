"""Statements: what a workspace holds and names."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage import adding, raws, schema
from storage.documents import load_document, prepare
from storage.errors import NoPredecessorError, NoSuchVersionError
from storage.forgetting import forget_statement
from storage.heads import spaced_forms
from storage.known import Holder, find_latest
from storage.records import Added, Raw, Shared, SourceRecord, StatementRecord, VersionRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from storage.series.members import keep_correction, lineage_of
from storage.sharing import open_to_workspace
from storage.statement_records import get_record, read_versions, select_records, with_sources
from storage.visibility import count_statements, document_of, is_visible, latest_versions, no_such_statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.database import Database
    from summarizers.reading.document import Document


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
        raw: bytes | None = None,
        media_type: str | None = None,
    ) -> Added:
        """Keep a text for an audience of the scope, in one transaction.

        A text that the audience has already, word for word or almost (a mirror), gains a source. What an address that
        it has says now, or a text that names itself a correction, is a new version of the statement of the same date.
        Anything else is a new statement: another date, or another figure where it counts. `public` documents are shared
        between workspaces; `raw` are the bytes that the text was read from, kept for `raw`.
        """
        if audience not in scope.audiences:
            raise ValueError("a text is added for an audience of the place it comes from")
        holder = Holder(scope.workspace, audience)
        text = await asyncio.to_thread(
            _new_text,
            holder,
            document,
            source,
            added_by,
            raw_hash=raw_hash,
            raw=raw,
            media_type=media_type,
            public=public,
        )
        placed, record = await self._database.store(partial(_add, text=text, scope=scope))
        return Added(record, placed.outcome, placed.version_id)

    async def add_version(
        self,
        scope: Scope,
        number: int,
        document: Document,
        source: SourceRecord,
        *,
        added_by: str = "",
        raw: bytes | None = None,
        media_type: str | None = None,
    ) -> Added:
        """Keep another reading of a statement as its new version, whatever date it tells; raises `NoSuchStatementError`.

        The text that the latest version holds already is only seen again (`Outcome.SEEN_BEFORE`). Without `raw` the new
        version keeps the bytes of the latest one, and the document its owner.
        """
        record = await self.get(scope, number)
        holder = Holder(record.workspace, record.audience)
        text = await asyncio.to_thread(_new_text, holder, document, source, added_by, raw=raw, media_type=media_type)
        placed = await self._database.store(partial(_add_reading, text=text, number=number))
        if placed is None:
            raise NoSuchVersionError(record.version_id)
        return Added(await self.get(scope, number), placed.outcome, placed.version_id)

    async def versions(self, scope: Scope, number: int) -> tuple[VersionRecord, ...]:
        """Give the versions of a statement, the first one first; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            records = await connection.run_sync(read_versions, scope, number)
            if not records:
                raise await no_such_statement(connection, scope, number)
            return records

    async def raw(self, scope: Scope, version_id: int) -> Raw | None:
        """Give the bytes that a version was read from, if they were kept; raises `NoSuchVersionError`."""
        async with self._database.read() as connection:
            await document_of(connection, scope, version_id)
            return await connection.run_sync(raws.load_raw, version_id)

    async def get(self, scope: Scope, number: int) -> StatementRecord:
        """Give a statement; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            return await get_record(connection, scope, number)

    async def latest(self, scope: Scope) -> StatementRecord | None:
        """Give the statement added last, if there is one."""
        records = await self.all(scope, limit=1)
        return records[0] if records else None

    async def all(self, scope: Scope, words: str = "", *, limit: int | None = None) -> tuple[StatementRecord, ...]:
        """Give the statements whose title, issuers and place hold all the words (or their beginnings), newest first."""
        head = schema.version.c.head_words
        holds_words = [head.contains(f" {form}", autoescape=True) for form in spaced_forms(words).split()]
        query = select_records(scope, *holds_words).order_by(schema.statement.c.number.desc()).limit(limit)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
            return await connection.run_sync(with_sources, rows)

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
        """Open a statement to its whole workspace, unless the workspace has the same text, or almost, as another."""
        async with self._database.write() as connection:
            record = await get_record(connection, scope, number)
            if record.audience == WORKSPACE_AUDIENCE:
                return Shared(record)
            twin = await connection.run_sync(open_to_workspace, record)
            shared = await get_record(connection, Scope.at(scope.workspace), twin or number)
            return Shared(record, shared) if twin is not None else Shared(shared)

    async def predecessor(self, scope: Scope, number: int) -> StatementRecord | None:
        """Give the statement that one follows in its series, if there is one; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            await get_record(connection, scope, number)
            lineage = await lineage_of(connection, scope, number)
            before = await asyncio.to_thread(lineage.predecessor, number)
            return None if before is None else await get_record(connection, scope, before)

    async def series(self, scope: Scope, number: int) -> tuple[StatementRecord, ...]:
        """Give a statement's series, itself included, in order of date; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            await get_record(connection, scope, number)
            lineage = await lineage_of(connection, scope, number, with_later=True)
            numbers = await asyncio.to_thread(lineage.series, number)
            rows = (await connection.execute(select_records(scope, schema.statement.c.number.in_(numbers)))).all()
            records = await connection.run_sync(with_sources, rows)
        return tuple(sorted(records, key=lambda record: numbers.index(record.number)))

    async def set_predecessor(self, scope: Scope, number: int, after: int | None) -> None:
        """Keep that a statement follows another, or none, whatever is found.

        Raises `NoSuchStatementError`, and `NoPredecessorError` where the other can't come before.
        """
        async with self._database.write() as connection:
            for each in (number,) if after is None else (number, after):
                await get_record(connection, scope, each)
            lineage = await lineage_of(connection, scope, number, after)
            reason = await asyncio.to_thread(lineage.objection, number, after)
            if reason is not None and after is not None:
                raise NoPredecessorError(number, after, reason)
            await keep_correction(connection, scope, number, after)

    async def forget(self, scope: Scope, number: int, *, by: str, is_admin: bool = False) -> StatementRecord:
        """Remove a statement and every trace of its text, and give what it was; raises `NotAllowedError`."""
        async with self._database.write() as connection:
            record = await get_record(connection, scope, number)
            await connection.run_sync(partial(forget_statement, record=record, by=by, is_admin=is_admin))
        await self._database.wipe()
        return record


def _add(connection: Connection, text: adding.NewText, scope: Scope) -> tuple[adding.Placed, StatementRecord]:
    placed = adding.add_text(connection, text)
    (row,) = connection.execute(select_records(scope, schema.statement.c.number == placed.number)).all()
    return placed, with_sources(connection, [row])[0]


def _add_reading(connection: Connection, text: adding.NewText, number: int) -> adding.Placed | None:
    known = find_latest(connection, text.holder, number)
    return None if known is None else adding.add_reading(connection, text, known)


def _new_text(
    holder: Holder,
    document: Document,
    source: SourceRecord,
    added_by: str,
    *,
    raw: bytes | None,
    media_type: str | None,
    raw_hash: str | None = None,
    public: bool = False,
) -> adding.NewText:
    """Compute what storing a text takes, outside the transaction that stores it."""
    packed = None if raw is None else raws.pack(raw)
    return adding.NewText(
        holder,
        schema.PUBLIC if public else schema.owner_of(holder.workspace),
        prepare(document),
        source,
        added_by,
        raw_hash or (packed.sha256 if packed else None),
        packed,
        media_type,
    )

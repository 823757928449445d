"""Adding a text: whether it is a new statement, a new version, or one more source of what is there.

Plain functions of a connection: `Database.store` runs them in one thread, where rows cost no way to and fro.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from storage import schema
from storage.documents import Prepared, store_document
from storage.records import Outcome, SourceRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class NewText:
    """A text on its way into the store."""

    workspace: str
    audience: str
    owner: str
    prepared: Prepared
    source: SourceRecord
    added_by: str
    raw_hash: str | None


class Placed(NamedTuple):
    """Where a text ended up."""

    number: int
    version_id: int
    outcome: Outcome


class _Known(NamedTuple):
    """A version that is there."""

    statement_id: int
    number: int
    version_id: int
    is_latest: bool


def add_text(connection: Connection, text: NewText) -> Placed:
    """Place a text; the caller's transaction makes it all or nothing."""
    same_text = _find_text(connection, text)
    if same_text is not None and same_text.is_latest:
        return _add_source(connection, text, same_text)
    same_address = _find_address(connection, text)
    if same_address is not None:
        return _add_version(connection, text, same_address)
    if same_text is not None:
        return _add_source(connection, text, same_text)
    return _add_statement(connection, text)


def find_twin(connection: Connection, workspace: str, audience: str, version_id: int) -> int | None:
    """Give the number of an audience's statement with the same latest text as a version."""
    statement, version, document = schema.statement, schema.version, schema.document
    versions = version.join(document, document.c.id == version.c.document_id)
    content_hash = select(document.c.content_hash).select_from(versions).where(version.c.id == version_id)
    twins = (
        select(statement.c.number)
        .select_from(versions.join(statement, statement.c.id == version.c.statement_id))
        .where(
            document.c.content_hash == content_hash.scalar_subquery(),
            version.c.ordinal == statement.c.latest,
            statement.c.workspace == workspace,
            statement.c.audience == audience,
        )
        .order_by(statement.c.number)
    )
    number: int | None = connection.scalar(twins.limit(1))
    return number


def _find_text(connection: Connection, text: NewText) -> _Known | None:
    """Find the text in the audience, whoever owns the document: in a latest version rather than in an old one."""
    statement, version, document = schema.statement, schema.version, schema.document
    is_latest = version.c.ordinal == statement.c.latest
    query = (
        select(version.c.statement_id, statement.c.number, version.c.id, is_latest)
        .select_from(
            document.join(version, version.c.document_id == document.c.id).join(
                statement, statement.c.id == version.c.statement_id
            )
        )
        .where(
            document.c.content_hash == text.prepared.content_hash,
            statement.c.workspace == text.workspace,
            statement.c.audience == text.audience,
        )
        .order_by(is_latest.desc(), statement.c.number, version.c.ordinal.desc())
    )
    row = (connection.execute(query.limit(1))).first()
    return _Known(*row) if row else None


def _find_address(connection: Connection, text: NewText) -> _Known | None:
    """Find the newest statement of the audience that was seen at the text's address."""
    if text.source.address is None:
        return None
    statement, version, source = schema.statement, schema.version, schema.source
    query = (
        select(version.c.statement_id, statement.c.number, version.c.id, version.c.ordinal == statement.c.latest)
        .select_from(
            source.join(version, version.c.id == source.c.version_id).join(
                statement, statement.c.id == version.c.statement_id
            )
        )
        .where(
            source.c.address == text.source.address,
            statement.c.workspace == text.workspace,
            statement.c.audience == text.audience,
        )
        .order_by(statement.c.number.desc())
    )
    row = (connection.execute(query.limit(1))).first()
    return _Known(*row) if row else None


def _add_source(connection: Connection, text: NewText, known: _Known) -> Placed:
    source, seen = schema.source, text.source
    same = (
        source.c.version_id == known.version_id,
        source.c.kind == seen.kind,
        source.c.name == seen.name,
        source.c.address.is_not_distinct_from(seen.address),
    )
    result = connection.execute(update(source).where(*same).values(seen_at=seen.seen_at))
    if result.rowcount:
        return Placed(known.number, known.version_id, Outcome.SEEN_BEFORE)
    _insert_source(connection, known.version_id, seen)
    return Placed(known.number, known.version_id, Outcome.NEW_SOURCE)


def _add_version(connection: Connection, text: NewText, known: _Known) -> Placed:
    statement = schema.statement
    raised = (
        update(statement)
        .where(statement.c.id == known.statement_id)
        .values(latest=statement.c.latest + 1)
        .returning(statement.c.latest)
    )
    ordinal = (connection.execute(raised)).scalar_one()
    version_id = _insert_version(connection, text, known.statement_id, ordinal)
    return Placed(known.number, version_id, Outcome.NEW_VERSION)


def _add_statement(connection: Connection, text: NewText) -> Placed:
    number = _next_number(connection, text.workspace)
    row = {
        "workspace": text.workspace,
        "number": number,
        "audience": text.audience,
        "latest": 1,
        "added_by": text.added_by,
        "added_at": text.source.seen_at,
    }
    result = connection.execute(insert(schema.statement).values(row).returning(schema.statement.c.id))
    version_id = _insert_version(connection, text, result.scalar_one(), 1)
    return Placed(number, version_id, Outcome.NEW_STATEMENT)


def _next_number(connection: Connection, name: str) -> int:
    table = schema.workspace
    raised = (
        update(table)
        .where(table.c.name == name)
        .values(last_number=table.c.last_number + 1)
        .returning(table.c.last_number)
    )
    number = (connection.execute(raised)).scalar_one_or_none()
    if number is None:
        number = 1
        connection.execute(insert(table).values(name=name, last_number=number))
    return int(number)


def _insert_version(connection: Connection, text: NewText, statement_id: int, ordinal: int) -> int:
    row = {
        "statement_id": statement_id,
        "ordinal": ordinal,
        "document_id": store_document(connection, text.owner, text.prepared),
        "raw_hash": text.raw_hash,
        "added_at": text.source.seen_at,
        **text.prepared.head,
    }
    result = connection.execute(insert(schema.version).values(row).returning(schema.version.c.id))
    version_id = int(result.scalar_one())
    _insert_source(connection, version_id, text.source)
    return version_id


def _insert_source(connection: Connection, version_id: int, source: SourceRecord) -> None:
    row = {
        "version_id": version_id,
        "kind": source.kind,
        "name": source.name,
        "address": source.address,
        "seen_at": source.seen_at,
    }
    connection.execute(insert(schema.source).values(row))

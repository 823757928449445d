"""The statements that may be of one series, read from the store, and the corrections among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, func, insert, select, tuple_

from storage import schema
from storage.series.lineage import Lineage, Member
from storage.visibility import is_visible, latest_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.scope import Scope

MOST_COMPARED = 200
"""Untitled statements before an untitled one, and after it, whose texts are compared: those nearest in date."""

_dated = func.coalesce(schema.version.c.event_date, schema.version.c.published)


async def lineage_of(
    connection: AsyncConnection, scope: Scope, *numbers: int | None, with_later: bool = False
) -> Lineage:
    """Give the statements that may be of one series with some, and whatever corrections lead to.

    Untitled statements after them are among these only if asked for: no predecessor is found by them.
    """
    corrections = await _corrections(connection, scope)
    linked = {number for number in (*numbers, *corrections, *corrections.values()) if number is not None}
    is_linked = schema.statement.c.number.in_(sorted(linked))
    rows = {row.number: row for row in await _rows(connection, scope, is_linked)}
    kinds = {(row.kind, row.series_issuers) for row in rows.values()}
    is_of_a_kind = tuple_(schema.version.c.kind, schema.version.c.series_issuers).in_(sorted(kinds))
    for row in await _rows(connection, scope, is_of_a_kind):
        rows.setdefault(row.number, row)
    for number in numbers:
        if number in rows and not rows[number].is_titled:
            for row in await _untitled_around(connection, scope, rows[number], with_later=with_later):
                rows.setdefault(row.number, row)
    stems = await _stems(connection, [row.document_id for row in rows.values() if not row.is_titled])
    members = {number: _member(row, stems.get(row.document_id, "")) for number, row in rows.items()}
    return Lineage(members, corrections)


async def keep_correction(connection: AsyncConnection, scope: Scope, number: int, after: int | None) -> None:
    """Keep that a statement follows another, or none."""
    is_either = schema.statement.c.number.in_((number, after))
    ids = {row.number: row.id for row in await _rows(connection, scope, is_either)}
    correction = schema.correction
    await connection.execute(delete(correction).where(correction.c.statement_id == ids[number]))
    row = {"statement_id": ids[number], "after_id": None if after is None else ids[after]}
    await connection.execute(insert(correction).values(row))


async def _untitled_around(
    connection: AsyncConnection, scope: Scope, row: Row[Any], *, with_later: bool
) -> Sequence[Row[Any]]:
    """Give untitled statements that may be of a series with one: of its issuers, or of unknown ones."""
    if row.dated is None:
        return ()
    version = schema.version
    is_like = ~version.c.is_titled
    if row.series_issuers:
        is_like &= version.c.series_issuers.in_((row.series_issuers, ""))
    before = await _rows(connection, scope, is_like & (_dated < row.dated), _dated.desc(), limit=MOST_COMPARED)
    if not with_later:
        return before
    return (*before, *await _rows(connection, scope, is_like & (_dated > row.dated), _dated, limit=MOST_COMPARED))


async def _rows(
    connection: AsyncConnection,
    scope: Scope,
    condition: ColumnElement[bool],
    *order: ColumnElement[Any],
    limit: int | None = None,
) -> Sequence[Row[Any]]:
    statement, version, document = schema.statement, schema.version, schema.document
    columns = (
        *(statement.c[name] for name in ("id", "number", "audience")),
        *(version.c[name] for name in ("series_issuers", "kind", "is_titled", "document_id")),
        document.c.language,
        document.c.sentence_count,
        _dated.label("dated"),
    )
    tables = latest_versions().join(document, document.c.id == version.c.document_id)
    query = select(*columns).select_from(tables).where(is_visible(scope), condition)
    return (await connection.execute(query.order_by(*order, statement.c.number).limit(limit))).all()


async def _stems(connection: AsyncConnection, document_ids: Sequence[int]) -> dict[int, str]:
    indexed = schema.indexed
    query = select(indexed.c.document_id, indexed.c.stems).where(indexed.c.document_id.in_(document_ids))
    return {row.document_id: row.stems for row in await connection.execute(query)}


async def _corrections(connection: AsyncConnection, scope: Scope) -> dict[int, int | None]:
    """Give the corrections of statements that the scope sees; those to one that it does not see don't count."""
    statement, correction = schema.statement, schema.correction
    after = schema.statement.alias("after")
    query = (
        select(statement.c.number, correction.c.after_id, after.c.number.label("after"), after.c.audience)
        .select_from(
            statement.join(correction, correction.c.statement_id == statement.c.id).outerjoin(
                after, after.c.id == correction.c.after_id
            )
        )
        .where(is_visible(scope))
    )
    rows = (await connection.execute(query)).all()
    return {row.number: row.after for row in rows if row.after_id is None or row.audience in scope.audiences}


def _member(row: Row[Any], stems: str) -> Member:
    lines = tuple(stems.split("\n")[: row.sentence_count])
    return Member(row.number, row.audience, row.dated, row.series_issuers, row.kind, row.is_titled, row.language, lines)

"""The statements that may be of one series, read from the store, and the corrections among them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, and_, delete, func, insert, or_, select

from storage import schema
from storage.series.lineage import Lineage, Member
from storage.visibility import is_visible, latest_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.scope import Scope

MOST_COMPARED = 500
"""Untitled statements whose texts are compared: those of the newest date."""


async def lineage_of(connection: AsyncConnection, scope: Scope, numbers: Sequence[int]) -> Lineage:
    """Give the statements that may be of one series with some, and whatever corrections lead to from there."""
    corrections = await _corrections(connection, scope)
    linked = set(numbers) | set(corrections) | {after for after in corrections.values() if after is not None}
    rows = {row.number: row for row in await _rows(connection, scope, schema.statement.c.number.in_(sorted(linked)))}
    kinds = [_is_of_kind(row) for row in rows.values()]
    for row in await _rows(connection, scope, or_(*kinds)) if kinds else ():
        rows.setdefault(row.number, row)
    if any(not row.is_titled for row in rows.values()):
        for row in await _rows(connection, scope, ~schema.version.c.is_titled, limit=MOST_COMPARED):
            rows.setdefault(row.number, row)
    stems = await _stems(connection, [row.document_id for row in rows.values() if not row.is_titled])
    members = {number: _member(row, stems.get(row.document_id, "")) for number, row in rows.items()}
    return Lineage(members, corrections)


async def keep_correction(connection: AsyncConnection, scope: Scope, number: int, after: int | None) -> None:
    """Keep that a statement follows another, or none."""
    ids = {row.number: row.id for row in await _rows(connection, scope, schema.statement.c.number.in_([number, after]))}
    correction = schema.correction
    await connection.execute(delete(correction).where(correction.c.statement_id == ids[number]))
    row = {"statement_id": ids[number], "after_id": None if after is None else ids[after]}
    await connection.execute(insert(correction).values(row))


async def predecessor_of(connection: AsyncConnection, scope: Scope, number: int) -> int | None:
    """Give the number of the statement before one that the scope sees."""
    lineage = await lineage_of(connection, scope, [number])
    return await asyncio.to_thread(lineage.predecessor, number)


def _is_of_kind(row: Row[Any]) -> ColumnElement[bool]:
    version = schema.version
    return and_(version.c.kind == row.kind, version.c.series_issuers == row.series_issuers)


async def _rows(
    connection: AsyncConnection, scope: Scope, condition: ColumnElement[bool], *, limit: int | None = None
) -> Sequence[Row[Any]]:
    statement, version, document = schema.statement, schema.version, schema.document
    dated = func.coalesce(version.c.event_date, version.c.published)
    columns = (
        *(statement.c[name] for name in ("id", "number", "audience")),
        *(version.c[name] for name in ("series_issuers", "kind", "is_titled", "document_id")),
        document.c.language,
        dated.label("dated"),
    )
    tables = latest_versions().join(document, document.c.id == version.c.document_id)
    query = select(*columns).select_from(tables).where(is_visible(scope), condition)
    newest_first = query.order_by(dated.desc(), statement.c.number.desc())
    return (await connection.execute(newest_first.limit(limit))).all()


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
    return Member(
        row.number, row.audience, row.dated, row.series_issuers, row.kind, row.is_titled, row.language, stems
    )

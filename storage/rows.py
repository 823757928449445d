"""Rows that are put in the place of others, in one command that no other transaction can come between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table
    from sqlalchemy.ext.asyncio import AsyncConnection


async def put_row(connection: AsyncConnection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row, or put it in the place of the one that has its key."""
    key = [column.name for column in table.primary_key]
    values = {name: value for name, value in row.items() if name not in key}
    inserting = _insert(connection.dialect.name, table).values(**row)
    await connection.execute(inserting.on_conflict_do_update(index_elements=key, set_=values))


def insert_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless there is one with its key; say whether it was inserted."""
    inserting = _insert(connection.dialect.name, table).values(**row).on_conflict_do_nothing()
    return connection.execute(inserting.returning(*table.primary_key)).first() is not None


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)

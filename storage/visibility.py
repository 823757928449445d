"""What a scope sees, as conditions that every query of the store is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from storage.errors import NoSuchStatementError, NoSuchVersionError
from storage.schema import statement, version

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.scope import Scope


def is_visible(scope: Scope) -> ColumnElement[bool]:
    """Give the condition that a statement is of the scope's workspace and one of its audiences."""
    return and_(statement.c.workspace == scope.workspace, statement.c.audience.in_(sorted(scope.audiences)))


def latest_versions() -> FromClause:
    """Give statements joined with their latest versions."""
    return statement.join(
        version, (version.c.statement_id == statement.c.id) & (version.c.ordinal == statement.c.latest)
    )


async def document_of(connection: AsyncConnection, scope: Scope, version_id: int) -> int:
    """Give the id of a version's document; raises `NoSuchVersionError`."""
    versions = statement.join(version, version.c.statement_id == statement.c.id)
    query = select(version.c.document_id).select_from(versions).where(version.c.id == version_id, is_visible(scope))
    document_id = await connection.scalar(query)
    if document_id is None:
        raise NoSuchVersionError(version_id)
    return int(document_id)


async def latest_document(connection: AsyncConnection, scope: Scope, number: int) -> int:
    """Give the id of the document of a statement's latest version; raises `NoSuchStatementError`."""
    query = select(version.c.document_id).select_from(latest_versions())
    document_id = await connection.scalar(query.where(is_visible(scope), statement.c.number == number))
    if document_id is None:
        raise await no_such_statement(connection, scope, number)
    return int(document_id)


async def count_statements(connection: AsyncConnection, scope: Scope) -> int:
    """Count the statements that the scope sees."""
    query = select(func.count()).select_from(statement).where(is_visible(scope))
    return int(await connection.scalar(query) or 0)


async def no_such_statement(connection: AsyncConnection, scope: Scope, number: int) -> NoSuchStatementError:
    """Give the error for a number that names nothing here."""
    return NoSuchStatementError(number, await count_statements(connection, scope))

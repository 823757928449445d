"""Forgetting a statement: its rows go in one transaction, the traces in the files after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from storage import schema
from storage.documents import delete_unreferenced
from storage.errors import NotAllowedError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.records import StatementRecord

WIPE = "wipe"
"""The chore of a store from which text was deleted that its files may still hold."""


async def forget_statement(connection: AsyncConnection, record: StatementRecord, *, by: str, is_admin: bool) -> None:
    """Delete a statement with its versions, sources and places at hand, and documents that nobody else refers to.

    Leaves the chore `WIPE`, so that the files are cleaned even if this process ends before it could.
    """
    if not is_admin and record.added_by != by:
        raise NotAllowedError(record.number)
    statement, version = schema.statement, schema.version
    here = (statement.c.workspace == record.workspace, statement.c.number == record.number)
    statement_id = (await connection.execute(select(statement.c.id).where(*here))).scalar_one()
    documents = select(version.c.document_id).where(version.c.statement_id == statement_id).distinct()
    document_ids = (await connection.execute(documents)).scalars().all()
    await connection.execute(delete(statement).where(statement.c.id == statement_id))
    await delete_unreferenced(connection, document_ids)
    if not await connection.scalar(select(schema.chore.c.name).where(schema.chore.c.name == WIPE)):
        await connection.execute(insert(schema.chore).values(name=WIPE))

"""Forgetting statements: their rows go in one transaction, the traces in the files after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from storage import schema
from storage.delivery.asking import forget_statement as forget_texts
from storage.documents import delete_unreferenced
from storage.errors import NotAllowedError
from storage.raws import delete_unreferenced_raws

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from storage.records import StatementRecord

WIPE = "wipe"
"""The chore of a store from which text was deleted that its files may still hold."""


def forget_statement(connection: Connection, record: StatementRecord, *, by: str, is_admin: bool) -> None:
    """Forget a statement if who asks may; raises `NotAllowedError`."""
    if not is_admin and record.added_by != by:
        raise NotAllowedError(record.number)
    statement = schema.statement
    here = (statement.c.workspace == record.workspace, statement.c.number == record.number)
    forget_statements(connection, connection.execute(select(statement.c.id).where(*here)).scalars().all())


def forget_statements(connection: Connection, statement_ids: Iterable[int]) -> None:
    """Delete statements with their versions, sources and places at hand, and what nobody else refers to of their texts.

    Leaves the chore `WIPE`, so that the files are cleaned even if this process ends before it could.
    """
    statement, version = schema.statement, schema.version
    for statement_id in statement_ids:
        held = select(version.c.document_id, version.c.raw_id).where(version.c.statement_id == statement_id)
        rows = connection.execute(held.with_for_update()).all()  # waits for deliveries that are being put
        forget_texts(connection, statement_id)
        connection.execute(delete(statement).where(statement.c.id == statement_id))
        delete_unreferenced(connection, sorted({row.document_id for row in rows}))
        delete_unreferenced_raws(connection, sorted({row.raw_id for row in rows if row.raw_id is not None}))
    if not connection.scalar(select(schema.chore.c.name).where(schema.chore.c.name == WIPE)):
        connection.execute(insert(schema.chore).values(name=WIPE))

"""Sharing: a statement of a conversation opened to its whole workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from storage import schema
from storage.adding import find_twin
from storage.bands import keys_in, replace_bands
from storage.documents import prepare, read_document
from storage.known import Holder
from storage.scope import WORKSPACE_AUDIENCE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.records import StatementRecord


def open_to_workspace(connection: Connection, record: StatementRecord) -> int | None:
    """Open a statement to its workspace; give the number of the workspace's own with the same text, if it has one.

    Then nothing is changed. The bands of the statement's versions follow it to its new audience.
    """
    statement, version = schema.statement, schema.version
    holder = Holder(record.workspace, WORKSPACE_AUDIENCE)
    here = (statement.c.workspace == record.workspace, statement.c.number == record.number)
    tables = version.join(statement, statement.c.id == version.c.statement_id)
    query = select(version.c.id, version.c.document_id).select_from(tables).where(*here).order_by(version.c.ordinal)
    prepared = {row.id: prepare(read_document(connection, row.document_id)) for row in connection.execute(query).all()}
    twin = find_twin(connection, holder, prepared[record.version_id])
    if twin is not None:
        return twin
    connection.execute(update(statement).where(*here).values(audience=WORKSPACE_AUDIENCE))
    for version_id, each in prepared.items():
        replace_bands(connection, version_id, keys_in(*holder, each.bands))
    return None

"""A conversation that has another name now: what belongs to it, is at hand in it and is set in it goes along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from storage import schema
from storage.bands import keys_in, replace_bands
from storage.chat_schema import setting, setting_change
from storage.delivery.schema import delivery
from storage.documents import prepare, read_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.database import Database


async def rename_conversation(database: Database, workspace: str, old: str, new: str) -> int:
    """Let everything of a conversation be another's, threads included; give how many statements that are.

    Done twice it is done once. What is set under the new name already stays.
    """
    if not old or not new or old == new:
        return 0
    return await database.store(partial(_rename, workspace=workspace, old=old, new=new))


def _rename(connection: Connection, workspace: str, old: str, new: str) -> int:
    count = _rename_audience(connection, workspace, old, new)
    _rename_at_hand(connection, workspace, old, new)
    _rename_settings(connection, workspace, old, new)
    is_waiting = (delivery.c.workspace == workspace, delivery.c.channel == old, delivery.c.state == "open")
    connection.execute(update(delivery).where(*is_waiting).values(channel=new))
    return count


def _rename_audience(connection: Connection, workspace: str, old: str, new: str) -> int:
    """Statements of the audience, and the bands by which their like is found there."""
    statement, version = schema.statement, schema.version
    theirs = (statement.c.workspace == workspace, statement.c.audience == old)
    tables = version.join(statement, statement.c.id == version.c.statement_id)
    rows = connection.execute(select(version.c.id, version.c.document_id).select_from(tables).where(*theirs)).all()
    for row in rows:
        bands = prepare(read_document(connection, row.document_id)).bands
        replace_bands(connection, row.id, keys_in(workspace, new, bands))
    return connection.execute(update(statement).where(*theirs).values(audience=new)).rowcount


def _rename_at_hand(connection: Connection, workspace: str, old: str, new: str) -> None:
    """The statement at hand in it and in its threads, whose names begin with its own."""
    table = schema.conversation
    is_thread = func.substr(table.c.name, 1, len(old) + 1) == f"{old}#"
    here = (table.c.workspace == workspace, (table.c.name == old) | is_thread)
    for name in connection.execute(select(table.c.name).where(*here)).scalars().all():
        renamed = f"{new}{name[len(old) :]}"
        connection.execute(delete(table).where(table.c.workspace == workspace, table.c.name == renamed))
        is_it = (table.c.workspace == workspace, table.c.name == name)
        connection.execute(update(table).where(*is_it).values(name=renamed))


def _rename_settings(connection: Connection, workspace: str, old: str, new: str) -> None:
    table, changes = setting, setting_change
    own = select(table.c.name).where(table.c.workspace == workspace, table.c.conversation == new)
    kept = connection.execute(own).scalars().all()
    theirs = (table.c.workspace == workspace, table.c.conversation == old)
    connection.execute(update(table).where(*theirs, table.c.name.not_in(kept)).values(conversation=new))
    connection.execute(delete(table).where(*theirs))
    for column in (changes.c.conversation, changes.c.said_in):
        is_old = (changes.c.workspace == workspace, column == old)
        connection.execute(update(changes).where(*is_old).values({column: new}))

"""What is at hand in a conversation: the statement shown last, with its briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, select

from storage import schema
from storage.choices import decode_choices, encode_choices
from storage.errors import NoSuchVersionError
from storage.records import Briefing, Shown
from storage.rows import put_row
from storage.visibility import is_visible

if TYPE_CHECKING:
    from storage.database import Database
    from storage.scope import Scope


class Conversations:
    """The statement at hand in each conversation of each workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def show(self, scope: Scope, conversation: str, shown: Shown) -> None:
        """Keep what was shown last; raises `NoSuchVersionError`."""
        table, briefing = schema.conversation, shown.briefing
        row = {
            "workspace": scope.workspace,
            "name": conversation,
            "version_id": shown.version_id,
            "engine": briefing.engine if briefing else None,
            "choices": encode_choices(briefing.choices) if briefing else None,
        }
        seen = select(schema.version.c.id).select_from(_versions()).where(is_visible(scope), _is_of(shown))
        async with self._database.write(alone=False) as connection:
            if await connection.scalar(seen.with_for_update(read=True, key_share=True)) is None:
                raise NoSuchVersionError(shown.version_id)
            await put_row(connection, table, row)

    async def last_shown(self, scope: Scope, conversation: str) -> Shown | None:
        """Give what was shown last, if the scope may still see it."""
        table = schema.conversation
        query = (
            select(schema.statement.c.number, table)
            .select_from(_versions().join(table, table.c.version_id == schema.version.c.id))
            .where(table.c.workspace == scope.workspace, table.c.name == conversation, is_visible(scope))
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        briefing = None if row.engine is None else Briefing(row.engine, decode_choices(row.choices))
        return Shown(row.number, row.version_id, briefing)


def _versions() -> FromClause:
    return schema.statement.join(schema.version, schema.version.c.statement_id == schema.statement.c.id)


def _is_of(shown: Shown) -> ColumnElement[bool]:
    return (schema.version.c.id == shown.version_id) & (schema.statement.c.number == shown.number)

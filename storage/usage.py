"""Usage: what people asked for lately and what a workspace holds, to be counted against limits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, func, insert, select

from storage import schema
from storage.forgetting import forget_statements
from storage.records import UsageKind
from storage.visibility import latest_versions

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select, Table

    from storage.database import Database

KEPT = timedelta(days=2)
"""How long usage is kept: limits count minutes and days."""


class Usage:
    """The usage of all workspaces; each method counts one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, workspace: str, person: str, kind: UsageKind, at: datetime) -> None:
        """Keep that a person followed a link or added a document; sweeps what is older than `KEPT`, of all workspaces."""
        usage = schema.usage
        async with self._database.write(alone=False) as connection:
            await connection.execute(delete(usage).where(usage.c.at < at - KEPT))
            row = {"workspace": workspace, "person": person, "kind": kind, "at": at}
            await connection.execute(insert(usage).values(row))

    async def links_since(self, workspace: str, person: str | None, since: datetime) -> int:
        """Count the links that a person (`None`: anybody of the workspace) followed at or after a moment."""
        return await self._count(workspace, person, UsageKind.LINK, since)

    async def documents_since(self, workspace: str, person: str | None, since: datetime) -> int:
        """Count the documents that a person (`None`: anybody of the workspace) added at or after a moment."""
        return await self._count(workspace, person, UsageKind.DOCUMENT, since)

    async def stored_bytes(self, workspace: str) -> int:
        """Give the bytes of the texts that only this workspace holds, and of the bytes kept that they were read from.

        Read from an index of sizes: no text is looked at.
        """
        owner = schema.owner_of(workspace)
        async with self._database.read() as connection:
            texts = await connection.scalar(_sum_of_sizes(schema.document, owner))
            raws = await connection.scalar(_sum_of_sizes(schema.raw, owner))
        return int(texts or 0) + int(raws or 0)

    async def statements_before(self, workspace: str, before: datetime) -> int:
        """Count the workspace's statements whose latest version is older than a moment."""
        query = select(func.count()).select_from(latest_versions()).where(*_is_older(workspace, before))
        async with self._database.read() as connection:
            return int(await connection.scalar(query) or 0)

    async def expire(self, workspace: str, before: datetime) -> int:
        """Forget the workspace's statements whose latest version is older than a moment; give how many they were."""

        def forget(connection: Connection) -> int:
            query = select(schema.statement.c.id).select_from(latest_versions()).where(*_is_older(workspace, before))
            statement_ids = connection.execute(query).scalars().all()
            if statement_ids:
                forget_statements(connection, statement_ids)
            return len(statement_ids)

        count = await self._database.store(forget)
        if count:
            await self._database.wipe()
        return count

    async def _count(self, workspace: str, person: str | None, kind: UsageKind, since: datetime) -> int:
        usage = schema.usage
        conditions = [usage.c.workspace == workspace, usage.c.kind == kind, usage.c.at >= since]
        if person is not None:
            conditions.append(usage.c.person == person)
        async with self._database.read() as connection:
            return int(await connection.scalar(select(func.count()).select_from(usage).where(*conditions)) or 0)


def _sum_of_sizes(table: Table, owner: str) -> Select[Any]:
    return select(func.coalesce(func.sum(table.c.size), 0)).where(table.c.owner == owner)


def _is_older(workspace: str, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return (schema.statement.c.workspace == workspace, schema.version.c.added_at < before)

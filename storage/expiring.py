"""Which workspaces hold what is older than is kept: for the installation's own chores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage import schema
from storage.visibility import latest_versions

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database


async def workspaces_before(database: Database, before: datetime) -> tuple[str, ...]:
    """Name the workspaces that have a statement whose latest version is older than a moment."""
    query = select(schema.statement.c.workspace).select_from(latest_versions())
    older = query.where(schema.version.c.added_at < before).distinct().order_by(schema.statement.c.workspace)
    async with database.read() as connection:
        return tuple((await connection.execute(older)).scalars())

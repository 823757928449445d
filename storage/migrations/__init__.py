"""Bringing a store to this release's schema: one migration a transaction, each under the database's write lock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from storage.schema import REVISION_TABLE, REVISIONS

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection


async def stored_revision(connection: AsyncConnection) -> str:
    """Give the revision of a store that has one."""
    revision = await connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))  # noqa: S608
    return str(revision)


def next_revision(current: str | None) -> str | None:
    """Give the revision after the current one (`None`: an empty database); `None` after the last."""
    position = 0 if current is None else REVISIONS.index(current) + 1
    return REVISIONS[position] if position < len(REVISIONS) else None


def upgrade(connection: Connection, revision: str) -> None:
    """Run the migration to a revision in the connection's own transaction."""
    from alembic import command  # takes most of a second: only where there is something to migrate

    configuration = alembic_config()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, revision)


def alembic_config() -> Config:
    """Give alembic's configuration; there is no file of it, so that it works from wherever it is installed."""
    from alembic.config import Config

    configuration = Config()
    folder = str(Path(__file__).parent)
    configuration.set_main_option("script_location", folder.replace("%", "%%"))
    return configuration

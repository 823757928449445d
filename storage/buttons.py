"""What buttons stand for that have no room to say it themselves: commands, by the keys that the buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from storage.chat_schema import button
from storage.rows import put_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.database import Database


class Buttons:
    """The commands behind buttons of each workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, workspace: str, commands: Mapping[str, str], at: datetime) -> None:
        """Keep commands by their keys; kept again, they are kept longer."""
        if not commands:
            return
        async with self._database.write(alone=False) as connection:
            for key, command in sorted(commands.items()):
                await put_row(
                    connection, button, {"workspace": workspace, "key": key, "command": command, "kept_at": at}
                )

    async def recall(self, workspace: str, key: str) -> str | None:
        """Give the command behind a key, if it is known."""
        query = select(button.c.command).where(button.c.workspace == workspace, button.c.key == key)
        async with self._database.read() as connection:
            command: str | None = await connection.scalar(query)
        return command

    async def sweep(self, before: datetime) -> int:
        """Forget the commands that were kept before a moment, of all workspaces; give how many they were."""
        old = delete(button).where(button.c.kept_at < before)
        async with self._database.write(alone=False) as connection:
            return int((await connection.execute(old)).rowcount)


def forget_workspace(connection: Connection, workspace: str) -> None:
    """Remove what the buttons of a workspace stand for."""
    connection.execute(delete(button).where(button.c.workspace == workspace))

"""What messages of the bot's stand for: the commands that had no room in their buttons, and the statement they are about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.records import Shown as AtHand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.answering.requests import Request
    from storage.database import Database


@dataclass(slots=True)
class Shown:
    """Keeps what messages stand for."""

    database: Database
    _new: dict[str, dict[str, str]] = field(default_factory=dict)

    def keep(self, workspace: str, commands: Mapping[str, str]) -> None:
        """Take commands of a workspace, to be kept by their keys."""
        self._new.setdefault(workspace, {}).update(commands)

    async def flush(self, workspace: str, at: datetime) -> None:
        """Keep what was taken, before the messages go out that hold the keys."""
        await self.database.buttons.keep(workspace, self._new.pop(workspace, {}), at)

    async def recall(self, workspace: str, key: str) -> str | None:
        """Give the command that was kept under a key, if it is known."""
        return await self.database.buttons.recall(workspace, key)

    async def put_at_hand(self, request: Request, name: str, message: str) -> Request:
        """Give a request with a statement ("S12") at hand, that of the message replied to; as it is where it is not there."""
        try:
            record = await self.database.statements.get(request.scope, int(name[1:]))
        except (StorageError, ValueError):
            return request
        within = replace(request, thread=message)
        await self.database.conversations.show(
            request.scope, within.looks_in[0], AtHand(record.number, record.version_id, None)
        )
        return within

"""The Home tab: what the workspace holds, and what this person has with the bot alone."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.slack.forms import Ways
from bot.adapters.slack.views.home import MOST_SHOWN, Shelf, home_view
from bot.answering.subjects import record_facts
from storage.scope import Scope

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.adapters.slack.client import Workspace
    from bot.answering.desk import Desk
    from storage.records import StatementRecord

_READS_MESSAGES = (
    "Briefbot reads what you send it here, messages that name it, and the files and links in them. It keeps the statements "
    'that it reads until "forget".'
)
_READS_COMMANDS = (
    'Briefbot reads what you give to "/brief" and no messages. It keeps the statements that it reads until "forget".'
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Homes:
    """Publishes Home tabs."""

    desk: Desk
    client: AsyncWebClient
    workspace: Workspace

    async def publish(self, person: str, channel: str, workspace: str) -> None:
        """Publish a person's Home tab; `channel` is the person's conversation with the bot, if it is known."""
        from slack_sdk.errors import SlackApiError

        installation = await self.workspace.installation()
        reads = _READS_MESSAGES if "app_mentions:read" in installation.scopes else _READS_COMMANDS
        view = home_view(*await self._shelves(channel, workspace), reads=reads)
        carried = json.dumps(Ways(channel=channel, is_home=True, is_direct=True).carried())
        try:
            await self.client.views_publish(user_id=person, view={**view, "private_metadata": carried})
        except SlackApiError as error:
            _log.warning("a Home tab could not be published (%s)", str(error.response.get("error"))[:60])

    async def _shelves(self, channel: str, workspace: str) -> tuple[Shelf, Shelf]:
        statements = self.desk.database.statements
        everybody = Scope.at(workspace)
        shared = await statements.all(everybody, limit=MOST_SHOWN)
        total = await statements.count(everybody)
        if not channel:
            return _shelf(shared, total), Shelf()
        own = Scope(workspace, frozenset((channel,)))
        return _shelf(shared, total), _shelf(await statements.all(own, limit=MOST_SHOWN), await statements.count(own))


def _shelf(records: tuple[StatementRecord, ...], total: int) -> Shelf:
    return Shelf([record_facts(each) for each in records], total)

"""What happens to the bot itself: removed from a channel, the channel archived or renumbered, the app uninstalled."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.slack.events import Asked, Kind
from bot.adapters.slack.exchange import NAME
from bot.adapters.slack.telling import telling_of
from storage.delivery.records import DeliveryState
from storage.renaming import rename_conversation

if TYPE_CHECKING:
    from bot.adapters.slack.places import Places
    from bot.delivery.outbox import Outbox
    from storage.database import Database
    from storage.delivery.records import DeliveryRecord

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Lifecycle:
    """Stops what can't go on, so that nothing is tried again and again, and tells who set it up."""

    database: Database
    outbox: Outbox
    places: Places

    async def handle(self, asked: Asked, workspace: str) -> None:
        """Do what follows from what happened."""
        match asked.kind:
            case Kind.UNINSTALLED:
                count = await self._drop(workspace, None)
                _log.warning("the bot was uninstalled from %s: %d deliveries are dropped", workspace, count)
            case Kind.MOVED:
                self.places.forget(asked.channel)
                count = await rename_conversation(self.database, workspace, asked.channel, asked.moved_to)
                _log.info("a channel of %s has another id now: %d statements go along", workspace, count)
            case _:
                self.places.forget(asked.channel)
                count = await self._drop(workspace, asked.channel)
                _log.info("the bot is in a channel of %s no more: %d deliveries are dropped", workspace, count)

    async def tell(self, given_up: DeliveryRecord) -> None:
        """Tell who set up what could not be delivered."""
        if given_up.platform != NAME or not given_up.set_up_by:
            return
        await self.outbox.put(telling_of(given_up, given_up.set_up_by))

    async def _drop(self, workspace: str, channel: str | None) -> int:
        """Drop what waits for a channel, or for all of a workspace."""
        stored, now = self.outbox.sender.outbox, self.outbox.sender.clock.now()
        waiting = await stored.list_deliveries(DeliveryState.OPEN)
        theirs = [each for each in waiting if each.workspace == workspace and channel in {None, each.channel}]
        return sum([await stored.drop(workspace, each.key, now) for each in theirs])

"""What happens to the bot itself: removed from a guild, or a channel deleted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.discord.events import Asked, Kind
from storage.delivery.records import DeliveryState

if TYPE_CHECKING:
    from bot.delivery.outbox import Outbox

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Lifecycle:
    """Stops what can't go on, so that nothing is tried again and again."""

    outbox: Outbox

    async def handle(self, asked: Asked, workspace: str) -> None:
        """Drop what waits for a channel that is gone, or for a guild that the bot was removed from.

        What somebody set up is left: Discord refuses it once, and then they are told.
        """
        channel = asked.channel if asked.kind is Kind.CHANNEL_GONE else None
        stored, now = self.outbox.sender.outbox, self.outbox.sender.clock.now()
        waiting = await stored.list_deliveries(DeliveryState.OPEN)
        theirs = [each for each in waiting if each.workspace == workspace and channel in {None, each.channel}]
        dropped = sum([await stored.drop(workspace, each.key, now) for each in theirs if not each.set_up_by])
        what = "a channel is gone" if channel else "the bot was removed"
        _log.info("%s in %s: %d deliveries are dropped", what, workspace, dropped)

"""An event that was kept, handled: the answer to what was asked, or what is to be done about what happened."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.answers import Answer
from bot.adapters.discord.events import CHANGES, MESSAGES, Asked, Kind, read_asked
from bot.adapters.discord.exchange import DiscordExchange, Means, way_of
from bot.adapters.exchanges import apology
from bot.adapters.sharing import may_be_shared
from bot.answering.replies import Line, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.discord.lifecycle import Lifecycle
    from bot.adapters.exchanges import Exchanges
    from bot.delivery.deliveries import Delivery
    from storage.delivery.records import ClaimedEvent

_FORGOTTEN = "What that button stands for is not known any more. Ask again."
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Handling:
    """Handles what came from Discord. What it gives is sent; the rest of what it does may be done twice."""

    exchanges: Exchanges
    means: Means
    lifecycle: Lifecycle

    async def handle(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Handle an event."""
        asked = read_asked(event.payload)
        match asked.kind:
            case Kind.CHANNEL_GONE | Kind.GUILD_GONE:
                await self.lifecycle.handle(asked, event.workspace)
                return ()
            case Kind.DELETED:
                await self.exchanges.withdraw(asked.message_key, event.workspace, asked.channel)
                return ()
            case Kind.CHANGED:
                await self.exchanges.renew(self._exchange(asked, event), event.key.partition("@")[2])
                await self.means.shown.flush(event.workspace, asked.moment)
                return ()
            case _:
                return await self._answer(asked, event)

    async def apologise(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Say that a request could not be answered."""
        asked = read_asked(event.payload)
        if asked.kind in CHANGES:
            return ()
        exchange = self._exchange(asked, event)
        await exchange.hide()
        return (exchange.deliver(Answer(apology()), exchange.key),)

    async def _answer(self, asked: Asked, event: ClaimedEvent) -> Sequence[Delivery]:
        if asked.key:
            command = await self.means.shown.recall(event.workspace, asked.key)
            if command is None:
                await self.means.deferrals.wait(event.key)
                refused = Answer(Reply((Line(_FORGOTTEN),), is_refusal=True))
                return (self._exchange(asked, event).deliver(refused, event.key),)
            asked = replace(asked, text=command)
        if asked.kind is Kind.SHARE and not may_be_shared(asked.text):
            _log.warning("what a Share button of %s held can't be shared", event.workspace)
            return ()
        deliveries = await self.exchanges.answer(self._exchange(asked, event), is_repeated=event.tries > 1)
        await self.means.shown.flush(event.workspace, asked.moment)
        await self.means.deferrals.wait(event.key)
        return deliveries

    def _exchange(self, asked: Asked, event: ClaimedEvent) -> DiscordExchange:
        key = asked.message_key if asked.kind in MESSAGES else event.key
        return DiscordExchange(asked, key, event.workspace, way_of(asked), self.means)

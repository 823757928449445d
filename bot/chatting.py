"""What is served where a chat platform is configured: its way in, the inbox, the outbox, and the desk behind them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.adapters.slack.handling import Handling
    from bot.answering.desk import Desk
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.serving import Service
    from bot.settings import Settings
    from storage.database import Database
    from storage.delivery.records import DeliveryRecord, Executor

_log = logging.getLogger(__name__)
_STOPS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Chat:
    """A platform's way in, with the inbox and the outbox behind it: each is stopped before what it gives work to."""

    name: str
    way_in: Service
    inbox: Inbox
    outbox: Outbox

    async def run(self) -> None:
        """Work until `stop`. Where the way in fails, what was taken is answered all the same."""
        await asyncio.gather(self._take_in(), self.inbox.run(), self.outbox.run())

    async def stop(self, grace: timedelta = timedelta(seconds=20)) -> None:
        """Take nothing more, finish what can be in time, hand over the rest."""
        await self.way_in.stop(min(grace, _STOPS_WITHIN))
        await self.inbox.stop(grace / 2)
        await self.outbox.stop(grace / 2)

    async def _take_in(self) -> None:
        try:
            await self.way_in.run()
        except Exception as error:  # noqa: BLE001 - whatever a library raises, the rest goes on
            _log.error("%s can't be heard (%s: %s)", self.name, type(error).__name__, _told(error))


@asynccontextmanager
async def open_chat(settings: Settings, database: Database, executor: Executor) -> AsyncIterator[Mapping[str, Chat]]:
    """Give the chats that are configured, by the names of their platforms."""
    from bot.adapters.slack.service import is_configured

    if not is_configured(settings):
        yield {}
        return
    async with _open_slack(settings, database, executor) as chat:
        yield {chat.name: chat}


@asynccontextmanager
async def _open_slack(settings: Settings, database: Database, executor: Executor) -> AsyncIterator[Chat]:
    from bot.adapters.slack import service as slack
    from bot.answering.desk import Desk
    from bot.answering.limits import Limits
    from bot.delivery.clock import SystemClock
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.delivery.sealing import load_seal
    from bot.delivery.sending import Sender
    from bot.ingest.intake import Intake

    clock = SystemClock()
    workspace = slack.slack_workspace(settings)
    platform = slack.slack_platform(workspace, settings)
    told: list[Handling] = []
    seal = load_seal(settings.address_keys.get_secret_value(), settings.address_key_file)
    sender = Sender(database.outbox, {slack.NAME: platform}, seal, clock=clock)
    outbox = Outbox(sender, executor, _teller(told))
    async with Intake(settings.fetch_policy, settings.reading_limits) as intake:
        desk: Desk = Desk(database, intake, limits=settings.limits(Limits()))
        async with slack.open_handling(settings, workspace, desk, outbox, platform, clock=clock) as handling:
            told.append(handling)
            inbox = Inbox(database.inbox, handling.handle, outbox, executor, apologise=handling.apologise, clock=clock)
            way_in = slack.open_way_in(settings, inbox, workspace, seal, clock)
            yield Chat("Slack", way_in, inbox, outbox)


def _teller(handlings: Sequence[Handling]) -> Callable[[DeliveryRecord], Awaitable[None]]:
    """Give what tells people that something was given up; what handles events comes later than the outbox."""

    async def tell(given_up: DeliveryRecord) -> None:
        for each in handlings:
            await each.lifecycle.tell(given_up)

    return tell


def _told(error: Exception) -> str:
    return error.strerror or "the port can't be opened" if isinstance(error, OSError) else "see the settings"

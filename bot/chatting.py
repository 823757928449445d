"""What is served where chat platforms are configured: their ways in, one inbox, one outbox, and the desk behind them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import BriefbotError

if TYPE_CHECKING:
    from bot.delivery.deliveries import Delivery
    from bot.delivery.inbox import Handler, Inbox
    from bot.delivery.outbox import Outbox
    from bot.serving import Service
    from bot.settings import Settings
    from bot.surfaces import Handling, Surface
    from storage.database import Database
    from storage.delivery.records import ClaimedEvent, DeliveryRecord, Executor

_log = logging.getLogger(__name__)
_STOPS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Chat:
    """The platforms' ways in, with the inbox and the outbox behind them: each is stopped before what it gives work to."""

    ways_in: Mapping[str, Service]
    inbox: Inbox
    outbox: Outbox

    async def run(self) -> None:
        """Work until `stop`. Where a way in fails, the others go on, and what was taken is answered all the same."""
        await asyncio.gather(
            *(self._take_in(title, each) for title, each in self.ways_in.items()), self.inbox.run(), self.outbox.run()
        )

    async def stop(self, grace: timedelta = timedelta(seconds=20)) -> None:
        """Take nothing more, finish what can be in time, hand over the rest."""
        await asyncio.gather(*(each.stop(min(grace, _STOPS_WITHIN)) for each in self.ways_in.values()))
        await self.inbox.stop(grace / 2)
        await self.outbox.stop(grace / 2)

    async def _take_in(self, title: str, way_in: Service) -> None:
        try:
            await way_in.run()
        except Exception as error:  # noqa: BLE001 - whatever a library raises, the rest goes on
            _log.error("%s can't be heard (%s: %s)", title, type(error).__name__, _told(error))


@asynccontextmanager
async def open_chat(settings: Settings, database: Database, executor: Executor) -> AsyncIterator[Chat | None]:
    """Give the chat of the platforms that are configured; nothing where none is."""
    from bot.surfaces import configured_surfaces

    surfaces = configured_surfaces(settings)
    if not surfaces:
        yield None
        return
    async with _open(settings, database, executor, surfaces) as chat:
        yield chat


@asynccontextmanager
async def _open(
    settings: Settings, database: Database, executor: Executor, surfaces: Sequence[Surface]
) -> AsyncIterator[Chat]:
    from bot.answering.desk import Desk
    from bot.answering.limits import Limits
    from bot.delivery.clock import SystemClock
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.delivery.sealing import load_seal
    from bot.delivery.sending import Sender
    from bot.ingest.intake import Intake

    clock = SystemClock()
    handlings: dict[str, Handling] = {}
    seal = load_seal(settings.address_keys.get_secret_value(), settings.address_key_file)
    sender = Sender(database.outbox, {each.name: each.platform for each in surfaces}, seal, clock=clock)
    outbox = Outbox(sender, executor, _teller(surfaces, handlings))
    async with AsyncExitStack() as stack:
        intake = await stack.enter_async_context(Intake(settings.fetch_policy, settings.reading_limits))
        desk = Desk(database, intake, limits=settings.limits(Limits()))
        for each in surfaces:
            handlings[each.name] = await stack.enter_async_context(each.open_handling(desk, outbox, clock))
        handle, apologise = handlers(handlings)
        own = tuple(f"{name}:" for name in handlings)
        inbox = Inbox(database.inbox, handle, outbox, executor, apologise=apologise, clock=clock, beginnings=own)
        ways_in = {each.title: each.way_in(inbox, handlings[each.name], clock) for each in surfaces}
        yield Chat(ways_in, inbox, outbox)


def handlers(handlings: Mapping[str, Handling]) -> tuple[Handler, Handler]:
    """Give what handles an event, and what apologises for it: by the platform that its workspace's name begins with."""

    async def handle(event: ClaimedEvent) -> Sequence[Delivery]:
        return await _of(event, handlings).handle(event)

    async def apologise(event: ClaimedEvent) -> Sequence[Delivery]:
        return await _of(event, handlings).apologise(event)

    return handle, apologise


def _of(event: ClaimedEvent, handlings: Mapping[str, Handling]) -> Handling:
    """Give what handles an event; one of a platform that is not configured any more stays, to be tried again."""
    name = event.workspace.partition(":")[0]
    if name not in handlings:
        raise BriefbotError(f"{name} is not configured here.")
    return handlings[name]


def _teller(
    surfaces: Sequence[Surface], handlings: Mapping[str, Handling]
) -> Callable[[DeliveryRecord], Awaitable[None]]:
    """Give what tells people that something was given up; what handles events comes later than the outbox."""

    async def tell(given_up: DeliveryRecord) -> None:
        for each in surfaces:
            if each.name == given_up.platform and each.name in handlings:
                await each.tell(handlings[each.name], given_up)

    return tell


def _told(error: Exception) -> str:
    return error.strerror or "the port can't be opened" if isinstance(error, OSError) else "see the settings"

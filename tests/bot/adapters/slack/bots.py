"""A whole bot against the fake Slack: the real store, desk, inbox and outbox, the real bolt, in either mode."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.adapters.slack.handling import Handling
from bot.adapters.slack.service import open_handling, open_way_in, slack_platform, slack_workspace
from bot.answering.desk import Desk
from bot.answering.limits import NO_LIMITS
from bot.delivery.clock import SystemClock
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace, Rate, Rates
from bot.delivery.retrying import Patience
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from bot.ingest.intake import Intake
from bot.settings import Settings
from storage.database import Database, open_database
from storage.delivery.records import DeliveryState, Executor
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.records import Message

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - of a fake
UNHURRIED = Rates(Rate(1e6, 1000), Rate(1e6, 1000))
LONGEST_S = 20.0


@dataclass
class Bot:
    """A bot at work in a fake Slack."""

    slack: FakeSlack
    settings: Settings
    database: Database
    desk: Desk
    inbox: Inbox
    outbox: Outbox
    handling: Handling
    mode: Any
    url: str = ""
    http: Any = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def workspace(self) -> str:
        return f"slack:{self.slack.team.id}"

    async def settled(self) -> None:
        """Wait until everything that came is handled and everything that was to go out is out."""

        async def is_settled() -> bool:
            held = self.inbox._in_hand or self.outbox._in_hand
            return not held and not await self.database.outbox.list_deliveries(DeliveryState.OPEN)

        await until(is_settled)


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what the condition gives
    async with asyncio.timeout(LONGEST_S):
        while not (found := await condition()):  # noqa: ASYNC110 - in a store, which wakes nobody
            await asyncio.sleep(0.01)
    return found


def settings_for(slack: FakeSlack, folder: Path, mode: str = "http", **more: Any) -> Settings:  # noqa: ANN401
    given: dict[str, Any] = {
        "data": folder / "data",
        "slack_bot_token": slack.token,
        "slack_app_token": slack.app_token,
        "slack_signing_secret": SECRET,
        "slack_mode": mode,
        "BRIEFBOT_SLACK_API_URL": slack.api_url,
        "http_port": 0,
        **more,
    }
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]


@asynccontextmanager
async def bot_at_work(
    slack: FakeSlack,
    folder: Path,
    mode: str = "http",
    *,
    location: Path | str | None = None,
    name: str = "one",
    intake: Intake | None = None,
    key: str = "",
    shown_after_s: float = 1.0,
    **more: Any,  # noqa: ANN401 - settings
) -> AsyncIterator[Bot]:
    """Run a bot until the block ends."""
    settings = settings_for(slack, folder, mode, **more)
    settings.data.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(location or settings.store))
        made = Intake(settings.fetch_policy)
        taking = await stack.enter_async_context(made) if intake is None else intake
        desk = Desk(database, taking, limits=settings.limits(NO_LIMITS))
        workspace = slack_workspace(settings)
        platform = slack_platform(workspace, settings)
        seal = Seal(key or Fernet.generate_key().decode())
        patience = Patience()
        sender = Sender(database.outbox, {"slack": platform}, seal, patience, Pace(UNHURRIED), clock)
        outbox = Outbox(sender, Executor(name))
        handling = await stack.enter_async_context(
            open_handling(settings, workspace, desk, outbox, platform, clock=clock, shown_after_s=shown_after_s)
        )
        inbox = Inbox(
            database.inbox, handling.handle, outbox, Executor(name), apologise=handling.apologise, clock=clock
        )
        way_in = open_way_in(settings, inbox, workspace, seal, clock)
        running = [asyncio.create_task(each.run()) for each in (way_in, inbox, outbox)]
        bot = Bot(slack, settings, database, desk, inbox, outbox, handling, way_in)
        await _connect(bot, mode)
        try:
            yield bot
        finally:
            for each in (way_in, inbox, outbox):
                await each.stop()
            await asyncio.gather(*running)


async def _connect(bot: Bot, mode: str) -> None:
    if mode == "socket":
        await bot.slack.use_socket_mode().connected(2)
        return

    async def is_open() -> bool:
        return bot.mode.port is not None

    await until(is_open)
    bot.url = f"http://127.0.0.1:{bot.mode.port}/slack/events"
    bot.http = bot.slack.http(bot.url, SECRET)


def texts(messages: list[Message]) -> str:
    """Give what messages say, one after the other."""
    return "\n".join(each.text for each in messages)

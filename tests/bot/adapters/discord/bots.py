"""A whole bot in a model of Discord: the real store, desk, inbox and outbox, the real discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from cryptography.fernet import Fernet

from bot.adapters.discord.client import Listening, make_client
from bot.adapters.discord.files import Files
from bot.adapters.discord.handling import Handling
from bot.adapters.discord.service import discord_platform, listen, open_handling
from bot.adapters.discord.telling import Telling
from bot.adapters.dropping import policy_of_files
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

UNHURRIED = Rates(Rate(1e6, 1000), Rate(1e6, 1000))
LONGEST_S = 20.0


@dataclass
class Bot:
    """A bot at work in a model of Discord."""

    env: simcord.Env
    client: Listening
    settings: Settings
    database: Database
    desk: Desk
    inbox: Inbox
    outbox: Outbox
    handling: Handling

    @property
    def user_id(self) -> int:
        assert self.client.user
        return self.client.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user_id}>"

    def channel(self, handle: simcord.ChannelHandle) -> Any:  # noqa: ANN401 - whatever kind of channel it is
        """Give a channel as the bot knows it."""
        return self.client.get_channel(handle.id)

    def said(self, channel: simcord.ChannelHandle) -> str:
        """Give what the bot said last in a channel."""
        return next(each.content for each in reversed(channel.history()) if each.author.id == self.user_id)

    async def settled(self) -> None:
        """Wait until everything that came is handled and everything that was to go out is out."""

        async def is_settled() -> bool:
            held = self.inbox._in_hand or self.outbox._in_hand
            return not held and not await self.database.outbox.list_deliveries(DeliveryState.OPEN)

        await until(is_settled)


@dataclass
class Guild:
    """A guild with two people and its chief, who manages it; a channel for all, and one for Ada alone."""

    handle: simcord.GuildHandle
    general: simcord.ChannelHandle
    secret: simcord.ChannelHandle
    ada: simcord.MemberActor
    ben: simcord.MemberActor
    chief: simcord.MemberActor


def guild_of(bot: Bot, name: str = "") -> Guild:
    """Give a new guild that the bot is in."""
    handle = bot.env.create_guild()
    ada, ben = (handle.add_member(bot.env.create_user(f"{each}{name}")) for each in ("ada", "ben"))
    manages = handle.create_role("chiefs", permissions=discord.Permissions(manage_guild=True))
    chief = handle.add_member(bot.env.create_user(f"chief{name}"), roles=[manages])
    general = handle.create_text_channel("general")
    sees, sees_not = discord.PermissionOverwrite(view_channel=True), discord.PermissionOverwrite(view_channel=False)
    me = handle.me
    assert me
    secret = handle.create_text_channel("secret", overwrites={handle.default_role: sees_not, ada: sees, me: sees})
    return Guild(handle, general, secret, ada, ben, chief)


class ModelFiles(Files):
    """Files as the model of Discord keeps them."""

    client: Any = None

    async def _download(self, address: str, name: str) -> bytes:
        raw: bytes = await self.client.http.get_from_cdn(address)
        return raw


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what the condition gives
    async with asyncio.timeout(LONGEST_S):
        while not (found := await condition()):  # noqa: ASYNC110 - in a store, which wakes nobody
            await asyncio.sleep(0.01)
    return found


@asynccontextmanager
async def bot_at_work(
    folder: Path,
    *,
    intake: Intake | None = None,
    key: str = "",
    shown_after_s: float = 1.0,
    shards: int = 0,
    **more: Any,  # noqa: ANN401 - settings
) -> AsyncIterator[Bot]:
    """Run a bot until the block ends."""
    settings = Settings(_env_file=None, data=folder / "data", **more)  # type: ignore[call-arg]
    settings.data.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.store))
        taking = await stack.enter_async_context(Intake(settings.fetch_policy)) if intake is None else intake
        desk = Desk(database, taking, limits=settings.limits(NO_LIMITS))
        client = make_client(shards)
        platform = discord_platform(client)
        seal = Seal(key or Fernet.generate_key().decode())
        sender = Sender(database.outbox, {"discord": platform}, seal, Patience(), Pace(UNHURRIED), clock)
        outbox = Outbox(sender, Executor("one"), Telling(client))
        files = ModelFiles(policy_of_files("", ""), seal, "https://cdn.simcord.invalid")
        files.client = client
        handling = await stack.enter_async_context(
            open_handling(settings, desk, outbox, platform, files=files, shown_after_s=shown_after_s)
        )
        inbox = Inbox(
            database.inbox, handling.handle, outbox, Executor("one"), apologise=handling.apologise, clock=clock
        )
        listen(client, inbox, handling)
        running = [asyncio.create_task(each.run()) for each in (inbox, outbox)]
        env = simcord.Env(client)
        await env.start()
        try:
            yield Bot(env, client, settings, database, desk, inbox, outbox, handling)
        finally:
            await env.shutdown()
            for each in (inbox, outbox):
                await each.stop()
            await asyncio.gather(*running)
        env._raise_errors_since(env._errors_acknowledged)

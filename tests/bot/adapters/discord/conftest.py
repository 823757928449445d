"""A real client of discord.py's, logged in to a Discord of our own on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
from discord.http import Route

from bot.adapters.discord.platform import DiscordPlatform
from tests.bot.adapters.discord.bots import Bot, Guild, bot_at_work, guild_of
from tests.fakes.discord.rest import FakeDiscord
from tests.fakes.discord.served import ServedDiscord
from tests.fakes.discord.standing import FORUM


@dataclass(slots=True)
class Connected:
    """The platform over real discord.py, and the Discord that it talks to."""

    fake: FakeDiscord
    platform: DiscordPlatform
    client: discord.Client
    served: ServedDiscord


@pytest.fixture
async def connected(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Connected]:
    """Log a client in, as far as requests need it, to a Discord with a channel, a person's and a forum."""
    fake = FakeDiscord()
    for name, more in {"11": {}, "12": {}, "15": {"kind": FORUM}}.items():
        fake.add_channel(name, **more)
    async with ServedDiscord(fake) as served:
        monkeypatch.setattr(Route, "BASE", served.base)
        async with discord.Client(intents=discord.Intents(guilds=True)) as client:
            await client.login("token")
            fake.requests.clear()
            yield Connected(fake, DiscordPlatform(client), client, served)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot at work in a model of Discord."""
    async with bot_at_work(tmp_path) as running:
        yield running


@pytest.fixture
def guild(bot: Bot) -> Guild:
    """A guild with people and channels that the bot is in."""
    return guild_of(bot)

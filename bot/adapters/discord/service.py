"""Discord as it is served: the way in, what handles its events, and the way out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.adapters.discord.deferrals import Deferrals
from bot.adapters.discord.exchange import Means
from bot.adapters.discord.files import Files
from bot.adapters.discord.handling import Handling
from bot.adapters.discord.lifecycle import Lifecycle
from bot.adapters.discord.places import NAME
from bot.adapters.discord.shown import Shown
from bot.adapters.dropping import policy_of_files
from bot.adapters.exchanges import SHOWN_AFTER_S, Exchanges
from bot.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.adapters.discord.client import Listening
    from bot.adapters.discord.connecting import Connection
    from bot.answering.desk import Desk
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.delivery.ports import Platform
    from bot.settings import Settings

__all__ = ["NAME", "discord_client", "discord_platform", "is_configured", "open_handling", "open_way_in"]


def is_configured(settings: Settings) -> bool:
    """Say whether there is a token for Discord; raises `SettingError` where what belongs to it makes no sense."""
    shard_ids(settings)
    return bool(settings.discord_token.get_secret_value())


def shard_ids(settings: Settings) -> tuple[int, ...]:
    """Give the shards of this process; none named are all. Raises `SettingError`."""
    said = [each.strip() for each in settings.discord_shard_ids.split(",") if each.strip()]
    if not all(each.isdecimal() for each in said):
        raise SettingError("BRIEFBOT_DISCORD_SHARD_IDS is a list of numbers, such as 0,1.")
    numbers = tuple(dict.fromkeys(int(each) for each in said))
    if numbers and max(numbers) >= settings.discord_shards:
        raise SettingError("BRIEFBOT_DISCORD_SHARD_IDS names shards from 0 to one less than BRIEFBOT_DISCORD_SHARDS.")
    return numbers


def discord_client(settings: Settings) -> Listening:
    """Give the client, not yet connected."""
    from bot.adapters.discord.client import make_client
    from bot.adapters.discord.server import use_server

    use_server(settings.discord_api_url, settings.discord_gateway_url)
    return make_client(settings.discord_shards, shard_ids(settings))


def discord_platform(client: Listening) -> Platform:
    """Give the way out."""
    from bot.adapters.discord.platform import DiscordPlatform

    return DiscordPlatform(client)


@asynccontextmanager
async def open_handling(
    settings: Settings,
    desk: Desk,
    outbox: Outbox,
    platform: Platform,
    *,
    files: Files | None = None,
    shown_after_s: float = SHOWN_AFTER_S,
) -> AsyncIterator[Handling]:
    """Give what handles the events of Discord."""
    seal = outbox.sender.seal
    made = Files(policy_of_files(settings.discord_api_url, settings.fetch_contact), seal, settings.discord_api_url)
    async with files or made as reading:
        means = Means(outbox, seal, reading, platform, Shown(desk.database), Deferrals())
        yield Handling(Exchanges(desk, outbox, shown_after_s), means, Lifecycle(outbox))


def open_way_in(settings: Settings, client: Listening, inbox: Inbox, handling: Handling) -> Connection:
    """Give the way in: the client's connection, which hears from now on."""
    from bot.adapters.discord.connecting import Connection

    listen(client, inbox, handling)
    return Connection(client, settings.discord_token.get_secret_value())


def listen(client: Listening, inbox: Inbox, handling: Handling) -> None:
    """Have a client keep what it hears."""
    from bot.adapters.discord.forms import Forms
    from bot.adapters.discord.receiving import Receiving

    means = handling.means
    database, clock = handling.exchanges.desk.database, means.outbox.sender.clock
    client.listen(Receiving(inbox, database, means.seal, clock, means.deferrals), Forms())

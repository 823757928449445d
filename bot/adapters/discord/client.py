"""The client: what Discord's gateway tells goes to `Receiving`, and nothing is done about it here.

No intent that has to be asked for is used: the bot reads messages that name it, replies to its own and direct messages.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.commands import tree_of
from bot.adapters.discord.events import Kind
from bot.adapters.discord.forms import Forms
from bot.adapters.discord.identifying import IdentifyBudget
from bot.adapters.discord.interactions import press_of
from bot.adapters.discord.places import guild_workspace, own_workspace
from bot.adapters.discord.quiet import quiet_library

if TYPE_CHECKING:
    from bot.adapters.discord.commands.tree import Tree
    from bot.adapters.discord.receiving import Receiving

_log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """Give what the gateway is to tell: guilds, their messages and direct ones."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Listening(discord.Client):
    """What a client does about events, with one connection or several. It hears nothing before `listen`."""

    receiving: Receiving | None = None
    budget: IdentifyBudget
    forms: Forms
    tree: Tree

    def listen(self, receiving: Receiving, forms: Forms) -> None:
        """Have what comes kept."""
        self.receiving, self.forms = receiving, forms
        self.tree = tree_of(self, receiving, forms)

    async def reopen(self) -> None:
        """Make ready to log in and connect anew, whatever came of the last time."""
        await self.close()
        self.clear()
        self.http.connector = discord.utils.MISSING  # the former one is closed for good

    async def setup_hook(self) -> None:
        """Tell Discord the commands, which stay as they are where nothing changed; without them mentions work still."""
        if self.receiving is None:
            return
        try:
            await self.tree.sync()
        except (discord.HTTPException, app_commands.AppCommandError) as error:
            _log.error("Discord did not take the commands (%s)", type(error).__name__)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before identifying, or give up this attempt: the budget of a day is not to be used up in an outage."""
        await self.budget.claim(shard_id)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Say what kind of error something met; nothing of what was said."""
        import sys

        kind = sys.exc_info()[0]
        _log.error("what came from Discord could not be taken (%s: %s)", event_method, kind.__name__ if kind else "")

    async def on_message(self, message: discord.Message) -> None:
        """Take a message."""
        if self.receiving and self.user:
            await self.receiving.take_message(message, self.user.id)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Take an edited message, whether or not it is in the library's memory."""
        if self.receiving and self.user:
            await self.receiving.take_edit(payload.message, self.user.id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take that a message was deleted."""
        await self._take_deletion(payload.guild_id, payload.channel_id, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take that messages were deleted."""
        for message in payload.message_ids:
            await self._take_deletion(payload.guild_id, payload.channel_id, message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take a pressed button, a choice or a filled-in modal; commands go through their tree."""
        if self.receiving is None:
            return
        if interaction.type is discord.InteractionType.modal_submit:
            await self.forms.take(interaction, self.receiving)
        elif interaction.type is discord.InteractionType.component:
            press = press_of(interaction)
            if press is None:
                await _acknowledge(interaction)
            elif press.action == "ask":
                await self.forms.open_question(interaction, press)
            else:
                await self.receiving.take_press(interaction, press)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Take that the bot was removed from a guild."""
        if self.receiving:
            await self.receiving.take_loss(Kind.GUILD_GONE, guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take that a channel was deleted."""
        if self.receiving:
            await self.receiving.take_loss(Kind.CHANNEL_GONE, channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Take that a thread was deleted."""
        if self.receiving:
            await self.receiving.take_loss(Kind.CHANNEL_GONE, payload.guild_id, payload.thread_id)

    async def _take_deletion(self, guild: int | None, channel: int, message: int) -> None:
        if self.receiving is None:
            return
        workspace = guild_workspace(guild) if guild is not None else self._workspace_of_direct(channel)
        if workspace:
            await self.receiving.take_deletion(workspace, channel, message)

    def _workspace_of_direct(self, channel: int) -> str:
        known = self.get_channel(channel)
        person = known.recipient if isinstance(known, discord.DMChannel) else None
        return own_workspace(person.id) if person else ""


class Client(Listening):
    """A client with one connection."""


class ShardedClient(Listening, discord.AutoShardedClient):
    """A client with several connections."""


def make_client(shards: int = 0, shard_ids: tuple[int, ...] = (), budget: IdentifyBudget | None = None) -> Listening:
    """Give a client: with one connection, or with as many shards as are asked for, or with some of them."""
    quiet_library()
    given: dict[str, Any] = {
        "intents": intents(),
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "max_ratelimit_timeout": 30.0,
    }
    if shards:
        given |= {"shard_count": shards} | ({"shard_ids": list(shard_ids)} if shard_ids else {})
    client = (ShardedClient if shards else Client)(**given)
    client.budget = budget or IdentifyBudget()
    return client


async def _acknowledge(interaction: discord.Interaction) -> None:
    """Take what is none of ours without doing anything."""
    try:
        await interaction.response.defer()
    except discord.HTTPException as error:
        _log.info("Discord did not take that nothing comes (%s)", error.status)

"""The tree of application commands: for guilds and for persons, in guilds, direct messages and groups."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.adapters.discord.commands.briefing import add_briefing
from bot.adapters.discord.commands.completing import Completing
from bot.adapters.discord.commands.keeping import keeping_group
from bot.adapters.discord.commands.lookups import lookup_group
from bot.adapters.discord.commands.setting import settings_group

if TYPE_CHECKING:
    from bot.adapters.discord.forms import Forms
    from bot.adapters.discord.receiving import Receiving

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[discord.Client]):
    """A tree that says what kind of error a command met, and nothing of what was said."""

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Log the kind; nothing was acknowledged, so Discord says that it failed."""
        cause = getattr(error, "original", error)
        _log.error("a command of Discord's could not be taken (%s)", type(cause).__name__)


def tree_of(client: discord.Client, receiving: Receiving, forms: Forms) -> Tree:
    """Give the commands of a client."""
    tree = Tree(
        client,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )
    completing = Completing(receiving.database)
    add_briefing(tree, receiving, forms, completing)
    tree.add_command(lookup_group(receiving, completing))
    tree.add_command(keeping_group(receiving, completing))
    tree.add_command(settings_group(receiving, completing))
    return tree

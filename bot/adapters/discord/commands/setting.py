"""`/settings ...`: for who manages the server, unless its admins give it to others; the use case checks it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.adapters.discord.commands.offering import complete
from bot.adapters.discord.commands.wording import command_words, question_words

if TYPE_CHECKING:
    from bot.adapters.discord.commands.completing import Completing
    from bot.adapters.discord.receiving import Receiving

_NAME = "The setting"
_WHOLE = "Of the whole server, not of this channel"


def settings_group(receiving: Receiving, completing: Completing) -> app_commands.Group:
    """Give the group."""
    group = app_commands.Group(
        name="settings",
        description="What is set here",
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(name="show", description="Show what is set here, by whom and when")
    @app_commands.describe(setting=_NAME, server=_WHOLE)
    async def show(interaction: discord.Interaction, setting: str = "", server: bool = False) -> None:
        await receiving.take_command(interaction, _words(setting, server=server))

    @group.command(
        name="set", description='Change a setting; the value "default" takes it back to what it was made with'
    )
    @app_commands.describe(setting=_NAME, value="The value", server=_WHOLE)
    async def change(interaction: discord.Interaction, setting: str, value: str, server: bool = False) -> None:
        await receiving.take_command(interaction, _words(setting, question_words(value), server=server))

    @group.command(name="undo", description="Take the last change of a setting back")
    @app_commands.describe(setting=_NAME, server=_WHOLE)
    async def undo(interaction: discord.Interaction, setting: str = "", server: bool = False) -> None:
        await receiving.take_command(interaction, _words(setting, "undo", server=server))

    complete("setting", completing.settings, show, change, undo)
    return group


def _words(setting: str, *rest: str, server: bool) -> str:
    return command_words("settings", "workspace" if server else "", question_words(setting), *rest)

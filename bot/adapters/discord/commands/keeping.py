"""`/statement ...`: what changes a statement that is there. Whether somebody may, the use case says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.adapters.discord.commands.offering import complete
from bot.adapters.discord.commands.wording import command_words, reference_words

if TYPE_CHECKING:
    from bot.adapters.discord.commands.completing import Completing
    from bot.adapters.discord.receiving import Receiving

_STATEMENT = "A statement, such as S12"


def keeping_group(receiving: Receiving, completing: Completing) -> app_commands.Group:
    """Give the group."""
    group = app_commands.Group(name="statement", description="Share, reread, order or forget a statement")

    @group.command(name="share", description="Open a statement to the whole server")
    @app_commands.describe(statement=_STATEMENT)
    async def share(interaction: discord.Interaction, statement: str) -> None:
        await receiving.take_command(interaction, command_words("share", reference_words(statement)))

    @group.command(name="forget", description="Remove a statement, its text and everything made from it")
    @app_commands.describe(statement=_STATEMENT)
    async def forget(interaction: discord.Interaction, statement: str) -> None:
        await receiving.take_command(interaction, command_words("forget", reference_words(statement)))

    @group.command(name="reread", description="Read the stored bytes of a statement anew")
    @app_commands.describe(statement=_STATEMENT)
    async def reread(interaction: discord.Interaction, statement: str) -> None:
        await receiving.take_command(interaction, command_words("reread", reference_words(statement)))

    @group.command(name="follows", description="Correct which statement a statement follows")
    @app_commands.describe(statement=_STATEMENT, before="The one that it follows; without one, it follows none")
    async def follows(interaction: discord.Interaction, statement: str, before: str = "") -> None:
        ending = f"after {reference_words(before)}" if before.strip() else "none"
        await receiving.take_command(interaction, command_words("series", reference_words(statement), ending))

    complete("statement", completing.statements, share, forget, reread, follows)
    complete("before", completing.statements, follows)
    return group

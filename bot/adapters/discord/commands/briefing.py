"""`/brief`, "Brief this" on a message, `/help` and `/cancel`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.adapters.discord.commands.offering import complete
from bot.adapters.discord.commands.wording import brief_words
from bot.adapters.discord.events import Kind
from bot.adapters.discord.messages import MessageReader
from bot.answering.commands import FORMS
from summarizers.choosing import DEFAULT_ENGINE, engine_names

if TYPE_CHECKING:
    from bot.adapters.discord.commands.completing import Completing
    from bot.adapters.discord.forms import Forms
    from bot.adapters.discord.receiving import Receiving

MENU = "Brief this"
_LENGTHS = [app_commands.Choice(name=name, value=name) for name in ("short", "long")]
_ENGINES = [app_commands.Choice(name=name, value=name) for name in engine_names()][:25]
_COMMANDS = [app_commands.Choice(name=each.name, value=each.name) for each in FORMS][:25]
_NOTHING = "That message holds no text, link or file to brief."


def add_briefing(tree: app_commands.CommandTree, receiving: Receiving, forms: Forms, completing: Completing) -> None:
    """Add the commands that stand by themselves."""
    tree.add_command(_brief(receiving, forms, completing))
    tree.add_command(_menu(receiving))
    tree.add_command(_help(receiving))
    tree.add_command(_cancel(receiving))


def _brief(
    receiving: Receiving, forms: Forms, completing: Completing
) -> app_commands.Command[app_commands.Group, ..., None]:
    @app_commands.command(name="brief", description="Quote the sentences of a statement that matter, word for word")
    @app_commands.describe(
        what="A link, a statement such as S12, or the text itself; without anything, a form opens",
        file="A PDF, Word, HTML or text file",
        sentences="How many sentences",
        length="Short or long, instead of a number",
        by_section="A line or two for each section",
        engine="How sentences are chosen",
        public="Show the answer to everybody here",
    )
    @app_commands.choices(length=_LENGTHS, engine=_ENGINES)
    async def brief(  # noqa: PLR0917 - each is an option that people see
        interaction: discord.Interaction,
        what: str | None = None,
        file: discord.Attachment | None = None,
        sentences: app_commands.Range[int, 1, 1000] | None = None,
        length: str | None = None,
        by_section: bool = False,
        engine: str | None = None,
        public: bool = False,
    ) -> None:
        if not what and file is None and not (sentences or length or by_section or engine):
            await forms.open_brief(interaction)
            return
        words = brief_words(
            (what or "") if file is None else "",
            sentences=sentences,
            length=length or "",
            by_section=by_section,
            engine=engine or "",
            public=public,
            default_engine=DEFAULT_ENGINE if what and file is None else "",
        )
        reader = MessageReader(0, receiving.seal)
        files = (reader.file(file),) if file is not None else ()
        await receiving.take_command(interaction, words, files=files, is_public=public)

    complete("what", completing.statements, brief)
    return brief


def _menu(receiving: Receiving) -> app_commands.ContextMenu:
    @app_commands.context_menu(name=MENU)
    async def brief_this(interaction: discord.Interaction, message: discord.Message) -> None:
        bot_user = interaction.client.user.id if interaction.client.user else 0
        text, files = MessageReader(bot_user, receiving.seal).briefing_of(message)
        if not text and not files:
            await interaction.response.send_message(_NOTHING, ephemeral=True)
            return
        await receiving.take_command(interaction, text, kind=Kind.MENU, files=files)

    return brief_this


def _help(receiving: Receiving) -> app_commands.Command[app_commands.Group, ..., None]:
    @app_commands.command(name="help", description="Say what can be done, or how one command works")
    @app_commands.describe(command="The command to explain")
    @app_commands.choices(command=_COMMANDS)
    async def show_help(interaction: discord.Interaction, command: str | None = None) -> None:
        await receiving.take_command(interaction, f"help {command or ''}".strip())

    return show_help


def _cancel(receiving: Receiving) -> app_commands.Command[app_commands.Group, ..., None]:
    @app_commands.command(name="cancel", description="End what is being read for you")
    async def cancel(interaction: discord.Interaction) -> None:
        await receiving.take_command(interaction, "cancel")

    return cancel

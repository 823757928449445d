"""Modals: opened at once, and what is filled in becomes words of the command language."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.adapters import briefing_form
from bot.adapters.discord.events import Kind
from bot.adapters.discord.interactions import data_of
from bot.adapters.discord.rendering.safety import escaped
from bot.adapters.discord.views import asking, briefing, settings
from bot.adapters.discord.views.asking import ask_modal
from bot.adapters.discord.views.briefing import brief_modal
from bot.adapters.discord.views.fields import Wrong, name_of
from bot.answering.grammar import is_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import discord

    from bot.adapters.discord.receiving import Receiving
    from bot.adapters.discord.rendering import Press
    from bot.adapters.discord.rendering.runs import Json

_READERS: dict[str, Callable[[Mapping[str, object]], str | Wrong]] = {
    briefing_form.NAME: briefing.read_brief,
    asking.NAME: asking.read_question,
    settings.NAME: settings.read_setting,
}
_log = logging.getLogger(__name__)


class Forms:
    """Opens modals and takes what was filled in."""

    async def open_brief(self, interaction: discord.Interaction, subject: str = "") -> None:
        """Open the modal that asks what is to be briefed."""
        await _open(interaction, brief_modal(subject))

    async def open_question(self, interaction: discord.Interaction, press: Press) -> None:
        """Open the modal that asks for a question about the statement of a button."""
        reference = press.command.removeprefix("ask").strip()
        if not is_reference(reference):
            _log.warning("a button for questions names no statement")
            await interaction.response.defer()
            return
        await _open(interaction, ask_modal(reference))

    async def take(self, interaction: discord.Interaction, receiving: Receiving) -> None:
        """Keep what was filled in, or say what is wrong with it."""
        data = data_of(interaction)
        reader = _READERS.get(name_of(data)[0])
        if reader is None:
            await interaction.response.defer()
            return
        command = reader(data)
        if isinstance(command, Wrong):
            await interaction.response.send_message(escaped(command.sentence), ephemeral=True)
            return
        await receiving.take_command(interaction, command, kind=Kind.FORM)


async def _open(interaction: discord.Interaction, modal: Json) -> None:
    import discord

    class Shown(discord.ui.Modal):
        """A modal as data: what is filled in comes as any interaction does, also after a restart."""

        def to_dict(self) -> dict[str, Any]:
            return dict(modal)

    shown = Shown(title=str(modal["title"]), custom_id=str(modal["custom_id"]))
    shown.stop()
    try:
        await interaction.response.send_modal(shown)
    except discord.HTTPException as error:
        _log.warning("a modal could not be opened (%s)", error.status)

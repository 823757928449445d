"""Interactions as requests: who asks, where the answer appears, and who sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.adapters.discord.events import Asked, Kind
from bot.adapters.discord.places import is_admin, may_post, own_place, place_in_guild
from bot.adapters.discord.rendering import read_press

if TYPE_CHECKING:
    import discord

    from bot.adapters.discord.places import Place
    from bot.adapters.discord.rendering import Press
    from bot.delivery.sealing import Seal

LONGEST_TEXT = 400_000


def place_of(interaction: discord.Interaction) -> Place:
    """Give where the answer to an interaction appears: in a guild that has the bot, else in the person's own place."""
    guild = interaction.guild_id
    if guild is None or not _is_of_guild(interaction):
        is_direct = guild is None and bool(interaction.context.dm_channel)
        return own_place(interaction.user.id, interaction.channel_id or 0, is_direct=is_direct)
    return place_in_guild(guild, _channel(interaction), interaction.channel_id or 0)


def asked_by(interaction: discord.Interaction, kind: Kind, text: str, seal: Seal, at: float) -> Asked:
    """Give what an interaction asks; the answer is for who asks, unless they are alone with the bot."""
    place = place_of(interaction)
    return Asked(
        kind,
        channel=place.channel,
        conversation=place.conversation,
        thread=place.thread,
        person=str(interaction.user.id),
        text=text[:LONGEST_TEXT],
        message=str(interaction.message.id) if interaction.message else "",
        address=seal.close(f"{interaction.application_id}/{interaction.token}"),
        at=at,
        is_admin=_is_of_guild(interaction) and is_admin(interaction.permissions),
        is_direct=place.is_direct,
        is_open=place.is_open,
        is_seen_by_one=not place.is_direct,
        may_post=_may_post(interaction, place),
    )


def pressed(interaction: discord.Interaction, press: Press, seal: Seal, at: float, *, turns_page: bool) -> Asked:
    """Give what a pressed button or a chosen option asks.

    Another page, or the same in another length, takes the place of the message with the button, if nobody but who
    presses sees it, or if they asked for it; everybody else gets an answer of their own.
    """
    kind = Kind.SHARE if press.action == "share" else Kind.PRESS
    asked = asked_by(interaction, kind, press.command, seal, at)
    is_own = asked.is_direct or is_seen_by_one(interaction.message) or _asked_for(interaction)
    takes_place = turns_page or (is_seen_by_one(interaction.message) and press.command.startswith("brief "))
    return replace(
        asked,
        page=press.page,
        key=press.key,
        replaces=kind is Kind.PRESS and takes_place and is_own,
        is_seen_by_one=asked.is_seen_by_one
        and not (takes_place and is_own and not is_seen_by_one(interaction.message)),
    )


def data_of(interaction: discord.Interaction) -> Mapping[str, object]:
    """Give the data of an interaction as they came."""
    return interaction.data or {}


def press_of(interaction: discord.Interaction) -> Press | None:
    """Give what a component's interaction stands for, if it is one of ours."""
    return read_press(data_of(interaction))


def is_seen_by_one(message: discord.Message | None) -> bool:
    """Say whether a message is shown to one person alone."""
    return message is not None and message.flags.ephemeral


def _asked_for(interaction: discord.Interaction) -> bool:
    """Say whether who presses asked for what the message shows."""
    message = interaction.message
    if message is None:
        return False
    if message.interaction_metadata is not None:
        return message.interaction_metadata.user.id == interaction.user.id
    replied_to = getattr(message.reference, "resolved", None)
    author = getattr(replied_to, "author", None)
    return author is not None and author.id == interaction.user.id


def _is_of_guild(interaction: discord.Interaction) -> bool:
    """Say whether the guild has the bot, and not the person alone."""
    if interaction.guild_id is None:
        return False
    if interaction.is_guild_integration():
        return True
    return not interaction.is_user_integration() and interaction.client.get_guild(interaction.guild_id) is not None


def _channel(interaction: discord.Interaction) -> discord.abc.GuildChannel | discord.Thread | None:
    """Give the channel as it is known with its permissions: what comes with an interaction lacks them."""
    import discord

    guild = interaction.client.get_guild(interaction.guild_id or 0)
    known = guild.get_channel_or_thread(interaction.channel_id or 0) if guild else None
    if known is not None:
        return known
    return interaction.channel if isinstance(interaction.channel, discord.Thread) else None


def _may_post(interaction: discord.Interaction, place: Place) -> bool:
    if place.is_direct:
        return True
    is_there = _is_of_guild(interaction) and interaction.client.get_guild(interaction.guild_id or 0) is not None
    return is_there and may_post(interaction.app_permissions, in_thread=bool(place.thread))

"""Discord's guilds, channels and people, as workspaces, conversations and rights: who reads along, and who may what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord

    Where = discord.abc.Messageable | discord.abc.GuildChannel | discord.Thread | discord.PartialMessageable | None

NAME = "discord"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer appears.

    `conversation` is the name that statements are kept under for it: a channel's, also for its public threads; a private
    thread's own; and a person's own wherever they use the bot outside of a guild that has it. `is_open`: everybody in the
    guild may read it; where that is not known, no.
    """

    workspace: str
    channel: str
    conversation: str
    thread: str = ""
    is_open: bool = False
    is_direct: bool = False


def guild_workspace(guild: int) -> str:
    """Give the name of the workspace that a guild is."""
    return f"{NAME}:{guild}"


def own_workspace(person: int) -> str:
    """Give the name of the workspace that a person has outside of guilds."""
    return f"{NAME}:user:{person}"


def own_place(person: int, channel: int, *, is_direct: bool) -> Place:
    """Give the place of somebody who uses the bot outside of guilds that have it."""
    return Place(own_workspace(person), str(channel), f"user:{person}", is_direct=is_direct)


def place_in_guild(guild: int, channel: Where, channel_id: int) -> Place:
    """Give the place that a channel or a thread of a guild is."""
    import discord

    workspace, name = guild_workspace(guild), str(channel_id)
    if not isinstance(channel, discord.Thread):
        return Place(workspace, name, name, is_open=is_open(channel))
    if channel.is_private():
        return Place(workspace, name, name, name)
    return Place(workspace, name, str(channel.parent_id), name, is_open=is_open(channel.parent))


def is_open(channel: Where) -> bool:
    """Say whether everybody in the guild may view a channel; what is not known is not open."""
    import discord

    if not isinstance(channel, discord.abc.GuildChannel) or channel.guild is None:
        return False
    everyone = channel.guild.default_role
    if everyone is None:
        return False
    theirs = channel.permissions_for(everyone)
    needs_to_enter = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return theirs.view_channel and (theirs.connect or not needs_to_enter)


def may_post(permissions: discord.Permissions, *, in_thread: bool) -> bool:
    """Say whether the bot may post a message with these permissions."""
    sends = permissions.send_messages_in_threads if in_thread else permissions.send_messages
    return permissions.administrator or (permissions.view_channel and sends)


def is_admin(permissions: discord.Permissions) -> bool:
    """Say whether somebody with these permissions manages the guild."""
    return permissions.administrator or permissions.manage_guild


def member_permissions(message: discord.Message) -> discord.Permissions:
    """Give what who wrote a message may do in its channel; nothing where that is not known."""
    import discord

    channel, author = message.channel, message.author
    if isinstance(author, discord.Member) and isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        try:
            return channel.permissions_for(author)
        except discord.ClientException:  # a thread whose channel is not known
            return author.guild_permissions
    return discord.Permissions.none()


def bot_permissions(message: discord.Message) -> discord.Permissions:
    """Give what the bot may do in the channel of a message; nothing where that is not known."""
    import discord

    channel, guild = message.channel, message.guild
    if guild is None or guild.me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return discord.Permissions.none()
    try:
        return channel.permissions_for(guild.me)
    except discord.ClientException:
        return discord.Permissions.none()

"""Messages as requests: what a mention, a direct message or a reply asks, in words of the command language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.discord.decoding import links_of, words_of
from bot.adapters.discord.events import Asked, File, Kind
from bot.adapters.discord.places import (
    bot_permissions,
    is_admin,
    may_post,
    member_permissions,
    own_place,
    place_in_guild,
)
from bot.answering.commands import Brief
from bot.answering.grammar import parse

if TYPE_CHECKING:
    import discord

    from bot.adapters.discord.places import Place
    from bot.delivery.sealing import Seal

LONGEST_TEXT = 400_000
MOST_LINKS = 5
_STATEMENT = re.compile(r"\bS\d{1,9}\b")


@dataclass(frozen=True, slots=True)
class MessageReader:
    """Reads messages for the bot with a user id; what is a secret in them is sealed."""

    bot_user: int
    seal: Seal

    def place(self, message: discord.Message) -> Place:
        """Give where the answer to a message appears."""
        if message.guild is None:
            return own_place(message.author.id, message.channel.id, is_direct=True)
        return place_in_guild(message.guild.id, message.channel, message.channel.id)

    def is_to_bot(self, message: discord.Message) -> bool:
        """Say whether a message asks the bot: it names it, answers it, or stands in its conversation with a person."""
        import discord

        if message.author.bot or message.webhook_id is not None:
            return False
        if message.type not in {discord.MessageType.default, discord.MessageType.reply}:
            return False
        is_direct = message.guild is None and not isinstance(message.channel, discord.GroupChannel)
        return is_direct or any(each.id == self.bot_user for each in message.mentions) or _own_role(message) is not None

    def read(self, message: discord.Message, at: float, kind: Kind = Kind.MENTION) -> Asked:
        """Give what a message asks."""
        import discord

        place = self.place(message)
        asked = Asked(
            kind,
            channel=place.channel,
            conversation=place.conversation,
            thread=place.thread,
            person=str(message.author.id),
            text=self.words(message)[:LONGEST_TEXT],
            message=str(message.id),
            files=self.files(message),
            at=at,
            is_admin=is_admin(member_permissions(message)),
            is_direct=place.is_direct,
            is_open=place.is_open,
            may_post=place.is_direct
            or may_post(bot_permissions(message), in_thread=isinstance(message.channel, discord.Thread)),
        )
        if not message.content and _own_role(message):
            return replace(asked, names_role=True)
        return self._with_reply(asked, message)

    def words(self, message: discord.Message) -> str:
        """Give the words of a message without the bot's name; of a forwarded one, those that were forwarded."""
        content = message.content or "\n".join(each.content for each in message.message_snapshots)
        role = _own_role(message)
        content = content.replace(role.mention, "") if role else content
        return words_of(content, str(self.bot_user), _names(message))

    def files(self, message: discord.Message) -> tuple[File, ...]:
        """Give the files of a message, or of the one that it forwards."""
        attached = message.attachments or [file for each in message.message_snapshots for file in each.attachments]
        return tuple(self.file(each) for each in attached)

    def file(self, attachment: discord.Attachment) -> File:
        """Give a file as it is kept."""
        return File(attachment.filename, self.seal.close(attachment.url))

    def briefing_of(self, message: discord.Message, options: str = "") -> tuple[str, tuple[File, ...]]:
        """Give the words that brief a message, and its files: its files, else its links, else its text; empty if none."""
        ending = f" {options}" if options else ""
        if message.author.id == self.bot_user and (name := statement_of(message)):
            return f"brief {name}{ending}", ()
        if files := self.files(message):
            return f"brief{ending}" if ending else "", files
        words = self.words(message)
        if links := links_of(words):
            ending = ending if len(links) == 1 else ""
            return "\n".join(f"brief {each}{ending}" for each in links[:MOST_LINKS]), ()
        if not words:
            return "", ()
        return f"brief {words}{f'{chr(10)}{options}' if options else ''}", ()

    def _with_reply(self, asked: Asked, message: discord.Message) -> Asked:
        """Take what was replied to: briefed where the message asks nothing else, at hand where it is the bot's answer."""
        import discord

        if message.type is not discord.MessageType.reply or message.reference is None:
            return asked
        to = message.reference.resolved
        about = statement_of(to) if isinstance(to, discord.Message) and to.author.id == self.bot_user else ""
        if not _asks_for_that(asked):
            return replace(asked, about=about)
        options = asked.text.partition(" ")[2].strip()
        text, files = self.briefing_of(to, options) if isinstance(to, discord.Message) else ("", ())
        if text or files:
            return replace(asked, text=text[:LONGEST_TEXT], files=files, about=about)
        is_own = isinstance(to, discord.Message) and to.author.id == self.bot_user
        return replace(asked, points_to_menu=not is_own)


def statement_of(message: discord.Message) -> str:
    """Give the statement that the buttons of a message of the bot's are about: "S12"; empty if they are about none."""
    ids = [str(getattr(each, "custom_id", "") or "") for row in message.components for each in _children(row)]
    found = [match[0] for each in ids if (match := _STATEMENT.search(each))]
    return max(found, key=found.count) if found and len(set(found)) == 1 else ""


def _own_role(message: discord.Message) -> discord.Role | None:
    """Give the bot's own role where a message names it: people pick it for the bot, whose name it has."""
    role = message.guild.self_role if message.guild else None
    return role if role is not None and any(each.id == role.id for each in message.role_mentions) else None


def _children(row: object) -> tuple[object, ...]:
    return tuple(getattr(row, "children", ()))


def _asks_for_that(asked: Asked) -> bool:
    """Say whether somebody asks for a briefing of what they replied to: in so many words, or by the bot's name alone."""
    if asked.files:
        return False
    command = parse(asked.text)
    is_brief = isinstance(command, Brief) and not command.subject and asked.text.casefold().startswith("brief")
    return not asked.text or is_brief


def _names(message: discord.Message) -> dict[str, str]:
    named = [*message.mentions, *message.role_mentions, *message.channel_mentions]
    return {str(each.id): str(getattr(each, "display_name", None) or getattr(each, "name", "")) for each in named}

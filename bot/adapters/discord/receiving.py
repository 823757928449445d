"""The first thing that happens to what Discord sends: it is kept, and only then answered."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.adapters.discord.events import Asked, Kind
from bot.adapters.discord.interactions import asked_by, data_of, place_of, pressed
from bot.adapters.discord.messages import MessageReader
from bot.adapters.discord.places import guild_workspace
from bot.adapters.discord.rendering.controls import PAGE
from bot.adapters.kept import message_key
from storage.delivery.records import NewEvent
from storage.errors import StoreUnavailableError

if TYPE_CHECKING:
    import discord

    from bot.adapters.discord.deferrals import Deferrals
    from bot.adapters.discord.events import File
    from bot.adapters.discord.rendering import Press
    from bot.delivery.clock import Clock
    from bot.delivery.inbox import Inbox
    from bot.delivery.sealing import Seal
    from storage.database import Database

_MOST_REMEMBERED = 10_000
_PATIENCE_S = (1.0, 4.0, 15.0, 60.0)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Receiving:
    """Keeps what comes in, and answers interactions in time: what they ask is kept before Discord is told."""

    inbox: Inbox
    database: Database
    seal: Seal
    clock: Clock
    deferrals: Deferrals
    _requests: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)

    async def take_message(self, message: discord.Message, bot_user: int) -> None:
        """Keep a message that asks the bot."""
        reader = MessageReader(bot_user, self.seal)
        if reader.is_to_bot(message):
            workspace, asked = reader.place(message).workspace, reader.read(message, self._now)
            self._remember(workspace, asked.message_key)
            await self._keep_patiently(NewEvent(workspace, asked.message_key, asked.payload()))

    async def take_edit(self, message: discord.Message, bot_user: int) -> None:
        """Keep that a request was edited; one that names the bot no more is none, and its answer goes."""
        if message.edited_at is None or message.author.bot:
            return  # a preview was added
        reader = MessageReader(bot_user, self.seal)
        workspace = reader.place(message).workspace
        edited = f"{message.edited_at.timestamp():.6f}"
        key = message_key(str(message.channel.id), str(message.id))
        if reader.is_to_bot(message):
            asked = reader.read(message, self._now, Kind.CHANGED)
            self._remember(workspace, key)
            await self._keep_patiently(NewEvent(workspace, f"changed:{key}@{edited}", asked.payload()))
        elif await self._is_request(workspace, key):
            await self._keep_deletion(workspace, message.channel.id, message.id, edited)

    async def take_deletion(self, workspace: str, channel: int, message: int) -> None:
        """Keep that a message was deleted, if it was a request."""
        if await self._is_request(workspace, message_key(str(channel), str(message))):
            await self._keep_deletion(workspace, channel, message, "gone")

    async def take_command(
        self,
        interaction: discord.Interaction,
        text: str,
        *,
        kind: Kind = Kind.COMMAND,
        files: tuple[File, ...] = (),
        is_public: bool = False,
    ) -> None:
        """Keep what an application command, a context menu or a modal asks, and have Discord wait for the answer."""
        asked = replace(asked_by(interaction, kind, text, self.seal, self._now), files=files)
        if is_public:
            asked = replace(asked, is_seen_by_one=False)
        await self._keep_and_defer(interaction, asked)

    async def take_press(self, interaction: discord.Interaction, press: Press) -> None:
        """Keep what a button or a menu asks, and have Discord wait for the answer."""
        turns_page = str(data_of(interaction).get("custom_id")).startswith(f"{PAGE}:")
        asked = pressed(interaction, press, self.seal, self._now, turns_page=turns_page)
        await self._keep_and_defer(interaction, asked)

    async def take_loss(self, kind: Kind, guild: int, channel: int | None = None) -> None:
        """Keep that the bot was removed from a guild, or that a channel is gone."""
        asked = Asked(kind, channel=str(channel or ""), at=self._now)
        key = f"{kind}:{channel or guild}@{self._now:.3f}"
        await self._keep_patiently(NewEvent(guild_workspace(guild), key, asked.payload()))

    async def _keep_and_defer(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Keep first; a second time the same interaction is neither kept nor answered."""
        event = NewEvent(place_of(interaction).workspace, f"interaction:{interaction.id}", asked.payload())
        with self.deferrals.under_way(event.key):
            if await self._keep(event):
                await _defer(interaction, asked)

    async def _keep_patiently(self, event: NewEvent) -> bool:
        """Keep what nobody sends again: where the store is away, it is tried again for a while."""
        for wait in _PATIENCE_S:
            try:
                return await self._keep(event)
            except StoreUnavailableError:
                _log.warning("what came from Discord can't be kept; again in %d seconds", wait)
                await self.clock.sleep(wait)
        return await self._keep(event)

    async def _keep(self, event: NewEvent) -> bool:
        is_new = await self.inbox.receive(event)
        _log.debug("%s %s", "kept" if is_new else "came again:", event.key)
        return is_new

    async def _keep_deletion(self, workspace: str, channel: int, message: int, edited: str) -> None:
        asked = Asked(Kind.DELETED, channel=str(channel), message=str(message), at=self._now)
        await self._keep_patiently(NewEvent(workspace, f"deleted:{asked.message_key}@{edited}", asked.payload()))

    async def _is_request(self, workspace: str, key: str) -> bool:
        """Say whether a message is a request: one that came to this process, or that was answered by any."""
        return (workspace, key) in self._requests or bool(await self.database.outbox.parts(workspace, key))

    def _remember(self, workspace: str, key: str) -> None:
        self._requests[workspace, key] = None
        while len(self._requests) > _MOST_REMEMBERED:
            self._requests.popitem(last=False)

    @property
    def _now(self) -> float:
        return self.clock.now().timestamp()


async def _defer(interaction: discord.Interaction, asked: Asked) -> None:
    import discord

    try:
        if asked.replaces or asked.kind is Kind.SHARE:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=asked.is_seen_by_one, thinking=True)
    except discord.HTTPException as error:
        _log.warning("Discord did not take that an answer comes later (%s)", error.status)

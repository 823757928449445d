"""An exchange in Discord: where its answer goes, how it is shown there, and what stands there meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters.discord.events import MESSAGES, Asked, Kind
from bot.adapters.discord.payloads import FOLLOWUP, MESSAGE, ORIGINAL, payload_of
from bot.adapters.discord.places import NAME
from bot.adapters.discord.rendering import Paging, loading, render
from bot.answering.requests import Request
from bot.delivery.deliveries import Delivery, ReplyAddress, quoted_versions
from bot.delivery.ports import Outgoing
from bot.errors import LimitError, SourceError
from storage.delivery.records import NewPart
from storage.scope import WORKSPACE_AUDIENCE

if TYPE_CHECKING:
    from bot.adapters.answers import Answer
    from bot.adapters.discord.deferrals import Deferrals
    from bot.adapters.discord.files import Files
    from bot.adapters.discord.rendering import Message
    from bot.adapters.discord.shown import Shown
    from bot.answering.context import Tell
    from bot.delivery.outbox import Outbox
    from bot.delivery.ports import Platform
    from bot.delivery.sealing import Seal
    from storage.delivery.records import Payload

ADDRESS_LASTS = timedelta(minutes=14)
"""An interaction is answered within 15 minutes."""
MOST_FILES = 5
POINTS_TO_MENU = 'What you replied to can\'t be read from here. Press and hold it or click it with the right button: "Apps", "Brief this".'
NAMES_ROLE = (
    "What names the bot's role can't be read from here. Name the bot itself: of the two, the one with a picture."
)
_SHOWN_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Means:
    """What every exchange needs of its surroundings."""

    outbox: Outbox
    seal: Seal
    files: Files
    platform: Platform
    shown: Shown
    deferrals: Deferrals


@dataclass(frozen=True, slots=True)
class DiscordExchange:
    """What somebody asked in Discord. `way` is how the answer goes: as a message, or as what answers an interaction."""

    asked: Asked
    key: str
    workspace: str
    way: str
    means: Means

    async def request(self, tell: Tell) -> Request:
        """Give the request with its files; raises `BriefbotError` where a person can put something right."""
        asked, files = self.asked, self.asked.files
        if asked.points_to_menu:
            raise SourceError(POINTS_TO_MENU)
        if asked.names_role:
            raise SourceError(NAMES_ROLE)
        if len(files) > MOST_FILES:
            raise LimitError(f"At most {MOST_FILES} files are read at a time. Drop fewer.")
        uploads = [await self.means.files.fetch(each, tell) for each in files]
        request = Request(
            asked.text,
            self.workspace,
            asked.conversation,
            asked.person,
            asked.moment,
            is_admin=asked.is_admin,
            # what is dropped is for those who see it dropped; what stands at an address is for all who may read here
            belongs_to=WORKSPACE_AUDIENCE if asked.is_open and not files else "",
            thread=asked.thread,
            uploads=tuple(uploads),
        )
        return await self.means.shown.put_at_hand(request, asked.about, asked.message) if asked.about else request

    async def show(self, doing: str) -> None:
        """Show what is being done: a message that is deleted again, or in the place where the answer will stand."""
        message = loading(doing)
        if self.way == MESSAGE:
            await self.means.outbox.put(self._delivery(self._loading_key, message))
        elif self.way == ORIGINAL and (not self.asked.replaces or self.asked.is_seen_by_one):
            await self.means.deferrals.wait(self.key)
            address = self.means.seal.open(self.asked.address)
            outgoing = Outgoing(self.workspace, self.asked.channel, self._payload(message), address=address)
            async with asyncio.timeout(_SHOWN_WITHIN_S):
                await self.means.platform.send(outgoing, self._loading_key)

    async def hide(self) -> None:
        """Take away what was shown as a message; what answers an interaction is replaced by the answer."""
        if self.way == MESSAGE:
            await self.means.outbox.delete(self.workspace, self._loading_key)

    def deliver(self, answer: Answer, key: str) -> Delivery:
        """Render an answer: one page, with buttons that turn to the others."""
        (message,) = render(
            answer.reply,
            pages=Paging.BUTTON,
            can_share=self.asked.is_seen_by_one and self.way == ORIGINAL,
            said=answer.said,
            page=self.asked.page,
        )
        self.means.shown.keep(self.workspace, message.kept)
        if self.asked.kind is Kind.SHARE and answer.reply.is_refusal:  # nobody else is to read why nothing is shared
            return replace(self, asked=replace(self.asked, kind=Kind.PRESS), way=FOLLOWUP)._delivery(key, message)
        return self._delivery(key, message, quoted_versions(answer.reply))

    def may_edit_to(self, payload: Payload) -> bool:
        """Say whether a message may become this one: it may become any."""
        return True

    @property
    def _loading_key(self) -> str:
        return f"{self.key}:reading"

    def _delivery(self, key: str, message: Message, versions: tuple[int, ...] = ()) -> Delivery:
        is_first = not key.endswith(tuple(f"/{at}" for at in range(1, 2 * MOST_FILES)))
        way = FOLLOWUP if self.way == ORIGINAL and not is_first else self.way
        return Delivery(
            key,
            self.workspace,
            NAME,
            self.asked.channel,
            (NewPart(self._payload(message, way)),),
            reply_to=self._reply_to() if way != MESSAGE else None,
            set_up_by=self.asked.person if way == MESSAGE and key != self._loading_key else None,
            versions=versions,
        )

    def _payload(self, message: Message, way: str = "") -> Payload:
        answers = self.asked.message if self.asked.kind in MESSAGES and not self.asked.is_direct else None
        is_ephemeral = self.asked.is_seen_by_one and self.asked.kind is not Kind.SHARE
        return payload_of(message, way or self.way, ephemeral=is_ephemeral, reply_to=answers)

    def _reply_to(self) -> ReplyAddress | None:
        address = self.means.seal.open(self.asked.address) if self.asked.address else None
        return ReplyAddress(address, self.asked.moment + ADDRESS_LASTS) if address else None


def way_of(asked: Asked) -> str:
    """Give how the answer to something goes."""
    if asked.kind in MESSAGES:
        return MESSAGE
    if asked.kind is Kind.SHARE:
        return MESSAGE if asked.may_post else FOLLOWUP
    return ORIGINAL

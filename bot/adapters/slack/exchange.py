"""An exchange in Slack: where its answer goes, how it is shown there, and what stands there meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.adapters.slack.events import Asked, Kind
from bot.adapters.slack.rendering import Paging, loading, render
from bot.answering.requests import Request
from bot.delivery.deliveries import Delivery, ReplyAddress, quoted_versions
from bot.delivery.ports import Outgoing
from bot.errors import LimitError, NotAllowedError
from storage.delivery.records import NewPart
from storage.scope import WORKSPACE_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.answers import Answer
    from bot.adapters.slack.files import Files
    from bot.adapters.slack.places import Place
    from bot.adapters.slack.rendering import Message
    from bot.answering.context import Tell
    from bot.delivery.outbox import Outbox
    from bot.delivery.ports import Platform
    from bot.delivery.sealing import Seal
    from storage.delivery.records import Payload

NAME = "slack"
ADDRESS_LASTS = timedelta(minutes=29)
"""A response_url works for 30 minutes."""
MOST_FILES = 5
STRANGER = (
    "Only members of the workspace that this bot is installed in can ask it. Your own workspace can install it too."
)
_SHOWN_WITHIN_S = 5.0


class Way(StrEnum):
    """How an answer is posted: as a message of the bot's, or through the address that came with what was asked."""

    MESSAGE = "message"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Route:
    """Where an answer goes.

    `thread`: the thread it stands in. `is_public`: everybody in the channel sees what goes through the address.
    `replaces`: it takes the place of what is there: of what was shown meanwhile, or of the message with the button.
    `can_share`: there is somebody to share it with.
    """

    way: Way
    channel: str
    thread: str = ""
    is_public: bool = False
    replaces: bool = False
    can_share: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Means:
    """What every exchange needs of its surroundings."""

    outbox: Outbox
    seal: Seal
    files: Files
    platform: Platform


@dataclass(frozen=True, slots=True)
class SlackExchange:
    """What somebody asked in Slack. `thread` is the one whose statement is at hand."""

    asked: Asked
    key: str
    workspace: str
    place: Place
    route: Route
    means: Means
    is_admin: bool = False
    is_stranger: bool = False
    thread: str = ""
    begins_thread: bool = False

    async def request(self, tell: Tell) -> Request:
        """Give the request with its files; raises `BriefbotError` where a person can put something right."""
        if self.is_stranger:
            raise NotAllowedError(STRANGER)
        files = self.asked.files
        if len(files) > MOST_FILES:
            raise LimitError(f"At most {MOST_FILES} files are read at a time. Drop fewer.")
        uploads = [await self.means.files.fetch(each, tell) for each in files]
        return Request(
            self.asked.text,
            self.workspace,
            self.place.channel,
            self.asked.person,
            self.asked.moment,
            is_admin=self.is_admin,
            # what is dropped is for those who see it dropped; what stands at an address is for all who may read here
            belongs_to=WORKSPACE_AUDIENCE if self.place.is_open and not files else "",
            thread=self.thread,
            begins_thread=self.begins_thread,
            has_strangers=self.place.has_strangers,
            uploads=tuple(uploads),
        )

    async def show(self, doing: str) -> None:
        """Show what is being done: a message that is deleted again, or one that the answer replaces.

        What goes through the address of a slash command or a shortcut replaces nothing and can't be deleted: there
        nothing is shown that would be left standing.
        """
        message = loading(doing)
        if self.route.way is Way.MESSAGE:
            await self.means.outbox.put(self._delivery(self._loading_key, (message,)))
        elif self.route.replaces and (address := self.means.seal.open(self.asked.address)):
            outgoing = Outgoing(self.workspace, self.route.channel, self._payload(message), address=address)
            async with asyncio.timeout(_SHOWN_WITHIN_S):
                await self.means.platform.send(outgoing, self._loading_key)

    async def hide(self) -> None:
        """Take away what was shown as a message; what went through the address is replaced by the answer."""
        if self.route.way is Way.MESSAGE:
            await self.means.outbox.delete(self.workspace, self._loading_key)

    def deliver(self, answer: Answer, key: str) -> Delivery:
        """Render an answer: whole, in the thread of its first message; or page by page, where there is no thread."""
        is_message = self.route.way is Way.MESSAGE
        messages = render(
            answer.reply,
            pages=Paging.THREAD if is_message else Paging.BUTTON,
            can_share=self.route.can_share,
            said=answer.said,
            page=self.route.page,
        )
        is_first = not key.endswith(tuple(f"/{at}" for at in range(1, 2 * MOST_FILES)))
        return self._delivery(key, messages, quoted_versions(answer.reply), replaces=is_first and self.route.replaces)

    def may_edit_to(self, payload: Payload) -> bool:
        """Say whether a message may become this one: Slack never lets one lose its rich text."""
        blocks = payload.get("blocks")
        return isinstance(blocks, list) and any(block.get("type") == "rich_text" for block in blocks)

    @property
    def _loading_key(self) -> str:
        return f"{self.key}:reading"

    def _delivery(
        self, key: str, messages: tuple[Message, ...], versions: tuple[int, ...] = (), *, replaces: bool = False
    ) -> Delivery:
        parts = [
            NewPart(
                self._payload(each, replaces=replaces and not at), parent=0 if at and not self.route.thread else None
            )
            for at, each in enumerate(messages)
        ]
        return Delivery(
            key,
            self.workspace,
            NAME,
            self.route.channel,
            tuple(parts),
            reply_to=self._reply_to() if self.route.way is Way.RESPONSE else None,
            versions=versions,
        )

    def _payload(self, message: Message, *, replaces: bool = True) -> Mapping[str, object]:
        payload: dict[str, object] = {
            "text": message.text,
            "blocks": list(message.blocks),
            "way": str(self.route.way),
        }
        if self.route.thread:
            payload["thread_ts"] = self.route.thread
        if self.route.way is Way.RESPONSE:
            payload |= {"public": self.route.is_public, "replace": replaces}
        return payload

    def _reply_to(self) -> ReplyAddress | None:
        address = self.means.seal.open(self.asked.address) if self.asked.address else None
        return ReplyAddress(address, self.asked.moment + ADDRESS_LASTS) if address else None


def is_asked_of_one(asked: Asked) -> bool:
    """Say whether only who asked is meant to see the answer."""
    return asked.kind in {Kind.COMMAND, Kind.SHORTCUT} or (asked.kind is Kind.FORM and not asked.is_home)

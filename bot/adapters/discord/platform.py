"""Discord as the outbox knows it.

A message in a channel goes under the part's key, which Discord honours for a few minutes: sent again in that time it
appears once; later it is looked for first. A post in a forum takes no key, so it is always looked for. The answer to an
interaction is an edit of what stands there already, and twice is once; what follows it can be neither keyed nor found.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters.discord.calls import Calls
from bot.adapters.discord.errors import Doing, GoneError, NoReplyError
from bot.adapters.discord.looking import look_in_channel, look_in_forum
from bot.adapters.discord.payloads import (
    FOLLOWUP,
    ORIGINAL,
    address_of,
    channel_of,
    forum_of,
    message_body,
    post_body,
    posted_body,
    way_of,
)
from bot.adapters.discord.rendering.halving import halve
from bot.delivery.ports import Offer, RefusedError, Sent

if TYPE_CHECKING:
    from datetime import datetime

    import discord

    from bot.adapters.discord.payloads import Forum
    from bot.delivery.ports import Outgoing
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

KEY_HOLDS = timedelta(minutes=2)
"""How long a key is relied on. Discord says that it is unique "in the past few minutes"."""
AT_ORIGINAL, AT_FOLLOWUP = "@original", "@followup/"
"""Ids of what answers an interaction: those of Discord's messages are no use without its address."""
_ANSWER = "/webhooks/{webhook_id}/{webhook_token}"
_MESSAGES = "/channels/{channel_id}/messages"


class DiscordPlatform:
    """Posts, edits, finds and deletes over a logged-in client of discord.py's."""

    def __init__(self, client: discord.Client) -> None:
        self._calls = Calls(client)

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Say what helps where the outcome for a part is unknown."""
        way = way_of(part.payload)
        if way == ORIGINAL:
            return Offer.KEY
        if way == FOLLOWUP:
            return Offer.NEITHER
        return Offer.LOOK if forum_of(part.payload) or age > KEY_HOLDS else Offer.KEY

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Post a part under its key."""
        way, forum = way_of(part.payload), forum_of(part.payload)
        if way == ORIGINAL:
            await self._edit_answer(part, AT_ORIGINAL)
            return Sent(AT_ORIGINAL)
        if way == FOLLOWUP:
            return await self._follow_up(part)
        return await (self._open_post(part, forum) if forum else self._post(part, key))

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Give the part that was posted under a key since a moment, if it is there."""
        forum = forum_of(part.payload)
        if way_of(part.payload) in {ORIGINAL, FOLLOWUP}:
            raise RefusedError("An answer to a command can't be looked for.")
        if forum is None:
            return await look_in_channel(self._calls, part, key, since)
        return await look_in_forum(self._calls, part, forum, since)

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Put a payload in the place of what was posted; twice is once."""
        if platform_id.startswith("@"):
            await self._edit_answer(part, platform_id)
            return
        channel, _, message = platform_id.partition("/")
        body = message_body(part.payload)
        path = f"{_MESSAGES}/{{message_id}}"
        await self._calls.make(Doing.CHANGE, "PATCH", path, _named(channel, message), json=body)

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Remove what was posted; what is not there any more is no error."""
        try:
            if platform_id.startswith("@"):
                path = f"{_ANSWER}/messages/{_in_path(platform_id)}"
                await self._calls.make(Doing.CHANGE, "DELETE", path, address_of(part))
                return
            channel, _, message = platform_id.partition("/")
            path = f"{_MESSAGES}/{{message_id}}"
            await self._calls.make(Doing.CHANGE, "DELETE", path, _named(channel, message))
        except GoneError:
            return

    def halve(self, payload: Payload) -> Halves | None:
        """Give the halves of a payload that is too long for Discord; `None` if it can't be halved."""
        return halve(payload)

    async def _post(self, part: Outgoing, key: str) -> Sent:
        channel, body = channel_of(part), posted_body(part.payload, key)
        try:
            posted = await self._calls.make(Doing.SEND, "POST", _MESSAGES, _named(channel), json=body)
        except NoReplyError:
            del body["message_reference"]
            posted = await self._calls.make(Doing.SEND, "POST", _MESSAGES, _named(channel), json=body)
        return Sent(f"{posted.get('channel_id', channel)}/{posted['id']}")

    async def _open_post(self, part: Outgoing, forum: Forum) -> Sent:
        body = post_body(part.payload, forum)
        path = "/channels/{channel_id}/threads"
        thread = await self._calls.make(Doing.POST, "POST", path, _named(part.channel), json=body)
        return Sent(f"{thread['id']}/{thread['id']}")

    async def _follow_up(self, part: Outgoing) -> Sent:
        body = message_body(part.payload, is_ephemeral=bool(part.payload.get("ephemeral")))
        posted = await self._calls.make(
            Doing.SEND, "POST", _ANSWER, address_of(part), json=body, params={"wait": "true"}
        )
        return Sent(f"{AT_FOLLOWUP}{posted['id']}")

    async def _edit_answer(self, part: Outgoing, platform_id: str) -> None:
        path = f"{_ANSWER}/messages/{_in_path(platform_id)}"
        await self._calls.make(Doing.SEND, "PATCH", path, address_of(part), json=message_body(part.payload))


def _named(channel: str, message: str = "") -> dict[str, str]:
    return {"channel_id": channel, "message_id": message}


def _in_path(platform_id: str) -> str:
    """Give the id of an answer as it stands in the path of a request."""
    name = platform_id.removeprefix(AT_FOLLOWUP)
    if name != AT_ORIGINAL and not name.isdecimal():
        raise RefusedError("The message is not there any more.")
    return name

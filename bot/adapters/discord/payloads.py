"""A part's payload, and the bodies of the requests that put it where it goes: nothing in them pings or previews."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.delivery.ports import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.adapters.discord.rendering.messages import Message
    from bot.delivery.ports import Outgoing
    from storage.delivery.records import Payload

MESSAGE, ORIGINAL, FOLLOWUP = "message", "original", "followup"
NO_MENTIONS = {"parse": [], "users": [], "roles": [], "replied_user": False}
SUPPRESS_EMBEDS, EPHEMERAL = 1 << 2, 1 << 6
_LONGEST_NAME = 100
_MOST_TAGS = 5


@dataclass(frozen=True, slots=True)
class Forum:
    """The post in a forum that a part opens."""

    name: str
    tags: tuple[str, ...] = field(default=())


def payload_of(
    message: Message,
    way: str = MESSAGE,
    *,
    ephemeral: bool = False,
    reply_to: str | None = None,
    forum: Forum | None = None,
) -> Payload:
    """Give a message as the payload of a part; `reply_to` is the id of the message that it answers."""
    payload: dict[str, object] = {"content": message.content, "components": list(message.components), "way": way}
    if way != MESSAGE:
        payload["ephemeral"] = ephemeral
    if reply_to:
        payload["reply_to"] = reply_to
    if forum:
        payload["forum"] = {"name": forum.name, "tags": list(forum.tags)}
    return payload


def way_of(payload: Payload) -> str:
    """Give the way that a payload goes."""
    return str(payload.get("way", MESSAGE))


def forum_of(payload: Payload) -> Forum | None:
    """Give the post that a payload opens, if it does."""
    forum = payload.get("forum")
    if not isinstance(forum, dict):
        return None
    tags = [str(tag) for tag in forum.get("tags") or []]
    return Forum(str(forum.get("name", ""))[:_LONGEST_NAME].strip() or "-", tuple(tags[:_MOST_TAGS]))


def message_body(payload: Payload, *, is_ephemeral: bool = False) -> dict[str, Any]:
    """Give the body that posts or edits a message."""
    return {
        "content": str(payload.get("content", "")),
        "components": _components(payload),
        "allowed_mentions": NO_MENTIONS,
        "flags": SUPPRESS_EMBEDS | (EPHEMERAL if is_ephemeral else 0),
    }


def posted_body(payload: Payload, key: str) -> dict[str, Any]:
    """Give the body that posts a message in a channel under its key, in reply to another if it is to be."""
    body = message_body(payload) | {"nonce": key, "enforce_nonce": True}
    if payload.get("reply_to"):
        body["message_reference"] = {"message_id": str(payload["reply_to"]), "fail_if_not_exists": False}
    return body


def post_body(payload: Payload, forum: Forum) -> dict[str, Any]:
    """Give the body that opens a post in a forum."""
    return {"name": forum.name, "applied_tags": list(forum.tags), "message": message_body(payload)}


def address_of(part: Outgoing) -> dict[str, str]:
    """Give where the answer to an interaction goes, as the names in a path; refused where its time is over."""
    application, _, token = (part.address or "").partition("/")
    if not application or not token:
        raise RefusedError("Discord took the answer no more: it does for 15 minutes.")
    return {"webhook_id": application, "webhook_token": token}


def channel_of(part: Outgoing) -> str:
    """Give the channel that a part goes in: that of its parent, if it has one."""
    return part.parent.partition("/")[0] if part.parent and "/" in part.parent else part.channel


def _components(payload: Mapping[str, object]) -> Sequence[object]:
    components = payload.get("components")
    return components if isinstance(components, list | tuple) else []

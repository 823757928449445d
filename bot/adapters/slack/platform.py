"""Slack as a platform of the outbox: messages by the Web API, answers through the address that came with a request.

Slack honours no key, so an unknown outcome is looked up in the channel's history, where the installation may read it:
each message carries its part's key as metadata. What only one person sees, and what went to an address, can't be looked
for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.adapters.slack import errors
from bot.adapters.slack.client import discreet_logger
from bot.adapters.slack.rendering.halving import halve
from bot.adapters.slack.rendering.simplifying import simplify
from bot.delivery.ports import Offer, Outgoing, RefusedError, Sent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime, timedelta

    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from bot.adapters.slack.client import Workspace
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

    Call = Callable[..., Awaitable[AsyncSlackResponse]]

MARK = "briefbot_part"
"""The kind of metadata that carries a part's key. Everybody in the workspace may read it: a key tells nothing."""
_PAGE = 100
_MOST_PAGES = 20
_TIMEOUT_S = 20
_QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "mrkdwn": False, "link_names": False}
_HISTORY = {"D": {"im:history"}, "G": {"groups:history", "mpim:history"}, "C": {"channels:history", "groups:history"}}
"""The scopes that let one read back, by the first letter of a channel's id; one of them may be enough."""


class SlackPlatform:
    """Posts parts to the workspace of one installation."""

    def __init__(self, workspace: Workspace, api_url: str) -> None:
        self._workspace = workspace
        self._client = workspace.client
        self._api_host = urlsplit(api_url).netloc

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Offer a look at what is in a channel, if its history may be read; while that is not known, looking tells."""
        scopes = self._workspace.scopes
        if _way(part) != "message":
            return Offer.NEITHER
        return Offer.LOOK if scopes is None or scopes & _HISTORY.get(part.channel[:1], set()) else Offer.NEITHER

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Post a part once. Blocks that the workspace refuses are posted in a plainer form."""
        if _way(part) == "response":
            return await self._answer(part, key)
        posting = self._post_to_one if _way(part) == "ephemeral" else self._post
        try:
            return await posting(part, part.payload, key)
        except _BlocksRefusedError as refused:
            plain = simplify(part.payload)
            if plain is None:
                raise RefusedError(refused.reason) from refused
            return await posting(part, plain, key)

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Look for the message with a key, in its thread or in its channel."""
        thread = _thread(part)
        asked = {"channel": part.channel, "oldest": f"{since.timestamp():.6f}", "limit": _PAGE}
        asked |= {"include_all_metadata": True, "inclusive": True} | ({"ts": thread} if thread else {})
        method = self._client.conversations_replies if thread else self._client.conversations_history
        for _ in range(_MOST_PAGES):
            page = await self._call(method, asked)
            for message in page.get("messages") or ():
                if _key_of(message) == key:
                    return Sent(f"{part.channel}/{message['ts']}")
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            asked = {**asked, "cursor": cursor}
        raise RefusedError("There is too much in that channel to look for a message.")

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Put a payload in the place of a message."""
        channel, ts = _place(platform_id)
        said = {"channel": channel, "ts": ts, **_content(part.payload), "parse": "none", "link_names": False}
        await self._call(self._client.chat_update, said)

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Remove a message; one that is not there any more is removed."""
        channel, ts = _place(platform_id)
        try:
            await self._call(self._client.chat_delete, {"channel": channel, "ts": ts})
        except _GoneError:
            return

    def halve(self, payload: Payload) -> Halves | None:
        """Give the halves of a message that Slack finds too long."""
        return halve(payload)

    async def _post(self, part: Outgoing, payload: Payload, key: str) -> Sent:
        thread = _thread(part)
        said = {"channel": part.channel, **_content(payload), **_QUIET, **({"thread_ts": thread} if thread else {})}
        said["metadata"] = {"event_type": MARK, "event_payload": {"key": key}}
        answer = await self._call(self._client.chat_postMessage, said)
        return Sent(f"{answer['channel']}/{answer['ts']}")

    async def _post_to_one(self, part: Outgoing, payload: Payload, key: str) -> Sent:
        thread = _thread(part)
        said = {"channel": part.channel, "user": str(payload.get("user", "")), **_content(payload)}
        said |= {"parse": "none", "link_names": False} | ({"thread_ts": thread} if thread else {})
        await self._call(self._client.chat_postEphemeral, said)
        return Sent(key)

    async def _answer(self, part: Outgoing, key: str) -> Sent:
        """Post an answer to the address that came with a request."""
        from slack_sdk.webhook.async_client import AsyncWebhookClient

        if part.address is None or not self._is_slacks(part.address):
            raise RefusedError("The time is over in which Slack takes an answer to that.")
        client = AsyncWebhookClient(part.address, timeout=_TIMEOUT_S, logger=discreet_logger(), retry_handlers=[])
        client.proxy = None
        said = _content(part.payload) | {"replace_original": bool(part.payload.get("replace"))}
        is_public = bool(part.payload.get("public"))
        said["response_type"] = "in_channel" if is_public else "ephemeral"
        if is_public and part.payload.get("thread_ts"):
            said |= {"thread_ts": part.payload["thread_ts"], "replace_original": False}
        try:
            answer = await client.send_dict(said)
        except Exception as error:  # noqa: BLE001 - whatever the library raises, nobody knows more than that
            raise errors.meaning_of_failure(error) from None
        if answer.status_code != 200:
            raise errors.meaning_at_address(answer.status_code, str(answer.body), answer.headers)
        return Sent(key)

    async def _call(self, call: Call, said: Mapping[str, Any]) -> AsyncSlackResponse:
        """Call a method and translate what it raises. What the library says may hold the message, so it is not kept."""
        from slack_sdk.errors import SlackApiError

        try:
            return await call(**said)
        except SlackApiError as error:
            answer = error.response
            data = getattr(answer, "data", answer)
            code = errors.code_of(data)
            meant = errors.meaning_of(getattr(answer, "status_code", 200), data, getattr(answer, "headers", {}))
        except Exception as error:  # noqa: BLE001 - as above
            raise errors.meaning_of_failure(error) from None
        if code in errors.GONE:
            raise _GoneError(meant.reason)
        if code in errors.BLOCKS_REFUSED:
            raise _BlocksRefusedError(meant.reason)
        raise meant

    def _is_slacks(self, address: str) -> bool:
        """Say whether an address is Slack's: whoever gets an answer there sees what it says."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        return parts.netloc == self._api_host or (
            parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))
        )


class _GoneError(RefusedError):
    """What was to be changed is not there."""


class _BlocksRefusedError(RefusedError):
    """Not posted: the workspace does not take these blocks."""


def _way(part: Outgoing) -> str:
    return str(part.payload.get("way", "message"))


def _content(payload: Payload) -> dict[str, Any]:
    return {name: payload[name] for name in ("text", "blocks") if payload.get(name)}


def _thread(part: Outgoing) -> str | None:
    """Give the thread that a part goes in: that of the request, else that of the part it belongs under."""
    if thread := part.payload.get("thread_ts"):
        return str(thread)
    return part.parent.rpartition("/")[2] if part.parent and "/" in part.parent else None


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("key") if metadata.get("event_type") == MARK else None
    return str(key) if key else None


def _place(platform_id: str) -> tuple[str, str]:
    channel, _, ts = platform_id.partition("/")
    if not ts:
        raise RefusedError("What only one person saw can't be changed afterwards.")
    return channel, ts

"""Slack as a platform of the outbox: messages by the Web API, answers through the address that came with a request.

Slack honours no key, so an unknown outcome is looked up in the channel's history, where the installation may read it:
each message carries its part's key as metadata. What only one person sees, and what went to an address, can't be looked
for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.adapters.slack import errors
from bot.adapters.slack.addresses import answer_at
from bot.adapters.slack.rendering.halving import halve
from bot.adapters.slack.rendering.simplifying import simplify
from bot.delivery.ports import NotPostedError, Offer, Outgoing, RefusedError, Scope, Sent, UnknownOutcomeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from bot.adapters.slack.client import Workspace
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

    Call = Callable[..., Awaitable[AsyncSlackResponse]]

_Given = TypeVar("_Given")

MARK = "briefbot_part"
"""The kind of metadata that carries a part's key. Everybody in the workspace may read it: a key tells nothing."""
_PAGE = 100
_MOST_PAGES = 20
_MOST_LOOKS = 1_000
_QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "mrkdwn": False, "link_names": False}
_SHARED = frozenset({"groups:history", "mpim:history"})
_HISTORY = {"D": frozenset({"im:history"}), "G": _SHARED, "C": _SHARED | {"channels:history"}}
"""The scopes that let one read back, by the first letter of a channel's id; one of them may be enough."""


class SlackPlatform:
    """Posts parts to the workspace of one installation."""

    def __init__(self, workspace: Workspace, api_url: str) -> None:
        self._workspace = workspace
        self._client = workspace.client
        self._api_url = api_url
        self._scopes: frozenset[str] | None = None
        self._reached: dict[str, str] = {}

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Offer a look at what is in a channel, if its history may be read; while that is not known, looking tells."""
        scopes = self._workspace.scopes if self._scopes is None else self._scopes
        if _way(part) != "message":
            return Offer.NEITHER
        return Offer.LOOK if scopes is None or scopes & _HISTORY.get(part.channel[:1], frozenset()) else Offer.NEITHER

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Post a part once. Blocks that the workspace refuses are posted in a plainer form."""
        ways = {"response": self._answer, "ephemeral": self._post_to_one}
        posting = ways.get(_way(part), self._post)
        return await _plainer_if_refused(part.payload, lambda payload: posting(part, payload, key))

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Look for the message with a key, in its thread or in its channel.

        Where Slack gives a page a minute, a look that was put off goes on where it had got to.
        """
        thread = _thread(part)
        asked = {"channel": part.channel, "oldest": f"{since.timestamp():.6f}", "limit": _PAGE}
        asked |= {"include_all_metadata": True, "inclusive": True} | ({"ts": thread} if thread else {})
        method = self._client.conversations_replies if thread else self._client.conversations_history
        for _ in range(_MOST_PAGES):
            page = await self._turn_to(method, asked, part, key)
            found = next((message for message in page.get("messages") or () if _key_of(message) == key), None)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if found or not cursor:
                self._reached.pop(key, None)
                return Sent(f"{part.channel}/{found['ts']}") if found else None
            self._keep_reached(key, cursor)
        raise UnknownOutcomeError("there is more to look through")

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Put a payload in the place of a message, in a plainer form where the workspace refuses its blocks."""
        channel, ts = _place(platform_id)
        said = {"channel": channel, "ts": ts, "parse": "none", "link_names": False}
        update = self._client.chat_update
        await _plainer_if_refused(part.payload, lambda payload: self._call(update, said | _content(payload)))

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Remove a message; one that is not there any more is removed."""
        channel, ts = _place(platform_id)
        try:
            await self._call(self._client.chat_delete, {"channel": channel, "ts": ts})
        except errors.GoneError:
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
        await self._call(self._client.chat_postEphemeral, said, Scope.WORKSPACE)
        return Sent(key)

    async def _answer(self, part: Outgoing, payload: Payload, key: str) -> Sent:
        """Post an answer to the address that came with a request."""
        is_public = bool(payload.get("public"))
        said = _content(payload) | {"unfurl_links": False, "unfurl_media": False}
        said["replace_original"] = bool(payload.get("replace"))
        said["response_type"] = "in_channel" if is_public else "ephemeral"
        if is_public and payload.get("thread_ts"):
            said |= {"thread_ts": payload["thread_ts"], "replace_original": False}
        await answer_at(part.address, said, self._api_url)
        return Sent(key)

    async def _turn_to(self, method: Call, asked: Mapping[str, Any], part: Outgoing, key: str) -> AsyncSlackResponse:
        """Give the next page for a look."""
        cursor = self._reached.get(key)
        try:
            return await self._call(method, {**asked, "cursor": cursor} if cursor else asked)
        except (NotPostedError, RefusedError) as error:
            self._reached.pop(key, None)
            if isinstance(error, RefusedError) and self.offer(part, timedelta()) is not Offer.LOOK:
                raise UnknownOutcomeError("the history may not be read") from None  # what is offered now, is done next
            raise

    def _keep_reached(self, key: str, cursor: str) -> None:
        if len(self._reached) >= _MOST_LOOKS:
            self._reached.clear()
        self._reached[key] = cursor

    async def _call(self, call: Call, said: Mapping[str, Any], scope: Scope = Scope.CHANNEL) -> AsyncSlackResponse:
        """Call a method and translate what it raises. What the library says may hold the message, so it is not kept.

        `scope` is what the method's own limit is for.
        """
        from slack_sdk.errors import SlackApiError

        try:
            answer = await call(**said)
        except SlackApiError as error:
            headers = getattr(error.response, "headers", {})
            self._learn(headers)
            data = getattr(error.response, "data", error.response)
            meant = errors.meaning_of(getattr(error.response, "status_code", 200), data, headers, scope)
        except Exception as error:  # noqa: BLE001 - as above
            raise errors.meaning_of_failure(error) from None
        else:
            self._learn(answer.headers)
            return answer
        raise meant

    def _learn(self, headers: Mapping[str, Any]) -> None:
        """Keep what the installation may do, which Slack says with each answer."""
        said = errors.header_in(headers, "x-oauth-scopes")
        if said is not None:
            self._scopes = frozenset(scope.strip() for scope in said.split(",") if scope.strip())


async def _plainer_if_refused(payload: Payload, post: Callable[[Payload], Awaitable[_Given]]) -> _Given:
    """Post a payload, and once more in a plainer form, if it has one, where its blocks are refused."""
    try:
        return await post(payload)
    except errors.BlocksRefusedError:
        plain = simplify(payload)
        if plain is None:
            raise
    return await post(plain)


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

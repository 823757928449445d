"""Looking whether a part was posted: Discord's history does not tell a message's key, so what it says is compared.

Only our own messages since the first try count; and they must say the same, offer the same and answer the same message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.adapters.discord.errors import Doing, GoneError
from bot.adapters.discord.payloads import channel_of
from bot.delivery.ports import Sent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.adapters.discord.calls import Calls, Json
    from bot.adapters.discord.payloads import Forum
    from bot.delivery.ports import Outgoing
    from storage.delivery.records import Payload

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_AT_A_TIME = 100
_MOST_PAGES = 20


async def look_in_channel(calls: Calls, part: Outgoing, key: str, since: datetime) -> Sent | None:
    """Give our own message in a channel that is the part posted since a moment."""
    channel, payload = channel_of(part), part.payload
    after = snowflake(since)
    for _ in range(_MOST_PAGES):
        page = {"after": after, "limit": str(_AT_A_TIME)}
        path = "/channels/{channel_id}/messages"
        found = await calls.make(Doing.READ, "GET", path, {"channel_id": channel}, params=page)
        messages = [each for each in found if isinstance(each, dict)]
        match = next((each for each in messages if _is_it(each, payload, key, calls.own_id)), None)
        if match is not None:
            return Sent(f"{channel}/{match['id']}")
        if len(messages) < _AT_A_TIME:
            return None
        after = str(max(int(each["id"]) for each in messages))
    return None


async def look_in_forum(calls: Calls, part: Outgoing, forum: Forum, since: datetime) -> Sent | None:
    """Give our own post in a forum that is the part posted since a moment."""
    channel, guild = part.channel, part.workspace.partition(":")[2]
    active = await calls.make(Doing.READ, "GET", "/guilds/{guild_id}/threads/active", {"guild_id": guild})
    path = "/channels/{channel_id}/threads/archived/public"
    archived = await calls.make(Doing.READ, "GET", path, {"channel_id": channel})
    for thread in (*_threads(active), *_threads(archived)):
        is_ours = str(thread.get("owner_id")) == calls.own_id and str(thread.get("parent_id")) == channel
        is_named = thread.get("name") == forum.name and int(thread["id"]) >= int(snowflake(since))
        if is_ours and is_named and await _begins_with(calls, str(thread["id"]), part.payload):
            return Sent(f"{thread['id']}/{thread['id']}")
    return None


def snowflake(moment: datetime) -> str:
    """Give the least id of what was made at a moment or later."""
    elapsed = moment.astimezone(UTC) - _DISCORD_EPOCH
    milliseconds = (elapsed.days * 86_400 + elapsed.seconds) * 1_000 + elapsed.microseconds // 1_000
    return str(max(milliseconds, 0) << 22)


async def _begins_with(calls: Calls, thread: str, payload: Payload) -> bool:
    """Whether a post begins with what was to be posted; of one whose first message was deleted the name tells enough."""
    path = "/channels/{channel_id}/messages/{message_id}"
    try:
        message = await calls.make(Doing.READ, "GET", path, {"channel_id": thread, "message_id": thread})
    except GoneError:
        return True
    return _essence(message.get("content")) == _essence(payload.get("content"))


def _is_it(message: Mapping[str, Json], payload: Payload, key: str, own_id: str) -> bool:
    author = message.get("author")
    if not isinstance(author, Mapping) or str(author.get("id")) != own_id:
        return False
    if message.get("nonce") is not None:
        return str(message["nonce"]) == key
    reference = message.get("message_reference")
    answers = str(reference.get("message_id")) if isinstance(reference, Mapping) else ""
    return (
        answers in {"", str(payload.get("reply_to") or "")}
        and _essence(message.get("content")) == _essence(payload.get("content"))
        and set(_custom_ids(message.get("components"))) == set(_custom_ids(payload.get("components")))
    )


def _essence(content: object) -> str:
    """Give the letters and figures of a content: Discord may strip other signs."""
    return "".join(filter(str.isalnum, str(content or "")))


def _custom_ids(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("custom_id"), str):
            yield value["custom_id"]
        yield from _custom_ids(value.get("components"))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _custom_ids(each)


def _threads(answer: object) -> list[Mapping[str, Json]]:
    threads = answer.get("threads") if isinstance(answer, Mapping) else None
    return [each for each in threads if isinstance(each, Mapping)] if isinstance(threads, list) else []

"""Posting, changing and deleting messages: chat.*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack.blocks import problems, sum_of_blocks
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.call import Call, method
from tests.fakes.slack.records import Channel, Json, Message
from tests.fakes.slack.state import State

MOST_TEXT = 40_000
MOST_UPDATED = 4_000
MOST_METADATA = 8_000
"""Characters of a text: posted (the rest is cut off), updated (more is refused, counted in bytes); metadata as JSON."""


def check_content(state: State, given: Mapping[str, Any], most: int) -> list[Json]:
    """Check the blocks of a message and their sum; give them, each with a block_id."""
    blocks = given.get("blocks") or []
    if not blocks and not given.get("text") and not given.get("attachments"):
        raise SlackError("no_text")
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    kinds = {str(block.get("type")) for block in blocks if isinstance(block, dict)}
    wrong = problems(blocks, "message") if blocks else []
    wrong += [f"unsupported type: {kind} [json-pointer:/blocks]" for kind in kinds & state.refused_blocks]
    if wrong:
        messages = [f"[ERROR] {each}" for each in wrong]
        raise SlackError("invalid_blocks", errors=wrong, response_metadata={"messages": messages})
    if sum_of_blocks(blocks) > most:
        raise SlackError("msg_blocks_too_long")
    return [block if block.get("block_id") else {**block, "block_id": state.new_id("b")} for block in blocks]


def read_metadata(call: Call) -> Json | None:
    """Read the metadata of a message."""
    metadata = call.args.get("metadata")
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not metadata.get("event_type")
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    if len(str(metadata)) > MOST_METADATA:
        raise SlackError("metadata_too_large")
    return dict(metadata)


@method("chat.postMessage")
def post_message(call: Call) -> Json:
    """Post a message that everybody in the channel sees."""
    call.need_scope("chat:write")
    channel = _target(call)
    blocks = check_content(call.state, call.args, call.state.most_in_blocks)
    message = Message(
        channel=channel.id,
        ts=call.state.new_ts(),
        user=call.team.bot_user,
        text=call.text("text")[:MOST_TEXT],
        way="chat.postMessage",
        team=call.team.id,
        blocks=blocks,
        bot_id=call.team.bot_id,
        thread_ts=call.text("thread_ts") or None,
        metadata=read_metadata(call),
        unfurl_links=call.flag("unfurl_links", default=True) if "unfurl_links" in call.args else None,
        unfurl_media=call.flag("unfurl_media", default=True) if "unfurl_media" in call.args else None,
        parse=call.text("parse") or None,
        link_names=call.flag("link_names"),
        mrkdwn=call.flag("mrkdwn", default=True),
        is_broadcast=call.flag("reply_broadcast"),
    )
    call.state.add_message(message)
    return {"channel": channel.id, "ts": message.ts, "message": call.state.shown(message, metadata=True)}


def _target(call: Call) -> Channel:
    """Give the channel in which the bot may post."""
    given = call.text("channel")
    if given in call.state.users:
        user = call.state.users[given]
        if user.team != call.team.id or user.is_bot:
            raise SlackError("channel_not_found")
        return call.state.direct_channel(given)
    channel = call.channel(given)
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.team.bot_user not in channel.members and "chat:write.public" not in call.token.scopes:
        raise SlackError("not_in_channel")
    if channel.refusal and not (channel.refusal == "restricted_action_thread_only_channel" and call.text("thread_ts")):
        raise SlackError(channel.refusal)
    return channel


@method("chat.postEphemeral")
def post_ephemeral(call: Call) -> Json:
    """Post a message that one person sees; in a thread only if the thread has begun."""
    call.need_scope("chat:write")
    channel = _target(call)
    user = call.state.users.get(call.text("user"))
    if user is None or user.is_deleted or user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    thread = call.text("thread_ts") or None
    message = Message(
        channel=channel.id,
        ts=call.state.new_ts(),
        user=call.team.bot_user,
        text=call.text("text")[:MOST_TEXT],
        way="chat.postEphemeral",
        team=call.team.id,
        blocks=check_content(call.state, call.args, call.state.most_in_blocks),
        bot_id=call.team.bot_id,
        thread_ts=thread,
        seen_by=user.id,
        parse=call.text("parse") or None,
        link_names=call.flag("link_names"),
        unfurl_links=False,
        unfurl_media=False,
        is_shown=thread is None or bool(call.state.replies(channel.id, thread)),
    )
    call.state.add_message(message)
    return {"message_ts": message.ts}


def _own_message(call: Call, refusal: str) -> Message:
    given = call.text("channel")
    if given in call.state.users:
        raise SlackError("channel_not_found")
    channel = call.channel(given)
    found = call.state.message(channel.id, call.text("ts"))
    if found is None:
        raise SlackError("message_not_found")
    if found.bot_id != call.team.bot_id:
        raise SlackError(refusal)
    if channel.is_archived:
        raise SlackError("is_archived")
    return found


@method("chat.update")
def update_message(call: Call) -> Json:
    """Change a message of the bot's own."""
    call.need_scope("chat:write")
    found = _own_message(call, "cant_update_message")
    window = call.state.edit_window
    if window is not None and call.state.now() - float(found.ts) > window:
        raise SlackError("edit_window_closed")
    text = call.text("text")
    if len(text.encode()) > MOST_UPDATED:
        raise SlackError("msg_too_long")
    blocks = check_content(call.state, call.args, call.state.most_in_blocks)
    _check_mismatch(found.blocks, blocks)
    metadata = read_metadata(call)
    before = call.state.shown(found)
    found.text, found.blocks, found.edits = text or found.text, blocks, found.edits + 1
    if metadata is not None:
        found.metadata = metadata
    if text:
        found.edited_ts = call.state.new_ts()
    call.state.updated.append(found)
    call.state.tell("updated", found, before)
    return {"channel": found.channel, "ts": found.ts, "text": found.text, "message": call.state.shown(found)}


def _check_mismatch(before: list[Json], after: list[Json]) -> None:
    def has_rich(blocks: list[Json]) -> bool:
        return any(block.get("type") == "rich_text" for block in blocks)

    if after and has_rich(before) and not has_rich(after):
        raise SlackError("block_mismatch")


@method("chat.delete")
def delete_message(call: Call) -> Json:
    """Delete a message of the bot's own; its replies stay."""
    call.need_scope("chat:write")
    found = _own_message(call, "cant_delete_message")
    before = call.state.shown(found)
    found.is_deleted = True
    call.state.deleted.append(found)
    call.state.tell("deleted", found, before)
    return {"channel": found.channel, "ts": found.ts}


@method("chat.getPermalink")
def permalink(call: Call) -> Json:
    """Give the address of a message."""
    channel, ts = call.channel(call.text("channel")), call.text("message_ts")
    if call.state.message(channel.id, ts) is None:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": f"https://{call.team.domain}.slack.com/archives/{channel.id}/p{ts}"}

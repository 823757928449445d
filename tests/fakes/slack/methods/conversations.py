"""Channels and what stands in them: conversations.*."""

from __future__ import annotations

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods.call import HISTORY, Call, method
from tests.fakes.slack.records import Channel, Json, Message

MOST_ITEMS = 999


@method("conversations.info")
def channel_info(call: Call) -> Json:
    """Describe a channel."""
    channel = call.channel(call.text("channel"))
    call.need_read_scope(channel, "read")
    shown = shown_channel(call, channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def shown_channel(call: Call, channel: Channel) -> Json:
    """Give a channel as the Web API shows it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_archived": channel.is_archived,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_member": call.team.bot_user in channel.members,
        "context_team_id": call.team.id,
        "shared_team_ids": sorted(channel.teams),
    } | (
        {"user": next(iter(channel.members - {call.team.bot_user}), call.team.bot_user)} if channel.kind == "im" else {}
    )


@method("conversations.list")
def list_channels(call: Call) -> Json:
    """List the channels of some kinds that the bot can know of."""
    return _listed(call, is_member=False)


@method("users.conversations")
def list_own_channels(call: Call) -> Json:
    """List the channels that the bot is in."""
    return _listed(call, is_member=True)


def _listed(call: Call, *, is_member: bool) -> Json:
    names = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    kinds = {
        names[each.strip()] for each in (call.text("types") or "public_channel").split(",") if each.strip() in names
    }
    for kind in kinds:
        call.need_scope(f"{HISTORY[kind]}:read")
    found = [
        shown_channel(call, each)
        for each in call.state.channels.values()
        if each.kind in kinds
        and call.team.id in each.teams
        and (call.team.bot_user in each.members or (each.kind == "channel" and not is_member))
        and not (call.flag("exclude_archived") and each.is_archived)
    ]
    return _page(call, "channels", found, call.whole("limit", 100))


@method("conversations.members")
def members(call: Call) -> Json:
    """List who is in a channel."""
    channel = call.channel(call.text("channel"))
    call.need_read_scope(channel, "read")
    return _page(call, "members", sorted(channel.members), call.whole("limit", 100))


@method("conversations.open")
def open_direct(call: Call) -> Json:
    """Open a direct channel with a person."""
    users = [each for each in call.text("users").split(",") if each]
    call.need_scope("im:write" if len(users) < 2 else "mpim:write")
    if any(each not in call.state.users for each in users) or not users:
        raise SlackError("user_not_found")
    if call.state.users[users[0]].is_deleted:
        raise SlackError("user_disabled")
    return {"channel": {"id": call.state.direct_channel(users[0]).id}}


@method("conversations.history")
def history(call: Call) -> Json:
    """Give what stands in a channel, newest first, without replies."""
    channel = call.channel(call.text("channel"))
    call.need_read_scope(channel, "history")
    call.channel_it_is_in(channel.id)
    every = reversed(call.state.messages.get(channel.id, {}).values())
    standing = [each for each in every if not each.is_deleted and (not each.is_reply or each.is_broadcast)]
    return _messages(call, [each for each in standing if _is_between(call, each)])


@method("conversations.replies")
def replies(call: Call) -> Json:
    """Give a message and its replies, oldest first."""
    channel = call.channel(call.text("channel"))
    call.need_read_scope(channel, "history")
    call.channel_it_is_in(channel.id)
    asked = call.state.message(channel.id, call.text("ts"))
    thread = call.state.thread(channel.id, call.text("ts"))
    if asked is None and not thread:
        raise SlackError("thread_not_found")
    if asked and asked.is_reply:
        thread = [asked]
    return _messages(call, [each for each in thread if each is asked or _is_between(call, each)])


def _is_between(call: Call, message: Message) -> bool:
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "inf"
    ts = float(message.ts)
    if call.flag("inclusive"):
        return float(oldest) <= ts <= float(latest)
    return float(oldest) < ts < float(latest)


def _messages(call: Call, found: list[Message]) -> Json:
    most = min(call.whole("limit", 100), call.state.most_in_history)
    if not 1 <= most <= MOST_ITEMS:
        raise SlackError("invalid_limit")
    start = _start(call)
    whole = call.flag("include_all_metadata")
    shown = [call.state.shown(each, metadata=whole) for each in found[start : start + most]]
    has_more = len(found) > start + most
    given: Json = {"messages": shown, "has_more": has_more, "pin_count": 0}
    return given | ({"response_metadata": {"next_cursor": f"at:{start + most}"}} if has_more else {})


def _start(call: Call) -> int:
    given = call.text("cursor")
    if not given:
        return 0
    name, _, number = given.partition(":")
    if name != "at" or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)


def _page(call: Call, name: str, found: list[Json] | list[str], most: int) -> Json:
    start = _start(call)
    more = f"at:{start + most}" if len(found) > start + most else ""
    return {name: found[start : start + most], "response_metadata": {"next_cursor": more}}

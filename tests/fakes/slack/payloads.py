"""The payloads that Slack sends: events, commands, interactions, in their documented shapes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fakes.slack.methods.views import shown_view
from tests.fakes.slack.records import Channel, Json, Message, Team, User, View
from tests.fakes.slack.state import State

VERIFICATION = "verification-token-of-old"
FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def team_told(state: State, channel: Channel) -> Team | None:
    """Give the workspace on whose behalf an event of a channel is sent: its bot is in the channel."""
    for each in (channel.team, *sorted(channel.teams)):
        team = state.teams.get(each)
        if team and team.bot_user in channel.members:
            return team
    return None


def event_callback(state: State, team: Team, event: Json, *, is_ext_shared: bool = False) -> Json:
    """Wrap an event for the installation of a workspace."""
    authorization = {
        "enterprise_id": None,
        "team_id": team.id,
        "user_id": team.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": state.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": state.new_id("Ev"),
        "event_time": int(state.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": state.new_id("4-"),
    }


def message_event(state: State, message: Message, channel: Channel, kind: str = "message") -> Json:
    """Give the event of a new message (`message`, or `app_mention` as well)."""
    event = state.shown(message) | {"type": kind, "channel": channel.id, "event_ts": message.ts}
    for name in ("reply_count", "reply_users", "latest_reply"):
        event.pop(name, None)
    if kind == "message":
        event["channel_type"] = channel.kind
        if message.files:
            event["subtype"] = "file_share"
    if channel.is_ext_shared:
        event |= {"user_team": message.team, "source_team": message.team}
    return event


def changed_event(state: State, message: Message, before: Json, channel: Channel) -> Json:
    """Give the event of a changed message."""
    ts = state.new_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": state.shown(message),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def deleted_event(state: State, message: Message, before: Json, channel: Channel) -> Json:
    """Give the event of a deleted message."""
    ts = state.new_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": message.ts,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def slash_command(state: State, user: User, channel: Channel, command: str, text: str) -> Json:
    """Give what a slash command sends."""
    team = state.teams[user.team]
    return {
        "token": VERIFICATION,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel.shown_name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": state.new_response_url(channel.id, user.id, team.id, is_command=True),
        "trigger_id": state.new_trigger(user.id, team.id).id,
    }


def interaction(state: State, kind: str, user: User, team: Team, view: View | None = None) -> Json:
    """Give what every interaction carries; `team` is the workspace of the installation that gets it.

    In a shared channel a stranger's press of a button names the app's workspace as `team`, what a stranger does with a
    view names the stranger's (and the app's in `view.app_installed_team_id`); `user.team_id` is the person's in both.
    """
    own = state.teams[user.team] if kind.startswith("view") else team
    return {
        "type": kind,
        "team": {"id": own.id, "domain": own.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": state.app_id,
        "token": VERIFICATION,
        "trigger_id": state.new_trigger(user.id, team.id, view.id if view else None).id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def of_message(state: State, message: Message, user: User) -> Json:
    """Give what an interaction with a message carries of it: no text of an ephemeral one."""
    channel = state.channels[message.channel]
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = message.seen_by is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    given: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.shown_name},
        "response_url": state.new_response_url(channel.id, user.id, message.team, message),
    }
    if message.seen_by is None:
        given["message"] = state.shown(message)
    return given


def block_actions(state: State, user: User, where: Message | View, action: Json, values: Json) -> Json:
    """Give what a pressed button or a chosen option sends."""
    action = action | {"action_ts": state.new_ts()}
    team = state.teams[where.team]
    if isinstance(where, View):
        given = interaction(state, "block_actions", user, team, where)
        given |= {"container": {"type": "view", "view_id": where.id}, "view": shown_view(state, where, values)}
        return given | {"actions": [action]}
    given = interaction(state, "block_actions", user, team) | of_message(state, where, user)
    return given | {"state": {"values": values}, "actions": [action]}


def message_shortcut(state: State, user: User, message: Message, callback_id: str) -> Json:
    """Give what a shortcut on a message sends."""
    channel = state.channels[message.channel]
    given = interaction(state, "message_action", user, state.teams[user.team])
    return given | {
        "action_ts": state.new_ts(),
        "callback_id": callback_id,
        "channel": {"id": channel.id, "name": channel.shown_name},
        "message_ts": message.ts,
        "message": state.shown(message),
        "response_url": state.new_response_url(channel.id, user.id, user.team, message),
    }


def elements_of(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Give every interactive element of blocks, each with the id of its block."""
    for block in blocks:
        name = str(block.get("block_id", ""))
        inner = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
        inner += [*(block.get("actions") or [])]
        for row in block.get("rows") or []:
            inner += [each for cell in row for each in (*(cell.get("elements") or []), cell.get("element"))]
        yield from ((name, each) for each in inner if isinstance(each, dict) and each.get("type"))
        yield from elements_of(block.get("child_blocks") or [])

"""What people do in a workspace, and what the app hears of it."""

from __future__ import annotations

import mimetypes

from tests.fakes.slack.answers import answer, missing_fields, values_of
from tests.fakes.slack.delivering import COMMANDS, EVENTS, INTERACTIVE, OPTIONS, Delivered
from tests.fakes.slack.dispatch import Dispatch
from tests.fakes.slack.methods.views import add_view, change_view, checked_view, shown_view
from tests.fakes.slack.payloads import (
    FAMILY,
    block_actions,
    changed_event,
    deleted_event,
    elements_of,
    event_callback,
    interaction,
    message_event,
    message_shortcut,
    of_message,
    slash_command,
    team_told,
)
from tests.fakes.slack.records import Channel, File, Json, Message, Team, User, View
from tests.fakes.slack.responding import respond
from tests.fakes.slack.state import State
from tests.fakes.slack.typed import read_typed

Whose = User | str
Where = Channel | str


class People:
    """People say, press, choose, fill in, upload, edit and delete; each awaits that the app was told.

    People and channels are given as objects, ids or names; a person in the place of a channel means the direct
    channel with the bot.
    """

    state: State
    dispatch: Dispatch

    def user(self, whose: Whose) -> User:
        """Give a person by id or name."""
        if isinstance(whose, User):
            return whose
        found = self.state.users.get(whose)
        return found or next(each for each in self.state.users.values() if each.name == whose)

    def channel(self, where: Where | User) -> Channel:
        """Give a channel by id or name, or the direct channel with a person."""
        if isinstance(where, Channel):
            return where
        if isinstance(where, User):
            return self.state.direct_channel(where.id)
        found = self.state.channels.get(where)
        return found or next(each for each in self.state.channels.values() if each.name == where)

    async def says(
        self,
        user: Whose,
        where: Where | User,
        text: str,
        *,
        thread: Message | str | None = None,
        files: tuple[File, ...] = (),
    ) -> Message:
        """Say something as typed (`@briefbot`, links and #channels are recognised)."""
        who, channel = self.user(user), self.channel(where)
        assert who.id in channel.members, f"{who.name} is not in {channel.id}"
        stored, blocks = read_typed(self.state, who.team, text)
        message = Message(
            channel=channel.id,
            ts=self.state.new_ts(),
            user=who.id,
            text=stored,
            way="person",
            team=who.team,
            blocks=blocks if stored else [],
            thread_ts=_thread_of(thread),
            files=[file.id for file in files],
            client_msg_id=self.state.new_id("client-"),
        )
        self.state.add_message(message)
        await self._tell_of_message(message, channel)
        return message

    async def _tell_of_message(self, message: Message, channel: Channel) -> None:
        team = team_told(self.state, channel)
        if team and f"<@{team.bot_user}>" in message.text and channel.kind != "im":
            await self._event(channel, team, "app_mention", message_event(self.state, message, channel, "app_mention"))
        await self._message_event(channel, message_event(self.state, message, channel))

    async def _message_event(self, channel: Channel, event: Json) -> None:
        team = team_told(self.state, channel)
        if team:
            await self._event(channel, team, f"message.{FAMILY[channel.kind]}", event)

    async def _event(self, channel: Channel | None, team: Team, subscription: str, event: Json) -> None:
        if subscription in self.state.subscriptions:
            shared = bool(channel and channel.is_ext_shared)
            await self.dispatch.deliver(EVENTS, event_callback(self.state, team, event, is_ext_shared=shared))

    async def notices(self, where: Where, user: Whose, subtype: str = "channel_join") -> None:
        """Let Slack itself remark something in a channel, such as who joined."""
        who, channel = self.user(user), self.channel(where)
        ts = self.state.new_ts()
        event: Json = {"type": "message", "subtype": subtype, "user": who.id, "ts": ts, "event_ts": ts}
        event |= {"text": f"<@{who.id}> has joined the channel", "channel": channel.id, "channel_type": channel.kind}
        await self._message_event(channel, event)

    async def edits(self, message: Message, text: str) -> None:
        """Change what one said."""
        before = self.state.shown(message)
        message.text, message.blocks = read_typed(self.state, message.team, text)
        message.edited_ts, message.edits = self.state.new_ts(), message.edits + 1
        channel = self.state.channels[message.channel]
        await self._message_event(channel, changed_event(self.state, message, before, channel))

    async def previews(self, message: Message) -> None:
        """Let Slack add a preview to a message: it is told as a change, though nobody changed a word."""
        channel = self.state.channels[message.channel]
        event = changed_event(self.state, message, self.state.shown(message), channel)
        event["message"] = event["message"] | {
            "attachments": [{"id": 1, "title": "A page", "from_url": "https://example.org"}]
        }
        await self._message_event(channel, event)

    async def deletes(self, message: Message) -> None:
        """Delete what one said; a parent with replies leaves a placeholder."""
        before = self.state.shown(message)
        channel = self.state.channels[message.channel]
        if self.state.replies(message.channel, message.ts):
            message.text, message.blocks, message.files = "This message was deleted.", [], []
            event = changed_event(self.state, message, before, channel)
            event["message"] = event["message"] | {"subtype": "tombstone", "hidden": True, "user": "USLACKBOT"}
            await self._message_event(channel, event)
            return
        message.is_deleted = True
        await self._message_event(channel, deleted_event(self.state, message, before, channel))

    async def uploads(
        self,
        user: Whose,
        where: Where | User,
        name: str,
        content: bytes,
        *,
        text: str = "",
        thread: Message | str | None = None,
        mode: str = "hosted",
        needs_check: bool = False,
    ) -> Message:
        """Drop a file in a channel, perhaps with words (`needs_check`: events carry its id alone)."""
        who, channel = self.user(user), self.channel(where)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(
            self.state.new_id("F"), name, content, who.id, who.team, kind, [channel.id], mode, needs_check=needs_check
        )
        self.state.files[file.id] = file
        return await self.says(who, channel, text, thread=thread, files=(file,))

    async def commands(self, user: Whose, where: Where | User, command: str, text: str = "") -> Delivered:
        """Run a slash command; what the acknowledgement says is shown to the person."""
        who, channel = self.user(user), self.channel(where)
        assert who.id in channel.members, f"{who.name} is not in {channel.id}"
        payload = slash_command(self.state, who, channel, command, text)
        delivered = await self.dispatch.deliver(COMMANDS, payload)
        if delivered.is_acknowledged and delivered.body:
            said = {"text": delivered.body} if isinstance(delivered.body, str) else delivered.body
            url = self.state.response_urls[payload["response_url"].rpartition("/")[2]]
            respond(self.state, url, said, "acknowledgement")
        return delivered

    async def presses(
        self, user: Whose, where: Message | View, action_id: str, *, value: str | None = None
    ) -> Delivered:
        """Press a button (`value` forges another value than the button has)."""
        who = self.user(user)
        block, button = _find_element(where, action_id)
        readers = button.get("visible_to_user_ids")
        assert readers is None or who.id in readers, f"{who.name} does not see {action_id}"
        action = {"action_id": action_id, "block_id": block, "type": button["type"]}
        for name in ("text", "value", "style", "url"):
            if name in button:
                action[name] = button[name]
        return await self._acts(who, where, action if value is None else action | {"value": value})

    async def rates(self, user: Whose, message: Message, action_id: str, *, good: bool) -> Delivered:
        """Press one of two feedback buttons."""
        block, element = _find_element(message, action_id)
        button = element["positive_button" if good else "negative_button"]
        action = {"action_id": action_id, "block_id": block, "type": "feedback_buttons"}
        return await self._acts(self.user(user), message, action | {"text": button["text"], "value": button["value"]})

    async def selects(self, user: Whose, where: Message | View, action_id: str, option: object) -> Delivered:
        """Choose in a menu: an option by its value or its text, or several, or a person's or a channel's id."""
        block, element = _find_element(where, action_id)
        action: Json = {"action_id": action_id, "block_id": block} | answer(element, option)
        return await self._acts(self.user(user), where, action, {action_id: option})

    async def _acts(self, user: User, where: Message | View, action: Json, values: Json | None = None) -> Delivered:
        if isinstance(where, Message):
            assert where.seen_by in {None, user.id}, f"{user.name} does not see {where.id}"
            assert user.id in self.state.channels[where.channel].members, f"{user.name} is not in {where.channel}"
        state = values_of(_blocks_of(where), values or {})
        return await self.dispatch.deliver(INTERACTIVE, block_actions(self.state, user, where, action, state))

    async def submits(self, view: View, values: Json | None = None) -> Delivered:
        """Send a modal off with what was filled in, by action_id or block_id; what the answer says is done."""
        user = self.state.users[view.user]
        state = values_of(view.given["blocks"], values or {})
        missing = missing_fields(view.given, state)
        assert not missing, f"the client does not send a modal without {missing}"
        payload = interaction(self.state, "view_submission", user, self.state.teams[view.team], view)
        payload |= {"view": shown_view(self.state, view, state), "response_urls": []}
        delivered = await self.dispatch.deliver(INTERACTIVE, payload)
        if delivered.is_acknowledged:
            self._do_as_answered(view, delivered.body)
        return delivered

    def _do_as_answered(self, view: View, body: Json | str | None) -> None:
        given = body if isinstance(body, dict) else {}
        match given.get("response_action"):
            case "errors":
                assert set(given["errors"]) <= {each["block_id"] for each in view.given["blocks"]}, given
                view.errors = given["errors"]
            case "update":
                change_view(self.state, view, checked_view(given.get("view"), "modal"))
            case "push":
                add_view(self.state, view.user, view.team, checked_view(given.get("view"), "modal"), view)
            case "clear":
                for each in self.state.views.values():
                    each.is_closed = each.is_closed or each.root == view.root
            case None:
                view.is_closed = True
            case other:
                raise AssertionError(f"no such response_action: {other}")

    async def closes(self, view: View) -> None:
        """Close a modal; the app hears of it if it asked to."""
        view.is_closed = True
        if view.given.get("notify_on_close"):
            payload = interaction(self.state, "view_closed", self.user(view.user), self.state.teams[view.team])
            payload |= {"view": shown_view(self.state, view), "is_cleared": False}
            await self.dispatch.deliver(INTERACTIVE, payload)

    async def looks_for(self, user: Whose, where: Message | View, action_id: str, typed: str) -> Delivered:
        """Type in a menu whose options the app gives."""
        who = self.user(user)
        block, _ = _find_element(where, action_id)
        payload = interaction(self.state, "block_suggestion", who, self.state.teams[where.team])
        payload |= {"action_id": action_id, "block_id": block, "value": typed}
        if isinstance(where, View):
            payload |= {"view": shown_view(self.state, where), "container": {"type": "view", "view_id": where.id}}
        else:
            payload |= of_message(self.state, where, who)
        return await self.dispatch.deliver(OPTIONS, payload)

    async def uses_shortcut(self, user: Whose, message: Message, callback_id: str | None = None) -> Delivered:
        """Use the app's shortcut on a message."""
        assert message.seen_by is None, "message shortcuts are not offered on ephemeral messages"
        name = callback_id or self.dispatch.message_shortcut
        payload = message_shortcut(self.state, self.user(user), message, name)
        return await self.dispatch.deliver(INTERACTIVE, payload)

    async def uses_global_shortcut(self, user: Whose, callback_id: str) -> Delivered:
        """Use a shortcut of the app that belongs to no message: it has no response_url."""
        who = self.user(user)
        payload = interaction(self.state, "shortcut", who, self.state.teams[who.team])
        payload |= {"action_ts": self.state.new_ts(), "callback_id": callback_id}
        return await self.dispatch.deliver(INTERACTIVE, payload)

    async def opens_home(self, user: Whose, tab: str = "home") -> View | None:
        """Open the app's Home tab; give what stands there when the app was told."""
        who = self.user(user)
        known = self.state.homes.get((who.team, who.id))
        channel = self.state.direct_channel(who.id)
        event: Json = {"type": "app_home_opened", "user": who.id, "channel": channel.id, "tab": tab}
        event["event_ts"] = self.state.new_ts()
        if known:
            event["view"] = shown_view(self.state, known)
        await self._event(None, self.state.teams[who.team], "app_home_opened", event)
        return self.state.homes.get((who.team, who.id))


def _thread_of(thread: Message | str | None) -> str | None:
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread


def _blocks_of(where: Message | View) -> list[Json]:
    return where.blocks if isinstance(where, Message) else where.given["blocks"]


def _find_element(where: Message | View, action_id: str) -> tuple[str, Json]:
    every = list(elements_of(_blocks_of(where)))
    for block, element in every:
        if element.get("action_id") == action_id:
            return block, element
    raise LookupError(f"no {action_id!r} among {[each.get('action_id') for _, each in every]}")

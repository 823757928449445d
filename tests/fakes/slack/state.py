"""The state of the fake: everything that Slack would remember, in plain dictionaries."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.records import (
    EVENTS,
    SCOPES,
    Channel,
    File,
    Json,
    Message,
    Request,
    ResponseUrl,
    Team,
    Token,
    Trigger,
    User,
    View,
)

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class State:
    """What the fake knows; `now` is its clock in seconds, `most_in_blocks` the sum that a message's blocks may have.

    `commands_can_replace`: whether the address that a slash command brings replaces what it posted before. Those who
    tried say that it posts anew, whatever `replace_original` says; so it does here unless told otherwise.
    """

    now: Callable[[], float] = time.time
    app_id: str = "A0BRIEFBOT"
    url: str = ""
    most_in_blocks: int = 13_000
    most_in_response: int = 1_000_000
    most_in_history: int = 999
    edit_window: float | None = None
    commands_can_replace: bool = False
    refused_blocks: set[str] = field(default_factory=set)
    subscriptions: set[str] = field(default_factory=lambda: set(EVENTS))
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    uploads: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[tuple[str, str], View] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    posted: list[Message] = field(default_factory=list)
    updated: list[Message] = field(default_factory=list)
    deleted: list[Message] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    codes: dict[str, Team] = field(default_factory=dict)
    refreshes: dict[str, Team] = field(default_factory=dict)
    heard: list[Callable[[str, Message, Json | None], None]] = field(default_factory=list)
    threads: dict[tuple[str, str], list[Message]] = field(default_factory=dict)
    _count: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _last_ts: int = 0

    def new_id(self, prefix: str) -> str:
        """Give an id that nothing has yet."""
        return f"{prefix}{next(self._count):010d}"

    def new_ts(self) -> str:
        """Give a time stamp later than all before."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_team(self, name: str, *, scopes: frozenset[str] = SCOPES) -> Team:
        """Add a workspace in which the app is installed; its bot token has some scopes."""
        team = Team(self.new_id("T"), name, name.lower().replace(" ", "-"), self.new_id("U"), self.new_id("B"))
        self.teams[team.id] = team
        self.users[team.bot_user] = User(team.bot_user, "briefbot", team.id, is_bot=True)
        self.add_token(team, "bot", set(scopes))
        return team

    def add_token(self, team: Team, kind: str, scopes: set[str]) -> Token:
        """Add a token of a workspace's bot (`bot`) or of the app (`app`)."""
        token = Token(f"{'xoxb' if kind == 'bot' else 'xapp'}-{self.new_id('K')}", kind, team.id, scopes)
        self.tokens[token.value] = token
        return token

    def add_message(self, message: Message) -> Message:
        """Keep a message, and put it in the record if the app made it."""
        if message.seen_by is None:
            self.messages.setdefault(message.channel, {})[message.ts] = message
            if message.is_reply:
                self.threads.setdefault((message.channel, str(message.thread_ts)), []).append(message)
        if message.bot_id:
            self.posted.append(message)
            self.tell("posted", message)
        return message

    def tell(self, what: str, message: Message, before: Json | None = None) -> None:
        """Tell who listens what the app did with a message (posted, updated, deleted) and how it was before."""
        for hear in self.heard:
            hear(what, message, before)

    def message(self, channel: str, ts: str) -> Message | None:
        """Give a message that all of the channel see and that still stands."""
        found = self.messages.get(channel, {}).get(ts)
        return found if found and not found.is_deleted else None

    def replies(self, channel: str, ts: str) -> list[Message]:
        """Give the replies under a message, oldest first."""
        return [each for each in self.threads.get((channel, ts), ()) if not each.is_deleted]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Give a message and its replies, oldest first."""
        parent = self.message(channel, ts)
        return [*([parent] if parent else []), *self.replies(channel, ts)]

    def direct_channel(self, user: str) -> Channel:
        """Give the direct channel of a person with the bot of the person's workspace; open it if need be."""
        team = self.teams[self.users[user].team]
        members = {user, team.bot_user}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == members:
                return channel
        channel = Channel(self.new_id("D"), "", team.id, "im", members, {team.id})
        self.channels[channel.id] = channel
        return channel

    def new_trigger(self, user: str, team: str, view: str | None = None) -> Trigger:
        """Give the right to open a modal."""
        trigger = Trigger(self.new_id("trigger."), user, team, self.now(), view)
        self.triggers[trigger.id] = trigger
        return trigger

    def use_trigger(self, given: object) -> Trigger:
        """Use up the right to open a modal."""
        trigger = self.triggers.get(str(given))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if self.now() - trigger.made_at > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def new_response_url(
        self, channel: str, user: str, team: str, original: Message | None = None, *, is_command: bool = False
    ) -> str:
        """Give an address under which an interaction may be answered."""
        made = ResponseUrl(self.new_id("r"), channel, user, team, self.now(), original, is_command)
        self.response_urls[made.token] = made
        return f"{self.url}/response/{team}/{made.token}"

    def shown(self, message: Message, *, metadata: bool = True) -> Json:
        """Give a message as payloads and the Web API show it."""
        team = self.teams.get(message.team)
        given: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
        given["team"] = message.team
        if message.blocks:
            given["blocks"] = message.blocks
        if message.bot_id and team:
            given |= {"bot_id": message.bot_id, "app_id": self.app_id}
            given["bot_profile"] = {"id": message.bot_id, "app_id": self.app_id, "name": "Briefbot", "team_id": team.id}
        if not message.bot_id and self.users[message.user].is_bot:
            given |= {"bot_id": "B0OTHER", "app_id": "A0OTHER"}
        if message.client_msg_id:
            given["client_msg_id"] = message.client_msg_id
        if message.edited_ts:
            given["edited"] = {"user": message.user, "ts": message.edited_ts}
        if message.files:
            given |= {"files": [self.shown_file(self.files[each]) for each in message.files], "upload": False}
        if message.metadata:
            given["metadata"] = message.metadata if metadata else {"event_type": message.metadata["event_type"]}
        return given | self._place_in_thread(message)

    def _place_in_thread(self, message: Message) -> Json:
        if message.is_reply:
            parent = self.message(message.channel, str(message.thread_ts))
            given: Json = {"thread_ts": message.thread_ts}
            return given | ({"parent_user_id": parent.user} if parent else {})
        replies = self.replies(message.channel, message.ts)
        if not replies:
            return {}
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({each.user for each in replies}),
            "latest_reply": replies[-1].ts,
        }

    def shown_file(self, file: File) -> Json:
        """Give a file as payloads and the Web API show it."""
        if file.needs_check:
            return {"id": file.id, "file_access": "check_file_info"}
        private = f"{self.url}/files-pri/{file.team}-{file.id}"
        ending = file.name.rpartition(".")[2]
        return {
            "id": file.id,
            "name": file.name,
            "title": file.name,
            "mimetype": file.mimetype,
            "filetype": ending,
            "pretty_type": ending.upper(),
            "user": file.user,
            "user_team": file.team,
            "size": len(file.content),
            "mode": file.mode,
            "is_external": file.mode == "external",
            "file_access": "visible",
            "url_private": f"{private}/{file.name}",
            "url_private_download": f"{private}/download/{file.name}",
            "channels": list(file.channels),
        }

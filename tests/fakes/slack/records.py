"""What a workspace is made of: teams, people, channels, messages, files, views, tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
"""A JSON object."""


@dataclass(slots=True)
class Team:
    """A workspace, and the bot as it is installed there."""

    id: str
    name: str
    domain: str
    bot_user: str
    bot_id: str
    is_active: bool = True


@dataclass(slots=True)
class User:
    """A person, or a bot."""

    id: str
    name: str
    team: str
    is_admin: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    is_stranger: bool = False
    zone: str = "Europe/London"


@dataclass(slots=True)
class Channel:
    """A channel, private channel, direct message or group of direct messages (`kind`: channel, group, im, mpim).

    `teams` are those whose workspace has it; `refusal` is the error that posting meets (restricted_action ...).
    """

    id: str
    name: str
    team: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    is_archived: bool = False
    refusal: str | None = None

    @property
    def is_ext_shared(self) -> bool:
        """Whether another organisation shares it."""
        return len(self.teams) > 1

    @property
    def shown_name(self) -> str:
        """The name that payloads of interactions and commands carry."""
        return {"channel": self.name, "im": "directmessage"}.get(self.kind, "privategroup")


@dataclass(slots=True)
class Message:
    """What stands in a channel; `user` is who said it, `seen_by` the only reader of an ephemeral one.

    `way` is how it was made: person, chat.postMessage, chat.postEphemeral, response_url, acknowledgement.
    """

    channel: str
    ts: str
    user: str
    text: str
    way: str
    team: str
    blocks: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    seen_by: str | None = None
    files: list[str] = field(default_factory=list)
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    parse: str | None = None
    link_names: bool = False
    mrkdwn: bool = True
    client_msg_id: str | None = None
    edits: int = 0
    edited_ts: str | None = None
    is_deleted: bool = False
    is_shown: bool = True
    is_broadcast: bool = False

    @property
    def id(self) -> str:
        """The channel and the ts."""
        return f"{self.channel}/{self.ts}"

    @property
    def key(self) -> str | None:
        """The opaque key that its metadata carries."""
        payload = (self.metadata or {}).get("event_payload")
        return payload.get("key") if isinstance(payload, dict) else None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread and does not begin one."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def may_unfurl(self) -> bool:
        """Whether Slack may add a preview of a link: it does unless both flags were given and false."""
        return self.bot_id is not None and not (self.unfurl_links is False and self.unfurl_media is False)


@dataclass(slots=True)
class File:
    """A file that somebody dropped; `redirect_to` sends who asks for it elsewhere."""

    id: str
    name: str
    content: bytes
    user: str
    team: str
    mimetype: str
    channels: list[str] = field(default_factory=list)
    mode: str = "hosted"
    redirect_to: str | None = None
    needs_check: bool = False


@dataclass(slots=True)
class View:
    """A modal or a Home tab as the fake keeps it: `given` is what the app gave."""

    id: str
    user: str
    team: str
    given: Json
    hash: str
    root: str
    previous: str | None = None
    errors: Json = field(default_factory=dict)
    is_closed: bool = False
    history: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Token:
    """A token (`kind`: bot or app) and what it may; `error` is what it meets instead (token_revoked ...)."""

    value: str
    kind: str
    team: str
    scopes: set[str]
    error: str | None = None


@dataclass(slots=True)
class ResponseUrl:
    """An address that answers an interaction: 5 times within 30 minutes; `original` is the message it belongs to."""

    token: str
    channel: str
    user: str
    team: str
    made_at: float
    original: Message | None = None
    is_command: bool = False
    uses: int = 0


@dataclass(slots=True)
class Trigger:
    """A right to open one modal within three seconds."""

    id: str
    user: str
    team: str
    made_at: float
    view: str | None = None
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the Web API as it came, and what was answered (None: the connection was cut)."""

    method: str
    args: Json
    token: str | None
    at: float
    answer: Json | None


SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "users:read",
    }
)
"""The scopes of an installation that may all that the fake knows."""
POST_ONLY = frozenset({"commands", "chat:write"})
EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "channel_id_changed",
        "channel_left",
        "group_archive",
        "group_left",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "tokens_revoked",
    }
)
"""The events that the app subscribes to unless a test says otherwise."""

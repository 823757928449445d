"""A call of a method: who calls, with what, and the checks that come before any method."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.records import Channel, Json, Team, Token
from tests.fakes.slack.state import State

HISTORY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
"""The family of scopes that reads a kind of channel."""
STRUCTURED = ("blocks", "metadata", "view", "attachments", "files")
"""Arguments that come as JSON inside a form."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call by the holder of a token in a workspace."""

    state: State
    method: str
    args: Mapping[str, Any]
    token: Token
    team: Team

    def text(self, name: str) -> str:
        """Give an argument as text; empty if it is missing."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Give an argument as true or false, in any of the forms that clients send."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def whole(self, name: str, default: int) -> int:
        """Give an argument as a whole number."""
        value = self.args.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError as error:
            raise SlackError(f"invalid_{name}") from error

    def need_scope(self, *any_of: str) -> None:
        """Refuse a token that has none of some scopes."""
        if not self.token.scopes & set(any_of):
            provided = ",".join(sorted(self.token.scopes))
            raise SlackError("missing_scope", needed=any_of[0], provided=provided)

    def need_read_scope(self, channel: Channel, kind: str) -> None:
        """Refuse a token that may not do something (read, history, write) with a kind of channel."""
        self.need_scope(f"{HISTORY[channel.kind]}:{kind}")

    def channel(self, given: str) -> Channel:
        """Give a channel that the bot can know of: a public one of its workspace, or one that it is in."""
        found = self.state.channels.get(given)
        is_known = found and self.team.id in found.teams
        if not found or not is_known or (found.kind != "channel" and self.team.bot_user not in found.members):
            raise SlackError("channel_not_found")
        return found

    def channel_it_is_in(self, given: str) -> Channel:
        """Give a channel of which the bot is a member."""
        found = self.channel(given)
        if self.team.bot_user not in found.members:
            raise SlackError("not_in_channel")
        return found


Method = Callable[[Call], Json]
METHODS: dict[str, Method] = {}
APP_TOKEN = {"apps.connections.open"}
NO_TOKEN = {"oauth.v2.access", "api.test"}
EITHER_TOKEN = {"auth.test"}


def method(name: str) -> Callable[[Method], Method]:
    """Register a method under its name."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def read_arguments(given: Mapping[str, Any]) -> Json:
    """Read the arguments that came as JSON inside a form."""
    args = dict(given)
    for name in STRUCTURED:
        value = args.get(name)
        if isinstance(value, str):
            if not value:
                del args[name]
                continue
            try:
                args[name] = json.loads(value)
            except ValueError as error:
                raise SlackError(f"invalid_{name}_format" if name == "blocks" else "invalid_arguments") from error
    return args


def check_token(state: State, name: str, given: str | None) -> Token:
    """Give the token of a call, or refuse it as Slack does."""
    if not given:
        raise SlackError("not_authed")
    token = state.tokens.get(given)
    if token is None:
        raise SlackError("invalid_auth")
    if token.error:
        raise SlackError(token.error)
    if not state.teams[token.team].is_active:
        raise SlackError("account_inactive")
    if name not in EITHER_TOKEN and (token.kind == "app") != (name in APP_TOKEN):
        raise SlackError("not_allowed_token_type")
    return token

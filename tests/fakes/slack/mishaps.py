"""What befalls an installation: channels archived and renumbered, the bot removed, the app uninstalled, tokens revoked."""

from __future__ import annotations

from tests.fakes.slack.delivering import EVENTS, Delivered
from tests.fakes.slack.dispatch import Dispatch
from tests.fakes.slack.payloads import VERIFICATION, event_callback
from tests.fakes.slack.records import Channel, Json, Team
from tests.fakes.slack.state import State


class Mishaps:
    """Things that happen to the app; each awaits that it was told, as far as it subscribes."""

    state: State
    dispatch: Dispatch

    async def archives(self, channel: Channel) -> None:
        """Archive a channel."""
        channel.is_archived = True
        kind = "channel_archive" if channel.kind == "channel" else "group_archive"
        await self._tell(channel.team, {"type": kind, "channel": channel.id, "user": "U0"})

    async def removes_bot(self, channel: Channel, team: Team | None = None) -> None:
        """Remove the bot from a channel."""
        bot = (team or self.state.teams[channel.team]).bot_user
        channel.members.discard(bot)
        kind = "channel_left" if channel.kind == "channel" else "group_left"
        await self._tell(channel.team, {"type": kind, "channel": channel.id, "actor_id": "U0"})
        left = {"type": "member_left_channel", "user": bot, "channel": channel.id, "team": channel.team}
        await self._tell(channel.team, left | {"channel_type": "C" if channel.kind == "channel" else "G"})

    async def invites_bot(self, channel: Channel) -> None:
        """Take the bot into a channel."""
        bot = self.state.teams[channel.team].bot_user
        channel.members.add(bot)
        joined = {"type": "member_joined_channel", "user": bot, "channel": channel.id, "team": channel.team}
        await self._tell(channel.team, joined | {"channel_type": "C" if channel.kind == "channel" else "G"})

    async def changes_channel_id(self, channel: Channel) -> str:
        """Give a channel another id; give the old one."""
        old, channel.id = channel.id, self.state.new_id("C")
        self.state.channels[channel.id] = self.state.channels.pop(old)
        self.state.messages[channel.id] = self.state.messages.pop(old, {})
        for message in self.state.messages[channel.id].values():
            message.channel = channel.id
        for place in [each for each in self.state.threads if each[0] == old]:
            self.state.threads[channel.id, place[1]] = self.state.threads.pop(place)
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": channel.id}
        await self._tell(channel.team, event)
        return old

    async def uninstalls(self, team: Team) -> None:
        """Uninstall the app from a workspace."""
        self.revokes(team, "account_inactive")
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [team.bot_user]}}
        await self._tell(team.id, revoked)
        await self._tell(team.id, {"type": "app_uninstalled"})

    def revokes(self, team: Team, error: str = "token_revoked") -> None:
        """Let the bot tokens of a workspace meet an error from now on (token_revoked, account_inactive, token_expired)."""
        for token in self.state.tokens.values():
            if token.team == team.id and token.kind == "bot":
                token.error = error

    def installs(self, team: Team) -> str:
        """Let somebody agree to the installation in a workspace; give the code for `oauth.v2.access`."""
        code = self.state.new_id("code-")
        self.state.codes[code] = team
        return code

    async def limits_events(self, team: Team) -> Delivered:
        """Tell the app that too many events came."""
        limited: Json = {"type": "app_rate_limited", "token": VERIFICATION, "team_id": team.id}
        limited |= {"minute_rate_limited": int(self.state.now()) // 60 * 60, "api_app_id": self.state.app_id}
        return await self.dispatch.deliver(EVENTS, limited)

    async def _tell(self, team: str, event: Json) -> None:
        if str(event["type"]) in self.state.subscriptions:
            given = event | {"event_ts": self.state.new_ts()}
            await self.dispatch.deliver(EVENTS, event_callback(self.state, self.state.teams[team], given))

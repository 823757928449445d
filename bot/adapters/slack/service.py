"""Slack as it is served: the way in, what handles events of its workspaces, and the way out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.adapters.dropping import policy_of_files
from bot.adapters.exchanges import SHOWN_AFTER_S, Exchanges
from bot.adapters.slack.app import bolt_app
from bot.adapters.slack.client import Workspace, web_client
from bot.adapters.slack.exchange import NAME, Means
from bot.adapters.slack.files import Files, stand_in
from bot.adapters.slack.handling import Handling
from bot.adapters.slack.homes import Homes
from bot.adapters.slack.lifecycle import Lifecycle
from bot.adapters.slack.places import Places
from bot.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.adapters.slack.http_mode import HttpMode
    from bot.adapters.slack.socket_mode import SocketMode
    from bot.answering.desk import Desk
    from bot.delivery.clock import Clock
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.delivery.ports import Platform
    from bot.delivery.sealing import Seal
    from bot.settings import Settings

__all__ = ["NAME", "is_configured", "open_handling", "open_way_in", "slack_platform", "slack_workspace"]


def is_configured(settings: Settings) -> bool:
    """Say whether there is a token for Slack; raises `SettingError` where what belongs to it is missing."""
    if not settings.slack_bot_token.get_secret_value():
        return False
    if settings.slack_mode == "http" and not settings.slack_signing_secret.get_secret_value():
        raise SettingError(
            "BRIEFBOT_SLACK_SIGNING_SECRET is missing: HTTP mode can't tell without it what Slack sends."
        )
    if settings.slack_mode == "socket" and not settings.slack_app_token.get_secret_value():
        raise SettingError("BRIEFBOT_SLACK_APP_TOKEN is missing: Socket Mode connects with it.")
    return True


def slack_workspace(settings: Settings) -> Workspace:
    """Give the workspace that the token is for."""
    return Workspace(web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url))


def slack_platform(workspace: Workspace, settings: Settings) -> Platform:
    """Give the way out."""
    from bot.adapters.slack.platform import SlackPlatform

    return SlackPlatform(workspace, settings.slack_api_url)


@asynccontextmanager
async def open_handling(
    settings: Settings,
    workspace: Workspace,
    desk: Desk,
    outbox: Outbox,
    platform: Platform,
    *,
    clock: Clock,
    shown_after_s: float = SHOWN_AFTER_S,
) -> AsyncIterator[Handling]:
    """Give what handles the events of Slack's workspaces."""
    places = Places(workspace.client, clock)
    async with Files(
        workspace.client, policy_of_files(stand_in(settings.slack_api_url), settings.fetch_contact)
    ) as files:
        yield Handling(
            Exchanges(desk, outbox, shown_after_s),
            workspace,
            places,
            Means(outbox, outbox.sender.seal, files, platform),
            Homes(desk, workspace.client, workspace),
            Lifecycle(desk.database, outbox, places),
        )


def open_way_in(
    settings: Settings, inbox: Inbox, workspace: Workspace, seal: Seal, clock: Clock
) -> HttpMode | SocketMode:
    """Give the way in that is set: Socket Mode, or HTTP."""
    app = bolt_app(inbox, workspace, seal, clock)
    if settings.slack_mode == "http":
        from bot.adapters.slack.http_mode import HttpMode

        secret = settings.slack_signing_secret.get_secret_value()
        return HttpMode(app, secret, clock, settings.http_host, settings.http_port)
    from bot.adapters.slack.socket_mode import SocketMode

    return SocketMode(app, settings.slack_app_token.get_secret_value(), settings.slack_api_url)

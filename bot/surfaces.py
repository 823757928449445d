"""The chat platforms as they are served: each with its way in, its way out, and what handles its events."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.desk import Desk
    from bot.delivery.clock import Clock
    from bot.delivery.deliveries import Delivery
    from bot.delivery.inbox import Inbox
    from bot.delivery.outbox import Outbox
    from bot.delivery.ports import Platform
    from bot.serving import Service
    from bot.settings import Settings
    from storage.delivery.records import ClaimedEvent, DeliveryRecord


class Handling(Protocol):
    """What handles the events of a platform."""

    async def handle(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Handle an event; what it gives is sent exactly once."""
        ...

    async def apologise(self, event: ClaimedEvent) -> Sequence[Delivery]:
        """Say that a request could not be answered."""
        ...


class Surface(Protocol):
    """A platform that is configured. `name` stands in front of its workspaces' names; `title` is for people."""

    name: str
    title: str
    platform: Platform

    def open_handling(self, desk: Desk, outbox: Outbox, clock: Clock) -> AbstractAsyncContextManager[Any]:
        """Open what handles its events."""
        ...

    def way_in(self, inbox: Inbox, handling: Any, clock: Clock) -> Service:  # noqa: ANN401
        """Give what takes in its events; `handling` is what was opened."""
        ...

    async def tell(self, handling: Any, given_up: DeliveryRecord) -> None:  # noqa: ANN401
        """Tell who set up what could not be delivered."""
        ...


class SlackSurface:
    """Slack."""

    def __init__(self, settings: Settings) -> None:
        from bot.adapters.slack import service

        self.name, self.title = service.NAME, "Slack"
        self._settings = settings
        self._workspace = service.slack_workspace(settings)
        self.platform = service.slack_platform(self._workspace, settings)

    def open_handling(self, desk: Desk, outbox: Outbox, clock: Clock) -> AbstractAsyncContextManager[Any]:
        """Open what handles its events."""
        from bot.adapters.slack import service

        return service.open_handling(self._settings, self._workspace, desk, outbox, self.platform, clock=clock)

    def way_in(self, inbox: Inbox, handling: Any, clock: Clock) -> Service:  # noqa: ANN401
        """Give what takes in its events."""
        from bot.adapters.slack import service

        return service.open_way_in(self._settings, inbox, self._workspace, handling.means.seal, clock)

    async def tell(self, handling: Any, given_up: DeliveryRecord) -> None:  # noqa: ANN401
        """Tell who set up what could not be delivered."""
        await handling.lifecycle.tell(given_up)


class DiscordSurface:
    """Discord."""

    def __init__(self, settings: Settings) -> None:
        from bot.adapters.discord import service
        from bot.adapters.discord.telling import Telling

        self.name, self.title = service.NAME, "Discord"
        self._settings = settings
        self._client = service.discord_client(settings)
        self._telling = Telling(self._client)
        self.platform = service.discord_platform(self._client)

    def open_handling(self, desk: Desk, outbox: Outbox, clock: Clock) -> AbstractAsyncContextManager[Any]:
        """Open what handles its events."""
        from bot.adapters.discord import service

        return service.open_handling(self._settings, desk, outbox, self.platform)

    def way_in(self, inbox: Inbox, handling: Any, clock: Clock) -> Service:  # noqa: ANN401
        """Give what takes in its events."""
        from bot.adapters.discord import service

        return service.open_way_in(self._settings, self._client, inbox, handling)

    async def tell(self, handling: Any, given_up: DeliveryRecord) -> None:  # noqa: ANN401
        """Tell who set up what could not be delivered."""
        await self._telling(given_up)


def configured_surfaces(settings: Settings) -> tuple[Surface, ...]:
    """Give the platforms that are configured; raises `SettingError` where what belongs to one is missing."""
    from bot.adapters.discord.service import is_configured as has_discord
    from bot.adapters.slack.service import is_configured as has_slack

    slack, discord = has_slack(settings), has_discord(settings)
    found: list[Surface] = [SlackSurface(settings)] if slack else []
    return (*found, DiscordSurface(settings)) if discord else tuple(found)

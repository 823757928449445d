"""Socket Mode: no public address is needed. Two connections, so that one is open while the other is renewed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters.slack.client import discreet_logger, web_client
from bot.delivery.waiting import wait_for

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp

CONNECTIONS = 2
PING_EVERY_S = 10.0
_CLOSES_WITHIN_S = 1.0
_log = logging.getLogger(__name__)


class SocketMode:
    """Holds the connections until it is asked to stop. They are renewed when Slack asks, and when they break."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        api_url: str,
        *,
        many: int = CONNECTIONS,
        ping_every_s: float = PING_EVERY_S,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._api_url = api_url
        self._many = many
        self._ping_every_s = ping_every_s
        self._handlers: list[AsyncSocketModeHandler] = []
        self._asked = asyncio.Event()
        self._is_closed = asyncio.Event()

    async def run(self) -> None:
        """Connect, and stay connected until `stop`."""
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        for _ in range(self._many):
            handler = AsyncSocketModeHandler(
                self._app,
                self._app_token,
                logger=discreet_logger(),
                web_client=web_client(self._app_token, self._api_url),
                ping_interval=self._ping_every_s,
            )
            handler.client.proxy = None
            self._handlers.append(handler)
        connecting = [asyncio.create_task(self._connect(each)) for each in self._handlers]
        await self._asked.wait()
        for task in connecting:
            task.cancel()
        await asyncio.gather(*connecting, return_exceptions=True)
        await asyncio.gather(*(self._close(each) for each in self._handlers))
        self._is_closed.set()

    async def stop(self, grace: timedelta = timedelta(seconds=5)) -> None:
        """Close the connections; what was acknowledged is kept."""
        self._asked.set()
        if self._handlers:
            await wait_for(self._is_closed, grace.total_seconds())

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        """Connect; the library goes on trying where that fails."""
        await handler.client.connect()  # type: ignore[no-untyped-call]
        _log.info("connected to Slack")

    async def _close(self, handler: AsyncSocketModeHandler) -> None:
        """Close a connection, whether or not the other side says good-bye in time."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(handler.client.close(), timeout=_CLOSES_WITHIN_S)  # type: ignore[no-untyped-call]
        with contextlib.suppress(Exception):
            await handler.client.aiohttp_client_session.close()

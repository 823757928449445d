"""Staying connected: what breaks is tried again, ever more slowly; what can't get better ends with a sentence."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.adapters.discord.client import Listening

FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 900.0
_FATAL = {
    4004: "Discord does not know the token. Make a new one in the Developer Portal and set BRIEFBOT_DISCORD_TOKEN.",
    4010: "BRIEFBOT_DISCORD_SHARD_IDS names a shard that there is not.",
    4011: "The bot is in too many servers for one connection. Set BRIEFBOT_DISCORD_SHARDS.",
    4012: "Discord does not take this version of its gateway any more. Update discord.py.",
    4013: "Discord does not know an intent that was asked for. Update discord.py.",
    4014: "Discord does not let this bot use an intent that was asked for.",
}
"""What Discord says at last, by the code with which it closes a connection."""
_log = logging.getLogger(__name__)


class Connection:
    """Holds a client connected until it is asked to stop."""

    def __init__(
        self, client: Listening, token: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._client = client
        self._token = token
        self._sleep = sleep
        self._asked = asyncio.Event()

    async def run(self) -> None:
        """Connect, and stay connected until `stop`. Where that is of no use, the log says why, and this waits."""
        holding = asyncio.create_task(self._hold())
        await self._asked.wait()
        with contextlib.suppress(Exception):
            await self._client.close()
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)

    async def stop(self, grace: timedelta = timedelta(seconds=5)) -> None:
        """Close the connection; what came is kept."""
        self._asked.set()

    async def _hold(self) -> None:
        wait, is_logged_in = FIRST_WAIT_S, False
        while True:
            began = asyncio.get_running_loop().time()
            try:
                if not is_logged_in:
                    await self._client.login(self._token)
                    is_logged_in = True
                await self._client.connect()
            except Exception as error:  # noqa: BLE001 - whatever the library raises, it is tried again or explained
                if sentence := fatal(error):
                    _log.error("Discord is not served: %s", sentence)
                    return
                _log.warning("not connected to Discord (%s); again soon", type(error).__name__)
            if not is_logged_in or self._client.is_closed():
                is_logged_in = False
                await self._client.reopen()
            if asyncio.get_running_loop().time() - began > LONGEST_WAIT_S:
                wait = FIRST_WAIT_S
            await self._sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)


def fatal(error: Exception) -> str:
    """Give the sentence for what does not get better by itself; empty for what may."""
    import discord

    if isinstance(error, discord.LoginFailure):
        return _FATAL[4004]
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return _FATAL[4014]
    if isinstance(error, discord.ConnectionClosed):
        return _FATAL.get(error.code, "")
    return ""

"""A Discord of our own on a port of loopback."""

from __future__ import annotations

from aiohttp import web

from tests.fakes.discord.rest import PREFIX, FakeDiscord


class ServedDiscord:
    """A fake Discord on a port of loopback."""

    def __init__(self, discord: FakeDiscord) -> None:
        self.discord = discord
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    async def __aenter__(self) -> ServedDiscord:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.discord.handle)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

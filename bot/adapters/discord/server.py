"""Where Discord is: its own servers, or others that speak as they do, which settings name."""

from __future__ import annotations

API_URL = "https://discord.com/api/v10"


def use_server(api_url: str, gateway_url: str) -> None:
    """Have the library talk to other servers, where any are named; it keeps their places for the whole process."""
    if api_url:
        from discord.http import Route

        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        from discord.gateway import DiscordWebSocket
        from yarl import URL

        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)

"""What is wrong with a Discord installation, and what it can and can't do: asked of Discord itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.adapters.discord.installing import INSTALLS
from bot.adapters.findings import Finding

if TYPE_CHECKING:
    from bot.adapters.discord.client import Listening
    from bot.settings import Settings

_FEW_LEFT = 50
_UNSET = 'BRIEFBOT_DISCORD_TOKEN is not set: Discord is not served. Copy it in the Developer Portal, under "Bot", "Reset Token".'
_UNKNOWN = 'Discord does not know the token. Copy it again in the Developer Portal, under "Bot", "Reset Token".'


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at the token, the application and the gateway; nothing is posted, and nobody connects."""
    import discord

    from bot.adapters.discord.service import discord_client

    if not settings.discord_token.get_secret_value():
        return (Finding(_UNSET, is_good=False),)
    client = discord_client(settings)
    try:
        await client.login(settings.discord_token.get_secret_value())
        return await _examine(client, settings)
    except discord.LoginFailure:
        return (Finding(_UNKNOWN, is_good=False),)
    except Exception as error:  # noqa: BLE001 - whatever the library raises, Discord was not reached
        said = f"Discord can't be reached ({type(error).__name__}). Check the network"
        return (Finding(f"{said}, and BRIEFBOT_DISCORD_API_URL if it is set.", is_good=False),)
    finally:
        await client.close()


async def _examine(client: Listening, settings: Settings) -> tuple[Finding, ...]:
    application = await _ask(client, "/applications/@me")
    gateway = await _ask(client, "/gateway/bot")
    id_ = str(application.get("id") or client.application_id)
    return (
        Finding(f"The token works: it is that of {client.user}."),
        Finding("It needs none of the intents that have to be asked for."),
        *_examine_gateway(gateway, settings),
        *_examine_commands(await _ask(client, f"/applications/{id_}/commands")),
        *_examine_installs(application),
        *(Finding(f"To install it {each.does}: {each.link(id_)}") for each in INSTALLS),
    )


def _examine_gateway(gateway: Mapping[str, Any], settings: Settings) -> tuple[Finding, ...]:
    wanted, have = int(gateway.get("shards") or 1), max(1, settings.discord_shards)
    limit = gateway.get("session_start_limit") or {}
    left, total = limit.get("remaining"), limit.get("total")
    findings = []
    if wanted > have:
        said = (
            f"Discord wants {wanted} connections for as many servers, not {have}. Set BRIEFBOT_DISCORD_SHARDS={wanted}."
        )
        findings.append(Finding(said, is_good=False))
    if isinstance(left, int) and isinstance(total, int):
        said = f"{left} of {total} new connections are left for today."
        wait = " Find out what connects again and again before starting it." if left < _FEW_LEFT else ""
        findings.append(Finding(f"{said}{wait}", is_good=left >= _FEW_LEFT))
    return tuple(findings)


def _examine_commands(commands: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - what Discord gives
    count = len(commands) if isinstance(commands, list) else 0
    if not count:
        return (Finding('Discord knows no commands yet: "briefbot serve" tells it when it starts.'),)
    return (
        Finding(f"Discord knows {count} commands; some change only in a few minutes, or when Discord is reloaded."),
    )


def _examine_installs(application: Mapping[str, Any]) -> tuple[Finding, ...]:
    ways = application.get("integration_types_config")
    if not isinstance(ways, dict) or "1" in ways:
        return ()
    said = (
        'It can\'t be installed for a person: that is off in the Developer Portal, under "Installation". Servers can.'
    )
    return (Finding(said),)


async def _ask(client: Listening, path: str) -> Any:  # noqa: ANN401 - what Discord gives
    from discord.http import Route

    return await client.http.request(Route("GET", path))

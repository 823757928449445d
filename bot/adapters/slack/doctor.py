"""What is wrong with a Slack installation, and what it can and can't do: asked of Slack itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.adapters.findings import Finding
from bot.adapters.slack.client import web_client
from bot.adapters.slack.scopes import POST_ONLY, REASONS, kind_of, missing_from

if TYPE_CHECKING:
    from bot.settings import Settings

_WHY = {
    "invalid_auth": "Slack does not know it. Copy it again from the app's page",
    "not_authed": "Slack does not know it. Copy it again from the app's page",
    "account_inactive": "the app was uninstalled, or its workspace is gone. Install it again",
    "token_revoked": "it was revoked. Install the app again",
    "token_expired": "it has expired. Install the app again",
    "not_allowed_token_type": "it is a token of another kind: a bot's begins with xoxb-, an app's with xapp-",
    "missing_scope": 'it lacks connections:write. Make an app-level token with it, under "Basic Information"',
}


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at tokens, scopes, mode and reachability; nothing is posted."""
    if not settings.slack_bot_token.get_secret_value():
        return (
            Finding("BRIEFBOT_SLACK_BOT_TOKEN is not set: Slack is not served. It begins with xoxb-.", is_good=False),
        )
    return (*await _examine_bot(settings), *await _examine_mode(settings))


async def _examine_bot(settings: Settings) -> tuple[Finding, ...]:
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    answer, problem = await _ask(client.auth_test())
    if problem:
        return (Finding(f"The bot token does not work: {problem}.", is_good=False),)
    said = str(answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or "")
    scopes = frozenset(each.strip() for each in said.split(",") if each.strip())
    works = Finding(f"The bot token works: {answer.get('user') or 'the bot'} in the workspace {answer.get('team')}.")
    return (works, *_examine_scopes(scopes))


def _examine_scopes(scopes: frozenset[str]) -> tuple[Finding, ...]:
    lacking = [scope for scope in sorted(POST_ONLY) if scope not in scopes]
    if lacking:
        named = ", ".join(f"{scope} ({REASONS[scope]})" for scope in lacking)
        return (
            Finding(f"Scopes are missing without which nothing works: {named}. Install the app again.", is_good=False),
        )
    kind = kind_of(scopes)
    head = {
        "full": "The installation is full: everything works.",
        "post-only": "The installation is post-only: it answers commands and the shortcut, and reads no messages.",
        "partial": "The installation has some scopes of the full one.",
    }[kind]
    can = "If nobody knows whether a message was posted, it is looked for before it is sent again."
    can_not = "If nobody knows whether a message was posted, it is not sent again and may be missing."
    look = Finding(can if "channels:history" in scopes else can_not)
    absent = [Finding(f"Without {scope}: no {reason}.") for scope, reason in missing_from(scopes)]
    return (Finding(head), look, *absent)


async def _examine_mode(settings: Settings) -> tuple[Finding, ...]:
    if settings.slack_mode == "http":
        return await _examine_http(settings)
    if not settings.slack_app_token.get_secret_value():
        said = "BRIEFBOT_SLACK_APP_TOKEN is not set: Socket Mode connects with it. It begins with xapp-."
        return (Finding(said, is_good=False),)
    client = web_client(None, settings.slack_api_url)
    token = settings.slack_app_token.get_secret_value()
    _, problem = await _ask(client.apps_connections_open(app_token=token))
    if problem:
        return (Finding(f"Socket Mode does not work with the app token: {problem}.", is_good=False),)
    return (Finding("Socket Mode works: Slack gives a connection."),)


async def _examine_http(settings: Settings) -> tuple[Finding, ...]:
    if not settings.slack_signing_secret.get_secret_value():
        said = "BRIEFBOT_SLACK_SIGNING_SECRET is not set: HTTP mode can't tell without it what Slack sends."
        return (Finding(said, is_good=False),)
    place = f"{settings.http_host}:{settings.http_port}"
    if await _is_listening(settings.http_host, settings.http_port):
        return (Finding(f"Something listens at {place}. Slack's request URL has to lead there, with /slack/events."),)
    return (Finding(f'Nothing listens at {place} now. Start "briefbot serve".', is_good=False),)


async def _is_listening(host: str, port: int) -> bool:
    """Say whether somebody has a port of this machine: it can't be had a second time then."""
    try:
        server = await asyncio.start_server(lambda _, writer: writer.close(), host, port)
    except OSError:
        return True
    server.close()
    await server.wait_closed()
    return False


async def _ask(asking: Any) -> tuple[Any, str]:  # noqa: ANN401 - slack_sdk names no type for its responses
    """Give what Slack answers, or why it does not."""
    from slack_sdk.errors import SlackApiError

    try:
        return await asking, ""
    except SlackApiError as error:
        code = str(error.response.get("error"))[:60]
        return None, _WHY.get(code, f'Slack says "{code}"')
    except Exception as error:  # noqa: BLE001 - whatever a library raises, Slack was not reached
        return (
            None,
            f"Slack can't be reached ({type(error).__name__}). Check the network, and BRIEFBOT_SLACK_API_URL if it is set",
        )

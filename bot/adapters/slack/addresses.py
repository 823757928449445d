"""The addresses that come with requests: whose they are, and posting an answer there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.adapters.slack import errors
from bot.adapters.slack.client import discreet_logger
from bot.delivery.ports import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLACKS = "slack.com"
_TIMEOUT_S = 20


def is_slacks(address: str, api_url: str) -> bool:
    """Say whether an address is Slack's, or of the server that is set in its place: who gets an answer reads it."""
    try:
        parts, api = urlsplit(address), urlsplit(api_url)
    except ValueError:
        return False
    if parts.netloc and parts.netloc == api.netloc:
        return parts.scheme == api.scheme
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == each or host.endswith(f".{each}") for each in (_SLACKS, api.hostname) if each
    )


async def answer_at(address: str | None, said: Mapping[str, Any], api_url: str) -> None:
    """Post an answer to an address, once; raises the errors of the outbox's ports."""
    from slack_sdk.webhook.async_client import AsyncWebhookClient

    if address is None or not is_slacks(address, api_url):
        raise RefusedError(errors.TIME_IS_OVER)
    client = AsyncWebhookClient(address, timeout=_TIMEOUT_S, logger=discreet_logger(), retry_handlers=[])
    client.proxy = None
    try:
        answer = await client.send_dict(dict(said))
    except Exception as error:  # noqa: BLE001 - whatever the library raises, nobody knows more than that
        raise errors.meaning_of_failure(error) from None
    if meant := errors.meaning_at_address(answer.status_code, str(answer.body), answer.headers):
        raise meant

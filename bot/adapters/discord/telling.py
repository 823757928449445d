"""Telling whoever set a delivery up that it was given up: a direct message, once, with what can be done."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.adapters.discord.calls import Calls
from bot.adapters.discord.errors import Doing
from bot.adapters.discord.payloads import posted_body
from bot.delivery.ports import RefusedError, part_key

if TYPE_CHECKING:
    import discord

    from storage.delivery.records import DeliveryRecord

_log = logging.getLogger(__name__)


class Telling:
    """Tells people over a logged-in client; what may go better later is raised, so that they are told later."""

    def __init__(self, client: discord.Client) -> None:
        self._calls = Calls(client)

    async def __call__(self, given_up: DeliveryRecord) -> None:
        """Tell who set a delivery up that it was given up; who takes no direct messages is not told."""
        if not given_up.set_up_by:
            return
        try:
            await self._tell(given_up.set_up_by, sentence_of(given_up), _key_of(given_up))
        except RefusedError as error:
            _log.warning("nobody was told that delivery %s was given up: %s", given_up.key, error.reason)

    async def _tell(self, person: str, sentence: str, key: str) -> None:
        path = "/users/@me/channels"
        channel = await self._calls.make(Doing.SEND, "POST", path, {}, json={"recipient_id": person})
        body = posted_body({"content": sentence}, key)
        path = "/channels/{channel_id}/messages"
        await self._calls.make(Doing.SEND, "POST", path, {"channel_id": str(channel["id"])}, json=body)


def sentence_of(given_up: DeliveryRecord) -> str:
    """Give what is told: where something was to go, and why it did not."""
    from bot.delivery.sending import MAY_BE_MISSING

    place = f"<#{given_up.channel}>" if given_up.channel.isdecimal() else "its channel"
    if given_up.reason == MAY_BE_MISSING:
        return f"What was to be posted in {place} may be missing there: Discord did not say whether it came."
    reason = given_up.reason or ""
    why = reason if reason.endswith(".") else "Discord did not take it, also later."
    return f"What was to be posted in {place} was not. {why}"


def _key_of(given_up: DeliveryRecord) -> str:
    return part_key(given_up.workspace, given_up.key, "told")

"""What is answered at once and changes nothing: modals opened, and what was filled in wrong said back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.adapters import briefing_form
from bot.adapters.slack.forms import Ways, read_form, ways_of_form
from bot.adapters.slack.rendering.pressing import read_press
from bot.adapters.slack.views import asking
from bot.adapters.slack.views.asking import ask_view
from bot.adapters.slack.views.briefing import brief_view
from bot.adapters.slack.views.fields import Wrong
from bot.answering.grammar import is_reference

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.adapters.slack.rendering.runs import Json
    from bot.delivery.clock import Clock
    from bot.delivery.sealing import Seal

_log = logging.getLogger(__name__)
COMMAND = "/brief"


class Opener:
    """Opens modals. The way back to where they were opened is carried in them, encrypted where it is a secret."""

    def __init__(self, client: AsyncWebClient, seal: Seal, clock: Clock) -> None:
        self._client = client
        self._seal = seal
        self._clock = clock

    def listen(self, app: AsyncApp) -> None:
        """Have bolt bring what opens a modal, and what was filled in wrong."""
        app.command(COMMAND)(self.open_brief)
        app.action("brief")(self.open_brief)
        app.action("ask")(self.open_question)
        for name in (briefing_form.NAME, asking.NAME):
            app.view(name)(self.refuse)

    async def open_brief(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the modal that asks what is to be briefed."""
        await ack()
        ways = self._ways(body)
        await self._open(body, brief_view(can_publish=not ways.is_direct, carried=ways.carried()))

    async def open_question(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the modal that asks for a question about a statement."""
        await ack()
        actions = body.get("actions") or [{}]
        press = read_press(actions[0])
        reference = press.command.removeprefix("ask").strip() if press else ""
        if not is_reference(reference):
            _log.warning("a button for questions names no statement")
            return
        await self._open(body, ask_view(reference, carried=self._ways(body).carried()))

    async def refuse(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Say what is wrong with what was filled in."""
        found = read_form(body.get("view") or {})
        if isinstance(found, Wrong) and found.errors:
            await ack(response_action="errors", errors=dict(found.errors))
        else:
            await ack()

    async def _open(self, body: Mapping[str, Any], view: Json) -> None:
        from slack_sdk.errors import SlackApiError

        try:
            await self._client.views_open(trigger_id=str(body.get("trigger_id")), view=dict(view))
        except SlackApiError as error:
            _log.warning("a modal could not be opened (%s)", str(error.response.get("error"))[:60])

    def _ways(self, body: Mapping[str, Any]) -> Ways:
        container = body.get("container") or {}
        if container.get("type") == "view":
            return ways_of_form(body.get("view") or {})
        is_for_all = container.get("type") == "message" and not container.get("is_ephemeral")
        channel = str(body.get("channel_id") or container.get("channel_id") or "")
        address = body.get("response_url")
        return Ways(
            channel,
            str(container.get("message_ts") or "") if is_for_all else "",
            str(container.get("thread_ts") or "") if is_for_all else "",
            self._seal.close(address) if isinstance(address, str) and address else "",
            self._clock.now().timestamp(),
            is_direct=is_for_all and channel.startswith("D"),
        )

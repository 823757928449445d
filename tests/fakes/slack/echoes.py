"""What an app hears of its own messages: Slack sends them back as events, as it sends those of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.slack.delivering import EVENTS
from tests.fakes.slack.dispatch import Dispatch
from tests.fakes.slack.payloads import FAMILY, changed_event, deleted_event, event_callback, message_event, team_told
from tests.fakes.slack.records import Json, Message
from tests.fakes.slack.state import State


@dataclass(slots=True)
class Echoes:
    """Sends what the app posts, changes and deletes back to it, in the background; off at first."""

    state: State
    dispatch: Dispatch
    are_on: bool = False
    _running: set[asyncio.Task[object]] = field(default_factory=set)

    def hear(self, what: str, message: Message, before: Json | None) -> None:
        """Send back what the app did with a message that all of a channel see."""
        channel = self.state.channels[message.channel]
        team = team_told(self.state, channel)
        is_told = team and f"message.{FAMILY[channel.kind]}" in self.state.subscriptions
        if not self.are_on or not team or not is_told or message.seen_by:
            return
        makers: dict[str, Callable[[], Json]] = {
            "posted": lambda: message_event(self.state, message, channel),
            "updated": lambda: changed_event(self.state, message, before or {}, channel),
            "deleted": lambda: deleted_event(self.state, message, before or {}, channel),
        }
        payload = event_callback(self.state, team, makers[what](), is_ext_shared=channel.is_ext_shared)
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(self.dispatch.deliver(EVENTS, payload))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settled(self) -> None:
        """Wait until all were taken, and those that they brought about."""
        while self._running:
            await asyncio.gather(*self._running)

    async def stop(self) -> None:
        """Send no more."""
        self.are_on = False
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

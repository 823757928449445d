"""The first thing that happens to what Slack sends: it is kept, and only then acknowledged."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.adapters.slack.payloads import Elsewhere
from bot.adapters.slack.sorting import Sorter

if TYPE_CHECKING:
    from slack_bolt import BoltResponse

    from bot.adapters.slack.client import Workspace
    from bot.delivery.clock import Clock
    from bot.delivery.inbox import Inbox
    from bot.delivery.sealing import Seal

Receive = Callable[[dict[str, Any], Callable[[], Awaitable[Any]]], Awaitable[Any]]
_log = logging.getLogger(__name__)


def receiver(inbox: Inbox, workspace: Workspace, seal: Seal, clock: Clock) -> Receive:
    """Give the middleware that keeps what comes in before bolt acknowledges it.

    What can't be kept is not acknowledged, so that Slack sends it again. What opens a modal goes on to its listener.
    """

    async def receive(body: dict[str, Any], next_: Callable[[], Awaitable[Any]]) -> BoltResponse | None:
        from slack_bolt import BoltResponse

        if body.get("type") == "app_rate_limited":
            _log.warning("Slack holds events back: more than 30,000 came within an hour")
        sorter = Sorter(await workspace.installation(), seal, clock.now().timestamp())
        found = sorter.sort(body)
        if found is Elsewhere.AT_ONCE:
            await next_()
            return None
        if not isinstance(found, Elsewhere):
            is_new = await inbox.receive(found)
            _log.debug("%s %s", "kept" if is_new else "came again:", found.key)
        return BoltResponse(status=200, body="")

    return receive

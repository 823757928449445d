"""`cancel`: an end to what is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.facts import CancelledFacts
from bot.answering.replies import Line, Reply

if TYPE_CHECKING:
    from bot.answering.commands import Cancel
    from bot.answering.context import Context

CANCELLED = "Cancelled. Nothing was stored."


async def cancel(context: Context, _: Cancel) -> Reply:
    """Answer `cancel`."""
    ended = context.running.cancel(context.request)
    said = f"Cancelled: {'; '.join(ended)}." if ended else "Nothing of yours is being read here."
    return Reply((Line(said),), facts=CancelledFacts(ended))

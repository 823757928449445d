"""The modal that stands while something is being read, until it is updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.safety import shortened
from bot.adapters.slack.views.fields import modal, said_line

if TYPE_CHECKING:
    from bot.adapters.slack.rendering.runs import Json

NAME = "waiting"
_LONGEST = 300


def waiting_view(text: str) -> Json:
    """Give the modal that says what is being done: "Reading example.org ..."."""
    return modal(NAME, "Briefbot", [said_line(shortened(text, _LONGEST) or "Reading ...")])

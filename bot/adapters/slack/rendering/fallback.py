"""A message's own text: all that its blocks say, without markup, for notifications and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.safety import escaped
from bot.delivery.halving import CONTINUES

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 3_900
"""Slack takes no longer text when it is edited than 4,000, and counts bytes."""


def fallback_text(texts: Iterable[str]) -> str:
    """Give texts as lines that Slack shows as they stand, cut at a line, else at a word, under 4,000 bytes."""
    lines = escaped("\n".join(text.strip("\n") for text in texts)).split("\n")
    kept: list[str] = []
    room = MOST_BYTES
    for line in lines:
        size = len(line.encode()) + 1
        if size > room:
            return "\n".join([*kept, *_beginning(line, room, is_alone=not kept), CONTINUES])
        kept.append(line)
        room -= size
    return "\n".join(kept)


def _beginning(line: str, room: int, *, is_alone: bool) -> list[str]:
    """Give the beginning of a line that is the only one, cut at a word; the others are left for the message itself."""
    if not is_alone:
        return []
    head = line.encode()[:room].decode(errors="ignore")
    at_word = head.rsplit(" ", 1)[0]
    return [at_word if len(at_word) > len(head) // 2 else head.rpartition("&")[0] or head]

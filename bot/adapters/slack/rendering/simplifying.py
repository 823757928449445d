"""A message for a workspace that refuses the newer blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.slack.rendering.tables import plain_form

if TYPE_CHECKING:
    from storage.delivery.records import Payload


def simplify(payload: Payload) -> Payload | None:
    """Give a payload whose tables are paragraphs; `None` if it has none, so that it would be refused again."""
    blocks = payload.get("blocks")
    if not isinstance(blocks, list):
        return None
    plain = [plain_form(block) for block in blocks]
    return {**payload, "blocks": plain} if plain != blocks else None

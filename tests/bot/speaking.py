"""What a reply says, as plain text."""

from __future__ import annotations

from bot.adapters.terminal.renderer import render_lines
from bot.answering.replies import Quote, Reply


def spoken(reply: Reply, width: int = 400) -> str:
    """Give a reply as the terminal shows it, without styles."""
    return "\n".join(line.plain for line in render_lines(reply, width))


def quotes(reply: Reply) -> list[Quote]:
    """Give the quotations of a reply."""
    return [block for block in reply.blocks if isinstance(block, Quote)]

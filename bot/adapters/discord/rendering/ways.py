"""Addresses as links hold them."""

from __future__ import annotations

import re

from bot.adapters.discord.rendering.safety import units
from bot.answering.fragments import is_link

_LONGEST = 400
"""Units. Twice as long and there is more address than text in a message, for it counts as text."""
_ENDING = re.compile(r"[()<>\\*\s\"'`|]")
"""What would end a link before its address does, or the bold text around it."""


def linkable(address: str | None) -> str | None:
    """Give an address as a link holds it; `None` if it is none of the web, or too long."""
    if address is None or not is_link(address):
        return None
    written = _ENDING.sub(lambda match: f"%{ord(match[0]):02X}", address)
    return written if units(written) <= _LONGEST else None


def way_back(address: str | None) -> str | None:
    """Give the address of a quotation as a link holds it: where that is too long, the address of the page."""
    return linkable(address) or linkable((address or "").partition("#")[0])

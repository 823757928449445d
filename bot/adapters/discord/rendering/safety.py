"""Text of others made harmless for Discord: shown as it stands, and nothing in it pings, links or formats.

A backslash takes the meaning from the sign behind it and is not shown itself. It stands only where the sign would act,
for notifications show it. The address of a page is shown as a text: a backslash parts it where it would be found. That
nothing pings is said with each message besides, for Discord's server looks for `@everyone` whatever stands before it.
"""

from __future__ import annotations

import re

from bot.adapters.safety import encodable, harmless, on_one_line
from bot.adapters.safety import shortened as _shortened

__all__ = ["encodable", "escaped", "harmless", "in_code", "on_one_line", "shortened", "units"]

_ANYWHERE = re.compile(
    r"[\\*_`\[]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||<(?=\S)"
    r"|@(?=[!&\d]|everyone|here|clyde)|(?<!\w)@(?=\w)|(?<=<)#(?=\d)"
    r"|:(?=[:/]|[^\s:]{1,64}:)"
    r"|(?<=\w)\.(?=[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}[/:?#])|(?<=\bwww)\.",
    re.IGNORECASE,
)
"""Signs of formatting; of mentions, emoji, times and commands; of addresses, with their scheme and without it."""
_AT_LINE_START = re.compile(r"^([^\S\n]*)(#(?=#{0,2}(?:\s|$))|-(?=[\s#]|$)|\+(?=\s|$)|>|\d+[.)](?=\s|$))", re.MULTILINE)
_FENCE = "```"


def units(text: str) -> int:
    """Give how long a text is at most as Discord counts: UTF-16 units, which are never fewer than characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def escaped(text: str) -> str:
    """Give a text that Discord shows as it stands, whatever it holds; line ends stay, dangerous characters as numbers."""
    shown = _ANYWHERE.sub(lambda match: f"\\{match[0]}", harmless(text))
    return _AT_LINE_START.sub(_escape_line_start, shown)


def in_code(text: str) -> str | None:
    """Give a text as a block to copy from; `None` where it would end the block itself."""
    shown = harmless(text).strip("\n")
    if _FENCE in shown or not shown.strip():
        return None
    return f"{_FENCE}\n{shown}\n{_FENCE}"


def shortened(text: str, limit: int) -> str:
    """Give harmless text on one line, cut at a word where it has more than `limit` UTF-16 units; never quotations."""
    room = limit
    while units(short := _shortened(text, room)) > limit:
        room -= units(short) - limit
    return short


def _escape_line_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}"

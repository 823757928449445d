"""A message that Discord still finds too long, as two: between paragraphs, else lines, else words. Nothing is dropped.

A line that is cut goes on as what it was: a quotation as a quotation, small print as small print, bold text bold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.delivery.halving import CONTINUES

if TYPE_CHECKING:
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

_LINK = re.compile(r"\[(?:\\.|[^\]\\])*\]\(<[^>]*>\)")
_PREFIX = re.compile(r"^(?:> |-# )?")
_MARK = re.compile(r"\\.|(\*\*|\*)", re.DOTALL)
_FENCE = "```"
_MARKED = re.compile(rf"[\s\u00a0]*\*?{re.escape(CONTINUES)}\*?$")


def halve(payload: Payload) -> Halves | None:
    """Give the halves of a payload; `None` where it can't be parted.

    What is pressed stands below the second, but in the answer to a command, whose second half may not arrive.
    """
    from storage.delivery.progress import Halves

    halves = halve_content(str(payload.get("content", "")))
    if halves is None:
        return None
    way = payload.get("way", "message")
    components = payload.get("components", [])
    above, below = ([], components) if way == "message" else (components, [])
    second = {name: value for name, value in payload.items() if name not in {"reply_to", "forum"}}
    if way == "original":
        second["way"] = "followup"
    return Halves(
        {**payload, "content": halves[0], "components": above},
        {**second, "content": halves[1], "components": below},
        is_threaded="forum" in payload,
    )


def halve_content(content: str) -> tuple[str, str] | None:
    """Give the halves of a message's content, each of them content."""
    return _between(content, "\n\n") or _between(content, "\n") or _in_line(content.strip())


def _between(content: str, gap: str) -> tuple[str, str] | None:
    """Give the content parted at the gap nearest to its middle; a block to copy is no place for it."""
    places = [match.start() for match in re.finditer(gap, content) if content[: match.start()].count(_FENCE) % 2 == 0]
    inner = [at for at in places if content[:at].strip() and content[at:].strip()]
    if not inner:
        return None
    at = min(inner, key=lambda place: abs(2 * place - len(content)))
    return content[:at].rstrip("\n"), content[at:].lstrip("\n")


def _in_line(line: str) -> tuple[str, str] | None:
    if line.startswith(_FENCE):
        return _in_block(line)
    match = _PREFIX.match(line)
    prefix = match[0] if match else ""
    links = [found.span() for found in _LINK.finditer(line)]
    spaces = [found.start() for found in re.finditer(r"(?<=\S) (?=\S)", line) if found.start() > len(prefix)]
    places = [at for at in spaces if not any(start < at < end for start, end in links) and not _MARKED.match(line[at:])]
    if not places:
        return None
    at = min(places, key=lambda place: abs(2 * place - len(line)))
    style = _style_at(line[:at])
    return f"{line[:at]}{style} *{CONTINUES}*", f"{prefix}{style}{line[at + 1 :]}"


def _in_block(block: str) -> tuple[str, str] | None:
    """Give a block to copy as two."""
    text = block.removeprefix(_FENCE).removesuffix(_FENCE).strip("\n")
    places = [found.start() for found in re.finditer(r"(?<=\S)\s(?=\S)", text)]
    if not places:
        return None
    at = min(places, key=lambda place: abs(2 * place - len(text)))
    return f"{_FENCE}\n{text[:at]}\n{_FENCE}\n-# {CONTINUES}", f"{_FENCE}\n{text[at + 1 :]}\n{_FENCE}"


def _style_at(content: str) -> str:
    """Give the mark of the style that is open at the end of a content, empty if there is none."""
    is_open = ""
    for match in _MARK.finditer(_LINK.sub("", content)):
        if match[1]:
            is_open = "" if is_open == match[1] else match[1]
    return is_open

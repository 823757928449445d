"""A message that Slack still finds too long, as two: between blocks, else inside the only one. Nothing is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.slack.rendering.fallback import fallback_text
from bot.adapters.slack.rendering.pieces import weigh
from bot.adapters.slack.rendering.reading import text_of_block
from bot.delivery.halving import CONTINUES, halve_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.adapters.slack.rendering.runs import Json
    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

_MARK = {"type": "text", "text": CONTINUES, "style": {"italic": True}}


def halve(payload: Payload) -> Halves | None:
    """Give the halves of a payload, the buttons with the first; `None` where it can't be parted."""
    blocks = payload.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        return _halve_text_alone(payload)
    content = [block for block in blocks if block.get("type") != "actions"]
    rows = [block for block in blocks if block.get("type") == "actions"]
    parted = _part(content)
    if parted:
        return _halves(payload, [*parted[0], *rows], parted[1])
    return _halves(payload, content, rows) if content and rows else None


def _halves(payload: Payload, first: Sequence[Json], second: Sequence[Json]) -> Halves:
    """Give both as payloads; a message of its own gets the second in its thread, and nothing is replaced twice."""
    from storage.delivery.progress import Halves

    is_threaded = payload.get("way", "message") == "message" and not payload.get("thread_ts")
    later = {**payload, "replace": False} if "replace" in payload else payload
    return Halves(_with(payload, first), _with(later, second), is_threaded=is_threaded)


def _with(payload: Payload, blocks: Sequence[Json]) -> Payload:
    said = [text for text in map(text_of_block, blocks) if text]
    return {**payload, "blocks": list(blocks), "text": fallback_text(said) or str(payload.get("text", ""))}


def _halve_text_alone(payload: Payload) -> Halves | None:
    from storage.delivery.progress import Halves

    halves = halve_text(str(payload.get("text", "")))
    if halves is None:
        return None
    is_threaded = payload.get("way", "message") == "message" and not payload.get("thread_ts")
    return Halves({**payload, "text": halves[0]}, {**payload, "text": halves[1]}, is_threaded=is_threaded)


def _part(blocks: Sequence[Json]) -> tuple[list[Json], list[Json]] | None:
    if len(blocks) > 1:
        at = _middle([weigh(block) for block in blocks])
        return list(blocks[:at]), list(blocks[at:])
    return _part_block(blocks[0]) if blocks else None


def _middle(weights: Sequence[int]) -> int:
    """Give the place between items at which the two sides weigh most alike; both hold something."""
    return min(range(1, len(weights)), key=lambda at: abs(sum(weights[:at]) - sum(weights[at:])))


def _part_block(block: Json) -> tuple[list[Json], list[Json]] | None:
    match block.get("type"):
        case "rich_text":
            return _part_rich_text(block)
        case "table":
            return _part_table(block)
        case _:
            return None


def _part_rich_text(block: Json) -> tuple[list[Json], list[Json]] | None:
    elements = block["elements"]
    if not isinstance(elements, list):
        return None
    if len(elements) > 1:
        at = _middle([weigh(element) for element in elements])
        return [{**block, "elements": elements[:at]}], [{**block, "elements": elements[at:]}]
    parted = _part_texts(elements[0])
    if parted is None:
        return None
    return [{**block, "elements": [parted[0]]}], [{**block, "elements": [parted[1]]}]


def _part_texts(holder: Mapping[str, object]) -> tuple[Json, Json] | None:
    """Give a paragraph or quotation as two, cut between its texts, else in its only one, at a space."""
    parts = holder["elements"]
    if not isinstance(parts, list):
        return None
    longest = max(range(len(parts)), key=lambda at: weigh(parts[at]), default=0)
    is_text = bool(parts) and parts[longest].get("type") == "text"
    cut = _place(str(parts[longest]["text"])) if is_text else None
    if cut is not None:
        whole = parts[longest]
        head, tail = {**whole, "text": whole["text"][:cut]}, {**whole, "text": whole["text"][cut:]}
        first, second = [*parts[:longest], head, _MARK], [tail, *parts[longest + 1 :]]
    elif len(parts) > 1:
        at = _middle([weigh(part) for part in parts])
        first, second = [*parts[:at], {**_MARK, "text": f" {CONTINUES}"}], parts[at:]
    else:
        return None
    return {**holder, "elements": first}, {**holder, "elements": second}


def _place(text: str) -> int | None:
    """Give the place behind the space nearest to the middle of a text."""
    places = [at + 1 for at, character in enumerate(text[:-1]) if character.isspace() and at]
    return min(places, key=lambda at: abs(2 * at - len(text)), default=None)


def _part_table(block: Json) -> tuple[list[Json], list[Json]] | None:
    """Give a table as two, each with the head of the columns."""
    rows = block["rows"]
    if not isinstance(rows, list) or len(rows) < 3:
        return None
    head, *rest = rows
    at = _middle([weigh(row) for row in rest])
    return [{**block, "rows": [head, *rest[:at]]}], [{**block, "rows": [head, *rest[at:]]}]

"""What a person sees in a message, and what of it is live: links, mentions, emoji, formatting.

Shares nothing with the code that makes messages.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from tests.fakes.slack.mrkdwn import (
    ANY_NAME,
    live_addresses,
    live_controls,
    live_emoji,
    live_in_markdown,
    live_in_mrkdwn,
    read_mrkdwn,
    unescape,
)
from tests.fakes.slack.records import Json


class Shown(Protocol):
    """Anything with a text and blocks: a message of the fake, or one that was only rendered."""

    @property
    def text(self) -> str:
        """The text of notifications and screen readers."""
        ...

    @property
    def blocks(self) -> Sequence[Mapping[str, Any]]:
        """The blocks."""
        ...


Anything = Shown | Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""A message, a payload with text and blocks, a view, or blocks alone."""
CONTROLS = frozenset({"actions", "context_actions"})
ACTING = {"user": "mention", "usergroup": "mention", "broadcast": "mention", "team": "mention", "channel": "channel"}


def parts_of(message: Anything) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """Give the text and the blocks of anything that has them."""
    if isinstance(message, Mapping):
        return str(message.get("text") or ""), message.get("blocks") or []
    if isinstance(message, Sequence):
        return "", message
    return message.text, message.blocks


def visible_text(message: Anything) -> str:
    """Give what a person reads in a message, block after block, a line a paragraph; buttons and menus left out.

    Where there are no blocks it is the text. List items stand without their marks, cells a line each.
    """
    text, blocks = parts_of(message)
    return "\n".join(visible_lines(blocks)) if blocks else read_mrkdwn(text)


def visible_lines(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give the paragraphs of blocks in the order of reading."""
    for block in blocks:
        if block["type"] not in CONTROLS:
            yield from _lines(dict(block))


def spoken_text(message: Anything) -> str:
    """Give what notifications and screen readers say: the top-level text."""
    return read_mrkdwn(parts_of(message)[0])


def control_labels(message: Anything) -> list[str]:
    """Give the labels of buttons and the placeholders of menus, in order."""
    return list(_labels(list(parts_of(message)[1])))


def _labels(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _labels(each)
    elif isinstance(value, dict):
        if value.get("type") in {"button", "icon_button", "workflow_button"}:
            yield value["text"]["text"]
        elif isinstance(value.get("placeholder"), dict):
            yield value["placeholder"]["text"]
        for name in ("elements", "accessory", "child_blocks", "actions", "rows", "positive_button", "negative_button"):
            yield from _labels(value.get(name))


def _lines(block: Json) -> Iterator[str]:
    reader = READERS.get(str(block["type"]))
    return reader(block) if reader else iter(())


def _section_lines(block: Json) -> Iterator[str]:
    yield from (_object_text(each) for each in (block.get("text"), *(block.get("fields") or [])) if each)


def _table_lines(block: Json) -> Iterator[str]:
    yield from filter(None, [block.get("caption")])
    yield from (line for row in block["rows"] for cell in row for line in _cell_lines(cell))


def _container_lines(block: Json) -> Iterator[str]:
    yield from _named_lines(block, ("title", "subtitle"))
    yield from visible_lines(block["child_blocks"])


def _named_lines(block: Json, names: tuple[str, ...]) -> Iterator[str]:
    if "rich_text_title" in block:
        yield from _rich_lines(block["rich_text_title"]["elements"])
        names = tuple(name for name in names if name != "title")
    yield from (_object_text(block[name]) for name in names if block.get(name))


def _object_text(text: Json) -> str:
    return read_mrkdwn(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _cell_lines(cell: Json) -> Iterator[str]:
    if cell["type"] == "rich_text":
        yield from _rich_lines(cell["elements"])
    elif cell["type"] in {"raw_text", "raw_number"}:
        yield str(cell.get("text", cell.get("value")))


def _chart_lines(block: Json) -> Iterator[str]:
    chart = block["chart"]
    yield block["title"]
    for point in chart.get("segments") or []:
        yield f"{point['label']} {point['value']}"
    for series in chart.get("series") or []:
        yield series["name"]
        yield from (f"{point['label']} {point['value']}" for point in series["data"])


def _rich_lines(holders: Iterable[Json]) -> Iterator[str]:
    for holder in holders:
        if holder["type"] == "rich_text_list":
            yield from _rich_lines(holder["elements"])
        else:
            yield "".join(_rich_part(part) for part in holder["elements"])


def _rich_part(part: Json) -> str:
    match part["type"]:
        case "text":
            return str(part["text"])
        case "link":
            return str(part.get("text") or part["url"])
        case "emoji":
            return f":{part['name']}:"
        case "user" | "usergroup" | "channel" | "team":
            return f"<{part[part['type'] + '_id']}>"
        case "broadcast":
            return f"@{part['range']}"
        case "date":
            moment = datetime.datetime.fromtimestamp(part["timestamp"], datetime.UTC)
            return str(part.get("fallback") or moment.isoformat())
        case other:
            return f"<{other}>"


READERS: dict[str, Callable[[Json], Iterator[str]]] = {
    "rich_text": lambda block: _rich_lines(block["elements"]),
    "section": _section_lines,
    "context": lambda block: (_object_text(each) for each in block["elements"] if each["type"] != "image"),
    "header": lambda block: _named_lines(block, ("text",)),
    "alert": lambda block: _named_lines(block, ("text",)),
    "markdown": lambda block: iter([block["text"]]),
    "table": _table_lines,
    "data_table": _table_lines,
    "data_visualization": _chart_lines,
    "container": _container_lines,
    "card": lambda block: _named_lines(block, ("title", "subtitle", "body", "subtext")),
    "carousel": lambda block: visible_lines(block["elements"]),
    "input": lambda block: _named_lines(block, ("label", "hint")),
}


def live(message: Anything, links: Collection[str] = ()) -> list[str]:
    """Give all that acts in a message, other than links to expected addresses: kind, colon, the words.

    Kinds: mention, channel, link, autolink, emoji, formatting, date, image, and what a markdown block makes of text.
    """
    text, blocks = parts_of(message)
    found = [each for block in blocks for each in _live(dict(block), links)]
    found += list(live_controls(text, links))
    if not blocks:
        found += _live_top(message, text, links)
    elif _flag(message, "link_names"):
        found += [f"mention: {match[0]}" for match in ANY_NAME.finditer(text)]
    return found


def _live_top(message: Anything, text: str, links: Collection[str]) -> list[str]:
    """Give what acts in a text that stands alone, by the flags that it was sent with."""
    if _flag(message, "parse") == "full" or _flag(message, "link_names"):
        names = [f"mention: {match[0]}" for match in ANY_NAME.finditer(text)]
        return [*live_in_mrkdwn(text, verbatim=False), *names]
    is_plain = _flag(message, "mrkdwn") is False
    found = list(live_emoji(text)) if is_plain else live_in_mrkdwn(text, verbatim=True, links=links)
    own = set(live_controls(text, links))
    addresses = [] if _flag(message, "parse") == "none" else list(live_addresses(text))
    return [each for each in (*found, *addresses) if each not in own]


def _flag(message: Anything, name: str) -> object:
    return message.get(name) if isinstance(message, Mapping) else getattr(message, name, None)


def _live(value: object, links: Collection[str]) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _live(each, links)
    elif isinstance(value, dict):
        yield from _live_object(value, links)
        for name, inner in value.items():
            if name not in {"value", "private_metadata"}:
                yield from _live(inner, links)


def _live_object(value: Json, links: Collection[str]) -> Iterator[str]:
    kind = value.get("type")
    if kind == "mrkdwn":
        yield from live_in_mrkdwn(str(value["text"]), verbatim=value.get("verbatim") is True, links=links)
    elif kind == "plain_text" and value.get("emoji") is not False:
        yield from live_emoji(str(value["text"]))
    elif kind == "markdown":
        yield from live_in_markdown(str(value["text"]), links)
    elif kind == "emoji":
        yield f"emoji: :{value['name']}:"
    elif kind == "date":
        yield f"date: {value['timestamp']}"
    elif kind in ACTING:
        yield f"{ACTING[kind]}: {_rich_part(value)}"
    if kind in {"link", "button"} and value.get("url") and value["url"] not in links:
        yield f"link: {value['url']}"
    if value.get("image_url"):
        yield f"image: {value['image_url']}"


def doubtful(message: Anything) -> list[str]:
    """Give the colon forms in rich text and in cells: whether Slack makes emoji of them is documented nowhere."""

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, list | tuple):
            for each in value:
                yield from walk(each)
        elif isinstance(value, dict):
            if value.get("type") in {"text", "raw_text"}:
                yield from live_emoji(str(value["text"]))
            yield from (each for inner in value.values() for each in walk(inner))

    return list(walk(list(parts_of(message)[1])))


__all__ = ["control_labels", "doubtful", "live", "spoken_text", "unescape", "visible_lines", "visible_text"]

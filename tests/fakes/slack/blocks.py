"""What the real Slack would refuse in blocks: `problems(blocks, surface)`, by the limits of its reference.

The table is ours and shares nothing with the code that makes blocks. slack_sdk's models check what they know as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.slack.checks.composition import EITHER, check_text, check_url, optional_text
from tests.fakes.slack.checks.elements import (
    BUTTON,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    check_action_ids,
    check_element,
)
from tests.fakes.slack.checks.findings import Check, Findings, Json
from tests.fakes.slack.checks.modelled import modelled_problems
from tests.fakes.slack.checks.rich_text import check_rich_text
from tests.fakes.slack.checks.tables import check_data_table, check_data_visualization, check_table

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
HEADER_COST = 100
"""What a header counts for in the sum of a message beside its text, as measured by others."""


def problems(blocks: object, surface: str = "message") -> list[str]:
    """Say what is wrong with blocks on a surface (message, modal, home), each with its JSON pointer."""
    every = blocks if isinstance(blocks, list | tuple) else []
    modelled = [each for block in every if isinstance(block, dict) for each in modelled_problems(block)]
    return own_problems(blocks, surface) + modelled


def own_problems(blocks: object, surface: str = "message") -> list[str]:
    """Say what is wrong with blocks by our own table alone, without asking slack_sdk."""
    found = Findings(surface)
    at = "/blocks"
    objects = found.objects(at, blocks, MOST_BLOCKS[surface])
    for place, block in objects:
        check_block(found, place, block, BLOCKS)
    _check_block_ids(found, [block for _, block in objects])
    _check_sums(found, [block for _, block in objects])
    return found.problems


def check_block(found: Findings, at: str, block: Json, allowed: Mapping[str, Check]) -> None:
    """Check a block that stands where only some kinds may."""
    kind = block.get("type")
    if kind not in allowed:
        found.add(f"{at}/type", f"unsupported type: {kind}")
        return
    if found.surface not in SURFACES.get(str(kind), ALL):
        found.add(f"{at}/type", f"{kind} is not allowed in a {found.surface}")
    found.optional_length(at, block, "block_id", 255)
    allowed[str(kind)](found, at, block)


def texts_of(block: object, key: str = "") -> Iterator[str]:
    """Give every text that a block shows, in order: what counts towards the sum of a message."""
    if isinstance(block, str):
        if key in {"text", "title", "caption", "label", "name", "subtitle", "categories", "x_label", "y_label"}:
            yield block
    elif isinstance(block, dict):
        for name, value in block.items():
            yield from texts_of(value, name)
    elif isinstance(block, list | tuple):
        for value in block:
            yield from texts_of(value, key)


def sum_of_blocks(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Give the characters of a message's blocks together, as the limit of the message counts them."""
    headers = [block for block in blocks if block.get("type") == "header"]
    texts = (text for block in blocks for text in texts_of(dict(block)))
    return sum(map(len, texts)) + HEADER_COST * len(headers)


def _header(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "text", "level"})
    check_text(found, f"{at}/text", block.get("text"), 150)
    if "level" in block:
        found.whole(f"{at}/level", block["level"], 1, 4)


def _section(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "text", "fields", "accessory", "expand"})
    if not block.get("text") and not block.get("fields"):
        found.add(at, "needs text or fields")
    optional_text(found, at, block, "text", 3000, kinds=EITHER)
    if "fields" in block:
        for place, field in found.objects(f"{at}/fields", block["fields"], 10):
            check_text(found, place, field, 2000, EITHER)
    if isinstance(block.get("accessory"), dict):
        check_element(found, f"{at}/accessory", block["accessory"], IN_SECTION)
    found.flags(at, block, "expand")


def _divider(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id"})


def _context(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "elements"})
    for place, element in found.objects(f"{at}/elements", block.get("elements"), 10):
        if element.get("type") == "image":
            check_element(found, place, element, IMAGE)
        else:
            check_text(found, place, element, 3000, EITHER)


def _actions(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "elements"})
    elements = found.objects(f"{at}/elements", block.get("elements"), 25)
    for place, element in elements:
        check_element(found, place, element, IN_ACTIONS)
    check_action_ids(found, at, elements)


def _context_actions(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "elements"})
    elements = found.objects(f"{at}/elements", block.get("elements"), 5)
    for place, element in elements:
        check_element(found, place, element, IN_CONTEXT_ACTIONS)
    check_action_ids(found, at, elements)


def _input(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "label", "element", "hint", "optional", "dispatch_action"})
    check_text(found, f"{at}/label", block.get("label"), 2000)
    optional_text(found, at, block, "hint", 2000)
    found.flags(at, block, "optional", "dispatch_action")
    if isinstance(block.get("element"), dict):
        check_element(found, f"{at}/element", block["element"], IN_INPUT)
    else:
        found.add(f"{at}/element", "missing required field")


def _image(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "image_url", "slack_file", "alt_text", "title"})
    found.length(f"{at}/alt_text", block.get("alt_text"), 2000)
    optional_text(found, at, block, "title", 2000)
    check_url(found, at, block, "image_url")


def _markdown(found: Findings, at: str, block: Json) -> None:
    found.keys(at, block, {"type", "block_id", "text"})
    found.length(f"{at}/text", block.get("text"), 12_000)


def _container(found: Findings, at: str, block: Json) -> None:
    if not block.get("title") and not block.get("rich_text_title"):
        found.add(at, "needs title or rich_text_title")
    optional_text(found, at, block, "title", 150)
    optional_text(found, at, block, "subtitle", 150, kinds=EITHER)
    found.flags(at, block, "is_collapsible", "default_collapsed", "has_header_divider")
    if block.get("is_collapsible") and block.get("has_header_divider"):
        found.add(f"{at}/has_header_divider", "only if the container is not collapsible")
    if block.get("default_collapsed") and not block.get("is_collapsible"):
        found.add(f"{at}/default_collapsed", "only if the container is collapsible")
    if "width" in block:
        found.one_of(f"{at}/width", block["width"], {"narrow", "standard", "wide", "full"})
    for place, child in found.objects(f"{at}/child_blocks", block.get("child_blocks"), 10):
        check_block(found, place, child, IN_CONTAINER)


def _card(found: Findings, at: str, block: Json) -> None:
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)):
        optional_text(found, at, block, name, most, kinds=EITHER)
    if not any(block.get(name) for name in ("title", "body", "actions", "hero_image")):
        found.add(at, "needs a title, a body, actions or an image")
    for place, element in found.objects(f"{at}/actions", block.get("actions") or [], 3, 0):
        check_element(found, place, element, BUTTON)


def _carousel(found: Findings, at: str, block: Json) -> None:
    for place, card in found.objects(f"{at}/elements", block.get("elements"), 10):
        check_block(found, place, card, {"card": _card})


def _alert(found: Findings, at: str, block: Json) -> None:
    check_text(found, f"{at}/text", block.get("text"), 200, EITHER)
    found.one_of(f"{at}/level", block.get("level", "default"), {"default", "info", "warning", "error", "success"})


def _anything(_found: Findings, _at: str, _block: Json) -> None:
    """Take a block as it is: its own service checks it."""


ALL = frozenset(MOST_BLOCKS)
SURFACES = {
    "markdown": frozenset({"message"}),
    "context_actions": frozenset({"message"}),
    "file": frozenset({"message"}),
    "table": frozenset({"message", "home"}),
    "data_table": frozenset({"message", "home"}),
    "data_visualization": frozenset({"message", "home"}),
    "container": frozenset({"message", "home"}),
    "carousel": frozenset({"message", "home"}),
    "alert": frozenset({"modal"}),
}
IN_CONTAINER: dict[str, Check] = {
    "actions": _actions,
    "context": _context,
    "divider": _divider,
    "file": _anything,
    "header": _header,
    "image": _image,
    "input": _input,
    "rich_text": check_rich_text,
    "section": _section,
    "table": check_table,
    "video": _anything,
}
BLOCKS: dict[str, Check] = {
    **IN_CONTAINER,
    "context_actions": _context_actions,
    "markdown": _markdown,
    "data_table": check_data_table,
    "data_visualization": check_data_visualization,
    "container": _container,
    "card": _card,
    "carousel": _carousel,
    "alert": _alert,
}


def _flat(blocks: Sequence[Json]) -> Iterator[Json]:
    for block in blocks:
        yield block
        yield from _flat([child for child in block.get("child_blocks") or [] if isinstance(child, dict)])


def _check_block_ids(found: Findings, blocks: Sequence[Json]) -> None:
    known: set[object] = set()
    for block in _flat(blocks):
        name = block.get("block_id")
        if name is not None and name in known:
            found.add("/blocks", f"block_id {name!r} already exists")
        known.add(name)


def _check_sums(found: Findings, blocks: Sequence[Json]) -> None:
    every = list(_flat(blocks))

    def of(kind: str) -> list[Json]:
        return [block for block in every if block.get("type") == kind]

    if len(of("table")) > 1:
        found.add("/blocks", "only one table is allowed in a message")
    if len(of("data_visualization")) > 2:
        found.add("/blocks", "only two data visualizations are allowed in a message")
    for kind, most in (("table", 10_000), ("data_table", 20_000), ("markdown", 12_000)):
        if sum(len(text) for block in of(kind) for text in texts_of(block)) > most:
            found.add("/blocks", f"all {kind} blocks together must have less than {most + 1} characters")


VIEW_BYTES = 250_000


def view_problems(view: object) -> list[str]:
    """Say what is wrong with a view (a modal or a Home tab)."""
    if not isinstance(view, dict):
        return ["must be an object [json-pointer:/view]"]
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        return ["must be modal or home [json-pointer:/view/type]"]
    found = Findings(kind)
    found.keys("/view", view, VIEW_KEYS if kind == "modal" else HOME_KEYS)
    if kind == "modal":
        check_text(found, "/view/title", view.get("title"), 24)
        optional_text(found, "/view", view, "submit", 24)
        optional_text(found, "/view", view, "close", 24)
        if not view.get("submit") and any(block.get("type") == "input" for block in _blocks_of(view)):
            found.add("/view/submit", "required when there is an input block")
    found.optional_length("/view", view, "callback_id", 255)
    found.optional_length("/view", view, "external_id", 255)
    if "private_metadata" in view:
        found.length("/view/private_metadata", view["private_metadata"], 3000, 0)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        found.add("/view", "view_too_large")
    return found.problems + problems(view.get("blocks"), kind)


HOME_KEYS = frozenset({"type", "blocks", "private_metadata", "callback_id", "external_id"})
VIEW_KEYS = HOME_KEYS | {
    "title",
    "submit",
    "close",
    "clear_on_close",
    "notify_on_close",
    "submit_disabled",
    "response_url_enabled",
}


def _blocks_of(view: Json) -> list[Json]:
    return [block for block in view.get("blocks") or [] if isinstance(block, dict)]

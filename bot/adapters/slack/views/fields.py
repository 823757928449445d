"""The parts that views are made of, and what people filled in, read back from a view's state."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.adapters.safety import encodable, shortened
from bot.adapters.slack.rendering.pieces import plain_text

if TYPE_CHECKING:
    from bot.adapters.slack.rendering.runs import Json

VALUE = "value"
"""The action id of each field; its block id is its name."""
LONGEST_TEXT = 3_000
"""Characters that a text input takes."""
_LONGEST_TITLE = 24
_LONGEST_LABEL = 75
_LONGEST_METADATA = 3_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with what was filled in: a sentence for each block, as Slack wants it in its answer."""

    errors: Mapping[str, str] = field(default_factory=dict)


def modal(
    name: str,
    title: str,
    blocks: Sequence[Json],
    *,
    submit: str | None = None,
    carried: Mapping[str, str] | None = None,
) -> Json:
    """Give a modal; `carried` comes back with it, unseen."""
    view: dict[str, object] = {
        "type": "modal",
        "callback_id": name,
        "title": plain_text(shortened(title, _LONGEST_TITLE)),
        "close": plain_text("Cancel" if submit else "Close"),
        "blocks": list(blocks),
        "private_metadata": _written(carried or {}),
    }
    if submit:
        view["submit"] = plain_text(submit)
    return view


def field_block(name: str, label: str, element: Json, *, hint: str = "", is_optional: bool = False) -> Json:
    """Give a field under its label."""
    block: dict[str, object] = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "element": {**element, "action_id": VALUE},
        "optional": is_optional,
    }
    if hint:
        block["hint"] = plain_text(hint)
    return block


def option(label: str, value: str) -> Json:
    """Give an option of a field."""
    return {"text": plain_text(shortened(label, _LONGEST_LABEL) or "-"), "value": encodable(value)}


def one_of(options: Sequence[Json], chosen: Json, *, is_open: bool = False) -> Json:
    """Give a field of which one option is chosen: a menu, or open to see."""
    kind = "radio_buttons" if is_open else "static_select"
    return {"type": kind, "options": list(options), "initial_option": chosen}


def said_line(text: str) -> Json:
    """Give a line of the bot's own in a view."""
    return {"type": "section", "text": plain_text(text)}


def small_print(text: str) -> Json:
    """Give a line of small print in a view."""
    return {"type": "context", "elements": [plain_text(text)]}


def text_in(view: Mapping[str, object], name: str) -> str:
    """Give the text that was filled in, or the value chosen; empty if none."""
    value = _element(view, name).get("value")
    chosen = _element(view, name).get("selected_option")
    if isinstance(chosen, Mapping):
        value = chosen.get("value")
    return value.strip() if isinstance(value, str) else ""


def is_ticked(view: Mapping[str, object], name: str) -> bool:
    """Whether a box was ticked."""
    return bool(_element(view, name).get("selected_options"))


def carried_in(view: Mapping[str, object]) -> dict[str, str]:
    """Give what a view carried; empty where it carries nothing of ours."""
    try:
        carried = json.loads(str(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(carried, dict):
        return {}
    return {name: value for name, value in carried.items() if isinstance(value, str)}


def _written(carried: Mapping[str, str]) -> str:
    text = encodable(json.dumps(dict(carried), ensure_ascii=False))
    if len(text) > _LONGEST_METADATA:
        raise ValueError(f"a view carries {_LONGEST_METADATA} characters, not {len(text)}")
    return text


def _element(view: Mapping[str, object], name: str) -> Mapping[str, object]:
    at: object = view
    for key in ("state", "values", name, VALUE):
        at = at.get(key) if isinstance(at, Mapping) else None
    return at if isinstance(at, Mapping) else {}

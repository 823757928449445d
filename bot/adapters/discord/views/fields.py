"""The parts that modals are made of, and what people filled in, read back from what Discord sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import encodable, harmless, shortened, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.adapters.discord.rendering.runs import Json

LONGEST_TEXT = 4_000
"""Characters that a text input takes."""
_LONGEST_TITLE = 45
_LONGEST_LABEL = 45
_LONGEST_HINT = 100
_LONGEST_OPTION = 100
_LONGEST_ID = 100
_MENU, _TEXT, _LABEL = 3, 4, 18
_SHORT, _PARAGRAPH = 1, 2
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with what was filled in, as a sentence: Discord closes a modal whatever stands in it."""

    sentence: str


def modal(name: str, title: str, fields: Sequence[Json], carried: str = "") -> Json:
    """Give a modal of at most five fields; `carried` comes back with it, unseen, and must fit in its id."""
    custom_id = f"{name}:{carried}"
    if units(custom_id) > _LONGEST_ID:
        raise ValueError(f"a modal carries {_LONGEST_ID} characters at most, not {units(custom_id)}")
    return {"custom_id": custom_id, "title": shortened(title, _LONGEST_TITLE), "components": list(fields)}


def text_field(
    name: str,
    label: str,
    *,
    most: int,
    is_long: bool = False,
    is_optional: bool = False,
    value: str = "",
    hint: str = "",
) -> Json:
    """Give a field for text of at most `most` characters; `value` stands in it already."""
    element: dict[str, object] = {
        "type": _TEXT,
        "custom_id": name,
        "style": _PARAGRAPH if is_long else _SHORT,
        "max_length": min(most, LONGEST_TEXT),
        "required": not is_optional,
    }
    if value:
        element["value"] = _beginning(harmless(value), min(most, LONGEST_TEXT))
    return _labelled(label, element, hint)


def choice_field(name: str, label: str, choices: Mapping[str, str], chosen: str, *, hint: str = "") -> Json:
    """Give a field of which one option is chosen; `choices` are the labels by their values."""
    options = [
        {
            "label": shortened(text, _LONGEST_OPTION) or "-",
            "value": _beginning(encodable(value), _LONGEST_OPTION),
            "default": value == chosen,
        }
        for value, text in choices.items()
    ]
    return _labelled(label, {"type": _MENU, "custom_id": name, "options": options[:25], "required": True}, hint)


def name_of(data: Mapping[str, object]) -> tuple[str, str]:
    """Give which modal was filled in, and what it carried."""
    name, _, carried = str(data.get("custom_id") or "").partition(":")
    return name, carried


def text_in(data: Mapping[str, object], name: str) -> str:
    """Give the text that was filled in, or the value chosen; empty if none."""
    for element in _elements(data.get("components")):
        if element.get("custom_id") == name:
            values = element.get("values")
            value = values[0] if isinstance(values, list) and values else element.get("value")
            return value.strip() if isinstance(value, str) else ""
    return ""


def _labelled(label: str, element: Json, hint: str) -> Json:
    described = {"description": shortened(hint, _LONGEST_HINT)} if hint else {}
    return {"type": _LABEL, "label": shortened(label, _LONGEST_LABEL), "component": element, **described}


def _beginning(text: str, most: int) -> str:
    while (excess := units(text) - most) > 0:
        text = text[: len(text) - max(1, excess // 2)]
    return text


def _elements(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _elements(each, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        yield from _elements(value.get("component"), depth + 1)
        yield from _elements(value.get("components"), depth + 1)

"""What Discord refuses of a message or a modal: checked on the JSON, by what Discord's documentation says.

Lengths are counted in UTF-16 units and in characters; the stricter counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

ROW, BUTTON, MENU, TEXT_INPUT, LABEL = 1, 2, 3, 4, 18
LINK_STYLE = 5


def length(text: str) -> int:
    return max(len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)


def message_problems(content: str, components: object) -> list[str]:
    """Give what is wrong with a message, as text."""
    return [*_content_problems(content), *_component_problems(components)]


def modal_problems(modal: Mapping[str, Any]) -> list[str]:
    """Give what is wrong with a modal, as text."""
    return list(_modal_problems(modal))


def _content_problems(content: str) -> Iterator[str]:
    if not content.strip():
        yield "the content is empty"
    if length(content.strip()) > 2_000:
        yield f"the content has {length(content.strip())} characters"
    if any("\ud800" <= character <= "\udfff" for character in content):
        yield "the content can't be encoded"


def _component_problems(components: object) -> Iterator[str]:
    if not isinstance(components, list | tuple):
        yield "components are no list"
        return
    if len(components) > 5:
        yield f"{len(components)} rows"
    ids = [each.get("custom_id") for row in components for each in row.get("components", [])]
    if len(ids) != len(set(ids)):
        yield "two custom ids are the same"
    for row in components:
        yield from _row_problems(row)


def _row_problems(row: Mapping[str, Any]) -> Iterator[str]:
    elements = row.get("components", [])
    if set(row) - {"type", "components", "id"} or row.get("type") != ROW:
        yield "a row is no row"
    kinds = {each.get("type") for each in elements}
    if kinds == {BUTTON}:
        if not 1 <= len(elements) <= 5:
            yield f"{len(elements)} buttons in a row"
        for each in elements:
            yield from _button_problems(each)
    elif kinds == {MENU}:
        if len(elements) != 1:
            yield "more than a menu in a row"
        yield from _menu_problems(elements[0])
    else:
        yield f"a row of {kinds}"


def _button_problems(button: Mapping[str, Any]) -> Iterator[str]:
    if set(button) - {"type", "style", "label", "custom_id", "disabled", "emoji"}:
        yield f"a button with {sorted(button)}"
    if button.get("style") not in {1, 2, 3, 4}:
        yield "a button without a style"
    yield from _bounded("a label", button.get("label"), 1, 80)
    yield from _bounded("a custom id", button.get("custom_id"), 1, 100)


def _menu_problems(menu: Mapping[str, Any]) -> Iterator[str]:
    yield from _bounded("a custom id", menu.get("custom_id"), 1, 100)
    yield from _bounded("a placeholder", menu.get("placeholder", ""), 0, 150)
    options = menu.get("options", [])
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    values = [each.get("value") for each in options]
    if len(values) != len(set(values)):
        yield "two options have one value"
    for each in options:
        yield from _bounded("an option's label", each.get("label"), 1, 100)
        yield from _bounded("an option's value", each.get("value"), 1, 100)
        yield from _bounded("an option's description", each.get("description", ""), 0, 100)


def _bounded(what: str, text: object, least: int, most: int) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{what} is {text!r}"
    elif not least <= length(text) <= most or (least and not text.strip()):
        yield f"{what} has {length(text)} characters: {text[:40]!r}"


def _modal_problems(modal: Mapping[str, Any]) -> Iterator[str]:
    yield from _bounded("a title", modal.get("title"), 1, 45)
    yield from _bounded("a custom id", modal.get("custom_id"), 1, 100)
    labels = modal.get("components", [])
    if not 1 <= len(labels) <= 5:
        yield f"{len(labels)} fields"
    ids = [each.get("component", {}).get("custom_id") for each in labels]
    if len(ids) != len(set(ids)):
        yield "two fields have one id"
    for each in labels:
        if each.get("type") != LABEL:
            yield "a field without a label"
        yield from _bounded("a field's label", each.get("label"), 1, 45)
        yield from _bounded("a field's description", each.get("description", ""), 0, 100)
        yield from _field_problems(each.get("component", {}))


def _field_problems(field: Mapping[str, Any]) -> Iterator[str]:
    if field.get("type") == MENU:
        yield from _menu_problems(field)
    elif field.get("type") == TEXT_INPUT:
        if field.get("style") not in {1, 2}:
            yield "a text input without a style"
        most = field.get("max_length")
        if not isinstance(most, int) or not 1 <= most <= 4_000:
            yield f"a text input of {most}"
        yield from _bounded("a value", field.get("value", ""), 0, min(most or 0, 4_000))
        yield from _bounded("a placeholder", field.get("placeholder", ""), 0, 100)
    else:
        yield f"a field of kind {field.get('type')}"

"""What blocks say, as plain text, read from the blocks themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATOR = " · "


def text_of_block(block: object) -> str:
    """Give what a block says; what is to be pressed says nothing."""
    if not isinstance(block, Mapping):
        return ""
    match block.get("type"):
        case "rich_text":
            return "\n".join(map(_text_of_rich, _mappings(block.get("elements"))))
        case "table":
            return "\n".join(SEPARATOR.join(text_of_cells(row)).strip() for row in _lists(block.get("rows")))
        case "context":
            return SEPARATOR.join(_said(element) for element in _mappings(block.get("elements")))
        case "header" | "section":
            return _said(block.get("text"))
        case _:
            return ""


def text_of_cells(row: object) -> list[str]:
    """Give what the cells of a table's row say."""
    return ["".join(_pieces(cell)).strip() for cell in _mappings(row)]


def _text_of_rich(element: Mapping[str, object]) -> str:
    text = "".join(_pieces(element.get("elements"))).strip("\n")
    return f"“{text}”" if element.get("type") == "rich_text_quote" else text


def _said(value: object) -> str:
    return "".join(_pieces(value))


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _pieces(each)
    elif isinstance(value, Mapping):
        text = value.get("text")
        if isinstance(text, str):
            yield text
        yield from _pieces(value.get("elements"))


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _lists(value: object) -> list[object]:
    return value if isinstance(value, list) else []

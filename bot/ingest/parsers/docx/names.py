"""Elements and attributes of WordprocessingML by their short names."""

from __future__ import annotations

from typing import Any

Element = Any
"""An element of lxml's, which has no types."""

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """Give an element's name without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """Give the first child with a name of WordprocessingML."""
    return element.find(_MAIN + name)


def children(element: Element, name: str) -> list[Element]:
    """Give the children with a name of WordprocessingML."""
    return list(element.findall(_MAIN + name))


def value(element: Element, name: str) -> str | None:
    """Give an attribute of WordprocessingML."""
    found = element.get(_MAIN + name)
    return str(found) if found is not None else None


def is_on(element: Element) -> bool:
    """Whether a property that is given is switched on: its presence says so, unless its value takes it back."""
    return (value(element, "val") or "1") not in _OFF

"""The linked data (JSON-LD) of a page: what it says of its own text, without the texts around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ingest.parsers.html.words import key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TEXT_TYPES = frozenset(
    "article newsarticle pressrelease report governmentannouncement statement blogposting reportagenewsarticle webpage "
    "specialannouncement techarticle scholarlyarticle legislation publicationissue digitaldocument".split()
)
_MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What the linked data say of the page's text; `None` where they do not."""

    headline: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None


def read_linked_data(root: HtmlElement, title: str | None) -> LinkedData:
    """Give what a page's linked data say of the text with this title, or of the only text that they name."""
    nodes = [node for node in _nodes(root) if _is_text(node)]
    wanted = key_of(title or "")
    fitting = [node for node in nodes if wanted and key_of(_name(node, "headline", "name") or "") == wanted]
    chosen = fitting or (nodes if len({_name(node, "datePublished") for node in nodes} - {None}) <= 1 else [])
    return LinkedData(
        headline=_first(chosen, "headline"),
        published=_first(chosen, "datePublished") or _first(chosen, "dateCreated"),
        author=_first(chosen, "author"),
        publisher=_first(chosen, "publisher") or _first(chosen, "sourceOrganization"),
    )


def _nodes(root: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object in the page's JSON-LD, the outer ones first."""
    waiting: list[object] = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").casefold():
            try:
                waiting.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(node, list):
            waiting.extend(node)


def _is_text(node: dict[str, object]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.rpartition("/")[2].casefold() in _TEXT_TYPES for name in names)


def _first(nodes: list[dict[str, object]], key: str) -> str | None:
    return next((name for node in nodes if (name := _name(node, key))), None)


def _name(node: dict[str, object], *keys: str) -> str | None:
    """A value as text: itself, the name of an object, or the names of several."""
    for key in keys:
        value = node.get(key)
        values = value if isinstance(value, list) else [value]
        names = [
            name for item in values if isinstance(name := item.get("name") if isinstance(item, dict) else item, str)
        ]
        joined = ", ".join(name.strip() for name in names if name.strip())
        if joined:
            return joined
    return None

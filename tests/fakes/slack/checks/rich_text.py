"""Checks of the structure of rich text."""

from __future__ import annotations

from tests.fakes.slack.checks.composition import check_url
from tests.fakes.slack.checks.findings import Findings, Json

HOLDERS = frozenset({"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"})
NEEDS = {
    "text": "text",
    "link": "url",
    "emoji": "name",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "team": "team_id",
    "broadcast": "range",
    "color": "value",
    "date": "format",
}
STYLES = frozenset(
    {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"},
)
MOST = 10_000
"""More children than this nobody makes; Slack names no figure."""


def check_rich_text(found: Findings, at: str, block: Json) -> None:
    """Check a rich text block."""
    found.keys(at, block, {"type", "block_id", "elements"})
    for place, holder in found.objects(f"{at}/elements", block.get("elements"), MOST):
        if found.one_of(f"{place}/type", holder.get("type"), HOLDERS):
            _check_holder(found, place, holder)


def _check_holder(found: Findings, at: str, holder: Json) -> None:
    kind = holder["type"]
    if kind == "rich_text_list":
        found.keys(at, holder, {"type", "elements", "style", "indent", "offset", "border"})
        found.one_of(f"{at}/style", holder.get("style"), {"bullet", "ordered"})
        found.whole(f"{at}/indent", holder.get("indent", 0), 0, 8)
        for place, item in found.objects(f"{at}/elements", holder.get("elements"), MOST):
            if found.one_of(f"{place}/type", item.get("type"), {"rich_text_section"}):
                _check_holder(found, place, item)
        return
    found.keys(at, holder, {"type", "elements", "border", "language"})
    for place, part in found.objects(f"{at}/elements", holder.get("elements"), MOST, least=0):
        _check_part(found, place, part, plain=kind == "rich_text_preformatted")


def _check_part(found: Findings, at: str, part: Json, *, plain: bool) -> None:
    kind = part.get("type")
    if not found.one_of(f"{at}/type", kind, {"text", "link"} if plain else set(NEEDS)):
        return
    need = NEEDS[str(kind)]
    if not part.get(need):
        found.add(f"{at}/{need}", "missing required field")
    if kind == "link":
        check_url(found, at, part)
        if "text" in part:
            found.length(f"{at}/text", part["text"], 1_000_000)
    if kind == "broadcast":
        found.one_of(f"{at}/range", part.get("range"), {"here", "channel", "everyone"})
    if kind == "date" and not isinstance(part.get("timestamp"), int):
        found.add(f"{at}/timestamp", "missing required field")
    if kind == "text" and part.get("text") and not isinstance(part["text"], str):
        found.add(f"{at}/text", "must be a string")
    _check_style(found, at, part)


def _check_style(found: Findings, at: str, part: Json) -> None:
    if "style" not in part:
        return
    style = part["style"]
    if not isinstance(style, dict):
        found.add(f"{at}/style", "must be an object")
        return
    found.keys(f"{at}/style", style, STYLES)
    found.flags(f"{at}/style", style, *style)

"""Checks of Slack's composition objects: texts, options, confirmations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.slack.checks.findings import Findings, Json

PLAIN = frozenset({"plain_text"})
EITHER = frozenset({"plain_text", "mrkdwn"})


def check_text(found: Findings, at: str, text: object, most: int, kinds: frozenset[str] = PLAIN) -> None:
    """Check a text object of one of some kinds and its length."""
    if not isinstance(text, dict):
        found.add(at, "must be a text object")
        return
    if not found.one_of(f"{at}/type", text.get("type"), kinds):
        return
    found.length(f"{at}/text", text.get("text"), most)
    if text["type"] == "plain_text":
        found.keys(at, text, {"type", "text", "emoji"})
    else:
        found.keys(at, text, {"type", "text", "verbatim"})
    found.flags(at, text, "emoji", "verbatim")


def optional_text(
    found: Findings, at: str, holder: Mapping[str, Any], key: str, most: int, *, kinds: frozenset[str] = PLAIN
) -> None:
    """Check a text object that may be missing."""
    if holder.get(key) is not None:
        check_text(found, f"{at}/{key}", holder[key], most, kinds)


def check_option(found: Findings, at: str, option: Json, kinds: frozenset[str] = PLAIN, value: int = 150) -> None:
    """Check an option of a menu."""
    found.keys(at, option, {"text", "value", "description", "url"})
    check_text(found, f"{at}/text", option.get("text"), 75, kinds)
    found.length(f"{at}/value", option.get("value"), value)
    optional_text(found, at, option, "description", 75, kinds=kinds)
    found.optional_length(at, option, "url", 3000)


def check_options(
    found: Findings, at: str, options: object, most: int, *, kinds: frozenset[str] = PLAIN, least: int = 1
) -> None:
    """Check a list of options, whose values differ."""
    values = []
    for place, option in found.objects(at, options, most, least):
        check_option(found, place, option, kinds)
        values.append(option.get("value"))
    if len(set(map(str, values))) < len(values):
        found.add(at, "option values must be unique")


def check_confirm(found: Findings, at: str, holder: Mapping[str, Any]) -> None:
    """Check the confirmation that an element may ask for."""
    confirm = holder.get("confirm")
    if confirm is None:
        return
    place = f"{at}/confirm"
    if not isinstance(confirm, dict):
        found.add(place, "must be an object")
        return
    found.keys(place, confirm, {"title", "text", "confirm", "deny", "style"})
    check_text(found, f"{place}/title", confirm.get("title"), 100)
    check_text(found, f"{place}/text", confirm.get("text"), 300, EITHER)
    check_text(found, f"{place}/confirm", confirm.get("confirm"), 30)
    check_text(found, f"{place}/deny", confirm.get("deny"), 30)
    if "style" in confirm:
        found.one_of(f"{place}/style", confirm["style"], {"primary", "danger"})


def check_url(found: Findings, at: str, holder: Mapping[str, Any], key: str = "url", *, needed: bool = False) -> None:
    """Check an address: a scheme, no blanks, at most 3,000 characters."""
    url = holder.get(key)
    if url is None:
        if needed:
            found.add(f"{at}/{key}", "missing required field")
        return
    if found.length(f"{at}/{key}", url, 3000):
        scheme, _, rest = str(url).partition(":")
        if scheme not in {"http", "https", "mailto", "tel"} or not rest or any(each.isspace() for each in url):
            found.add(f"{at}/{key}", "must be a valid URL")

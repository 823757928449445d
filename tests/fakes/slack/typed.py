"""What Slack makes of what a person types: escaped text with links and mentions, and the same as rich text."""

from __future__ import annotations

import re

from tests.fakes.slack.records import Json
from tests.fakes.slack.state import State

PARTS = re.compile(r"(?P<url>https?://[^\s<>]+)|@(?P<user>[\w.-]+)|#(?P<channel>[\w-]+)")


def escape(text: str) -> str:
    """Give a text as Slack stores it: the three signs that it escapes, escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_typed(state: State, team: str, typed: str) -> tuple[str, list[Json]]:
    """Give the text that Slack stores and its rich text."""
    stored: list[str] = []
    elements: list[Json] = []
    at = 0
    for match in PARTS.finditer(typed):
        found = _recognised(state, team, match)
        if found is None:
            continue
        _plain(stored, elements, typed[at : match.start()])
        stored.append(found[0])
        elements.append(found[1])
        at = match.end()
    _plain(stored, elements, typed[at:])
    block = {"type": "rich_text", "block_id": state.new_id("b")}
    return "".join(stored), [block | {"elements": [{"type": "rich_text_section", "elements": elements}]}]


def _plain(stored: list[str], elements: list[Json], text: str) -> None:
    if text:
        stored.append(escape(text))
        elements.append({"type": "text", "text": text})


def _recognised(state: State, team: str, match: re.Match[str]) -> tuple[str, Json] | None:
    if url := match["url"]:
        return f"<{escape(url)}>", {"type": "link", "url": url}
    if name := match["user"]:
        people = [each for each in state.users.values() if each.name == name]
        person = next((each for each in people if each.team == team), people[0] if people else None)
        return (f"<@{person.id}>", {"type": "user", "user_id": person.id}) if person else None
    channel = next((each for each in state.channels.values() if each.name == match["channel"]), None)
    return (f"<#{channel.id}|{channel.name}>", {"type": "channel", "channel_id": channel.id}) if channel else None

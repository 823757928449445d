"""Payloads of Slack, read with care: whatever stands where something else should stands for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

Json = Mapping[str, Any]


class Elsewhere(Enum):
    """What is not kept."""

    AT_ONCE = "answered at once: it opens something or gives options, and changes nothing"
    NOTHING = "none of our business: acknowledged and forgotten"


def text_in(holder: Json, name: str) -> str:
    """Give a text, empty where there is none."""
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def map_in(holder: Json, name: str) -> Json:
    """Give an object, empty where there is none."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def files_in(message: Json) -> tuple[str, ...]:
    """Give the ids of a message's files."""
    files = message.get("files")
    found = [text_in(each, "id") for each in files if isinstance(each, dict)] if isinstance(files, list) else []
    return tuple(each for each in found if each)

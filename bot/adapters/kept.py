"""What is kept of an event until it is handled: the fields that say something, and the key of a message."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def said_fields(asked: DataclassInstance) -> dict[str, object]:
    """Give the fields of a dataclass that differ from their defaults, by their names."""
    return {each.name: getattr(asked, each.name) for each in fields(asked) if getattr(asked, each.name) != each.default}


def message_key(channel: str, message: str) -> str:
    """Give the key of a message: the same under whichever event it is told, and whatever happens to it."""
    return f"message:{channel}:{message}"

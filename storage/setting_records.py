"""What the settings take and give: immutable records, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """What a setting belongs to: a conversation of a workspace, or the workspace itself."""

    workspace: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, when, and in which conversation it was said."""

    person: str
    at: datetime
    conversation: str


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """A value that was set, for a conversation or (`None`) for the workspace, and who set it."""

    name: str
    conversation: str | None
    value: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A change of a setting in one place; `None` is not set. `undoes` is the change that this one takes back."""

    id: int
    name: str
    conversation: str | None
    before: str | None
    after: str | None
    by: str
    at: datetime
    undoes: int | None

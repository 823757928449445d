"""What jobs take and give: immutable records, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class JobState(StrEnum):
    """Where a job stands. A job that failed and is to be tried again waits, and has a reason."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given up"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class NewJob:
    """Something to be done once, however often it is asked for under its key; no key: each time anew.

    `subject` is an id, never a text. `workspace` is "" for what belongs to no workspace.
    """

    kind: str
    subject: str = ""
    workspace: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job in somebody's hand; `claim` is to be named when it is put down.

    `starts` counts how often it was begun without an end, this time included; `tries` how often it failed.
    """

    id: str
    workspace: str
    kind: str
    subject: str
    claim: int
    starts: int
    tries: int


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it is listed."""

    id: str
    workspace: str
    kind: str
    subject: str
    state: JobState
    due: datetime
    executor: str | None
    tries: int
    reason: str | None
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that comes round again: `cron` has five fields, minute to weekday, by the clock of `zone`.

    The name is unique in its workspace; the same name replaces. `subject` is an id, never a text.
    """

    name: str
    kind: str
    cron: str
    zone: str = "UTC"
    subject: str = ""
    workspace: str = ""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What an executor shows of itself: its life, and a count that grows while it lives."""

    name: str
    life: str
    beat: int

    @property
    def id(self) -> str:
        """What rows name that it has in hand."""
        return f"{self.name} {self.life}"

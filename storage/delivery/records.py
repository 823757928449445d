"""What inbox and outbox take and give: immutable records, free of SQL."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

Payload = Mapping[str, object]
"""What a platform gave or is to be given, as JSON."""


class EventState(StrEnum):
    """Where an event stands."""

    OPEN = "open"
    HANDLED = "handled"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as it comes in: `key` is its id on its platform, `also` are others that it may come under as well."""

    workspace: str
    key: str
    payload: Payload
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Executor:
    """A process that works: its name is the same after a restart and no other's, its life is new each time."""

    name: str
    life: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def id(self) -> str:
        """What rows name that it has in hand."""
        return f"{self.name} {self.life}"


@dataclass(frozen=True, slots=True)
class Hold:
    """Who takes something in hand, and until when it is theirs unless they say so again."""

    executor: Executor
    until: datetime


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event in somebody's hand. `tries` counts this one; `claim` is to be named when it is put down."""

    workspace: str
    key: str
    payload: Payload
    tries: int
    claim: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event as it is listed, without what it said."""

    workspace: str
    key: str
    state: EventState
    due: datetime
    executor: str | None
    tries: int
    reason: str | None
    received_at: datetime


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    OPEN = "open"
    DONE = "done"
    GIVEN_UP = "given up"
    DROPPED = "dropped"


class PartState(StrEnum):
    """Where a part stands. `UNKNOWN`: it was tried, and may or may not have been posted."""

    WAITING = "waiting"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    GIVEN_UP = "given up"
    DROPPED = "dropped"


class Change(StrEnum):
    """What is to be done to a part that was sent."""

    EDIT = "edit"
    DELETE = "delete"


class OnUnknown(StrEnum):
    """What is done where a platform can't tell whether a part was posted."""

    AT_MOST_ONCE = "at most once"
    MAY_REPEAT = "may appear twice"


@dataclass(frozen=True, slots=True)
class Room:
    """What an executor has room for: deliveries that go out in order, or answers; no workspace more than its share.

    `in_hand` are those of the kind that it has already, each with its workspace; `platforms` are those that it sends to,
    all where none is named.
    """

    is_ordered: bool
    limit: int
    share: int
    in_hand: Mapping[int, str] = field(default_factory=dict)
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPart:
    """A message as it is to be sent; `parent` is the place of the part in whose thread it goes."""

    payload: Payload
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """Something to be sent once, however often it is asked for under its key.

    `is_ordered`: it waits for what goes to its channel before it. `address` is encrypted. `versions` are those that it
    quotes; the key holds no text, for it outlives them.
    """

    workspace: str
    key: str
    platform: str
    channel: str
    parts: tuple[NewPart, ...]
    is_ordered: bool = False
    on_unknown: OnUnknown = OnUnknown.AT_MOST_ONCE
    set_up_by: str | None = None
    address: str | None = None
    address_until: datetime | None = None
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A part as it is kept; `payload` is gone once it is sent."""

    position: str
    parent: str | None
    payload: Payload | None
    state: PartState
    platform_id: str | None
    tries: int
    first_tried_at: datetime | None
    tried_at: datetime | None
    is_doubtful: bool
    change: Change | None
    changed_payload: Payload | None
    reason: str | None

    @property
    def order(self) -> tuple[int, ...]:
        """Its place among the parts of its delivery."""
        return tuple(int(number) for number in self.position.split("."))


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery in somebody's hand, its parts in order; `claim` is to be named when something is done to it."""

    id: int
    claim: int
    workspace: str
    key: str
    platform: str
    channel: str
    is_ordered: bool
    on_unknown: OnUnknown
    address: str | None
    address_until: datetime | None
    created_at: datetime
    parts: tuple[PartRecord, ...]


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as it is listed, without what it says."""

    workspace: str
    key: str
    platform: str
    channel: str
    state: DeliveryState
    due: datetime
    executor: str | None
    set_up_by: str | None
    reason: str | None
    created_at: datetime

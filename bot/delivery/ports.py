"""What a platform is to the outbox: it sends, edits, looks and deletes, and says what it offers and what went wrong."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

KEY_LENGTH = 25
"""Characters of a part's key: as many as the strictest platform takes."""


class Offer(Enum):
    """What helps where nobody knows whether a part was posted."""

    KEY = "key"
    """Sent again under its key, it appears once."""
    LOOK = "look"
    """It can be looked for."""
    NEITHER = "neither"


class Scope(Enum):
    """What a platform wants to be left alone: a channel, or all that goes to a workspace."""

    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A part on its way: `parent` is the platform's id of the part in whose thread it goes.

    `address` is where an answer goes; none where there never was one, or its time is over.
    """

    workspace: str
    channel: str
    payload: Payload
    parent: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A part that a platform has: `id` is what edits and deletes name."""

    id: str


class Platform(Protocol):
    """Where parts are posted. Anything raised but the errors below leaves the outcome unknown."""

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Say what helps where the outcome for a part is unknown that was first sent some time ago."""
        ...

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Post a part under its key, once; raises the errors below."""
        ...

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Give the part that was posted under a key since a moment, if it is there; raises the errors below."""
        ...

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Put a payload in the place of what was posted; twice is once."""
        ...

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Remove what was posted; what is not there any more is no error."""
        ...

    def halve(self, payload: Payload) -> Halves | None:
        """Give the halves of a payload that is too long for the platform; `None` if it can't be halved."""
        ...


class DeliveryError(Exception):
    """The family of what keeps a part from being posted; `reason` holds nothing of what the part says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RetryAfterError(DeliveryError):
    """Not posted: the platform wants to be left alone for some seconds."""

    def __init__(self, seconds: float, scope: Scope = Scope.CHANNEL) -> None:
        super().__init__("asked to wait")
        self.seconds = seconds
        self.scope = scope


class NotPostedError(DeliveryError):
    """Not posted, and it may go better later: the platform was not even reached."""


class RefusedError(DeliveryError):
    """Not posted, and it never will be: the channel is gone, the bot was removed. The reason is a sentence for people."""


class TooLongError(DeliveryError):
    """Not posted: longer than the platform takes."""

    def __init__(self) -> None:
        super().__init__("too long")


class UnknownOutcomeError(DeliveryError):
    """Posted or not: the answer was late, cut off, or an error of the platform's own."""


def part_key(workspace: str, delivery: str, position: str) -> str:
    """Give the key of a part: the same for the same part always, and telling nothing."""
    named = "\0".join((workspace, delivery, position)).encode()
    return b32encode(hashlib.sha256(named).digest()).decode()[:KEY_LENGTH]

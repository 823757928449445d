"""Platforms of three kinds: one honours a key, one may be looked at, one offers neither. They misbehave on demand.

What they keep is the oracle: what was posted was posted, whatever anybody was told about it.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.delivery.halving import halve_text
from bot.delivery.ports import (
    NotPostedError,
    Offer,
    Outgoing,
    RefusedError,
    RetryAfterError,
    Scope,
    Sent,
    TooLongError,
    UnknownOutcomeError,
)
from storage.delivery.progress import Halves
from storage.delivery.records import Payload


class Fault(Enum):
    """What a platform can do instead of what it was asked."""

    RETRY_AFTER = "429"
    RETRY_WORKSPACE_AFTER = "429 for the workspace"
    ERROR_BEFORE = "500 before the effect"
    ERROR_AFTER = "500 after the effect"
    SLOW_AFTER = "the answer comes too late"
    CUT_BEFORE = "the connection is cut before the effect"
    CUT_AFTER = "the connection is cut after the effect"
    REFUSED = "refused for good"
    UNREACHABLE = "not reached"


SHARES = {
    Fault.RETRY_AFTER: 0.08,
    Fault.ERROR_BEFORE: 0.06,
    Fault.ERROR_AFTER: 0.06,
    Fault.SLOW_AFTER: 0.04,
    Fault.CUT_BEFORE: 0.01,
    Fault.CUT_AFTER: 0.01,
}
WITH_EFFECT = {None, Fault.ERROR_AFTER, Fault.SLOW_AFTER, Fault.CUT_AFTER}
"""What goes wrong, if anything, where the platform does what it was asked all the same."""


def seeded_faults(seed: int) -> Callable[[], Fault | None]:
    """Give faults by chance, in their shares."""
    chance = random.Random(seed)  # noqa: S311 - the same faults each time

    def draw() -> Fault | None:
        return chance.choices([None, *SHARES], [1 - sum(SHARES.values()), *SHARES.values()])[0]

    return draw


@dataclass(slots=True)
class Post:
    """What stands in a channel."""

    id: str
    key: str
    channel: str
    text: str
    parent: str | None
    address: str | None
    is_deleted: bool = False


@dataclass(slots=True)
class FakePlatform:
    """A platform and its record; `faults` says what goes wrong with each request, in turn."""

    offers: Offer = Offer.KEY
    draw: Callable[[], Fault | None] | None = None
    longest: int = 10_000
    retry_after: float = 60
    posts: list[Post] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    looked_since: list[datetime] = field(default_factory=list)
    before_effect: Callable[[], Awaitable[None]] | None = None
    after_effect: Callable[[], Awaitable[None]] | None = None
    _coming: deque[Fault | None] = field(default_factory=deque)

    def misbehave(self, *faults: Fault | None) -> None:
        """Say what goes wrong with the next requests."""
        self._coming.extend(faults)

    @property
    def texts(self) -> list[str]:
        """What stands in the channels, in the order in which it was posted."""
        return [post.text for post in self.posts if not post.is_deleted]

    def texts_in(self, channel: str) -> list[str]:
        """What stands in a channel."""
        return [post.text for post in self.posts if post.channel == channel and not post.is_deleted]

    def next_fault(self) -> Fault | None:
        """Give what goes wrong with a request."""
        if self._coming:
            return self._coming.popleft()
        return self.draw() if self.draw else None

    def post(self, part: Outgoing, key: str) -> Post:
        """Post a part, unless the platform honours keys and has this one."""
        known = next((post for post in self.posts if post.key == key), None)
        if known and self.offers is Offer.KEY:
            return known
        made = Post(f"m{len(self.posts) + 1}", key, part.channel, str(part.payload["text"]), part.parent, part.address)
        self.posts.append(made)
        return made

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Offer what it is made to offer."""
        return self.offers

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Post a part, or misbehave."""
        self.requests.append(("send", str(part.payload["text"])))
        fault = self.next_fault()
        if self.before_effect:
            await self.before_effect()
        if fault in WITH_EFFECT:
            if len(str(part.payload["text"])) > self.longest:
                raise TooLongError
            posted = self.post(part, key)
            if self.after_effect:
                await self.after_effect()
            if fault is None:
                return Sent(posted.id)
        raise self.error(fault or Fault.ERROR_AFTER)

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Find what was posted under a key, if it may be looked at."""
        self.requests.append(("look", str(part.payload["text"])))
        if (fault := self.next_fault()) is not None:
            raise self.error(fault)
        self.looked_since.append(since)
        return self.find(key)

    def find(self, key: str) -> Sent | None:
        """Find what was posted under a key."""
        if self.offers is not Offer.LOOK:
            raise RefusedError("Briefbot may not read this channel.")
        return next((Sent(post.id) for post in self.posts if post.key == key), None)

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Change what was posted, or misbehave."""
        await self._change("edit", part, platform_id)

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Delete what was posted, or misbehave."""
        await self._change("delete", part, platform_id)

    async def _change(self, how: str, part: Outgoing, platform_id: str) -> None:
        self.requests.append((how, str(part.payload.get("text"))))
        fault = self.next_fault()
        if fault in WITH_EFFECT:
            (post,) = (each for each in self.posts if each.id == platform_id)
            if how == "delete":
                post.is_deleted = True
            else:
                post.text = str(part.payload["text"])
        if fault is not None:
            raise self.error(fault)

    def halve(self, payload: Payload) -> Halves | None:
        """Give the halves of a text; the second goes in the thread of the first."""
        halves = halve_text(str(payload["text"]))
        return halves and Halves({"text": halves[0]}, {"text": halves[1]}, is_threaded=True)

    def error(self, fault: Fault) -> Exception:
        """Give the error that a client meets."""
        match fault:
            case Fault.RETRY_AFTER:
                return RetryAfterError(self.retry_after)
            case Fault.RETRY_WORKSPACE_AFTER:
                return RetryAfterError(self.retry_after, Scope.WORKSPACE)
            case Fault.REFUSED:
                return RefusedError("The channel is archived.")
            case Fault.UNREACHABLE:
                return NotPostedError("unreachable")
            case Fault.SLOW_AFTER:
                return TimeoutError()
            case Fault.CUT_BEFORE | Fault.CUT_AFTER:
                return ConnectionResetError()
            case _:
                return UnknownOutcomeError("500")

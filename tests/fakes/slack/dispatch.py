"""Which way a delivery takes, and what goes wrong on it: held back, shuffled, repeated, sent again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.slack.delivering import EVENTS, Delivered, Way
from tests.fakes.slack.records import Json


class NowhereError(Exception):
    """No app listens."""


@dataclass(slots=True)
class Dispatch:
    """Sends each delivery by one of the ways to the app, and keeps a record of all.

    An event that is not acknowledged is sent again at once, `retries` times (Slack: 3 times, within five minutes);
    each event is sent in so many `copies` at once.
    """

    ways: list[Way] = field(default_factory=list)
    retries: int = 0
    copies: int = 1
    message_shortcut: str = "brief"
    record: list[Delivered] = field(default_factory=list)
    held: list[tuple[str, Json]] = field(default_factory=list)
    is_holding: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - repeatable

    async def deliver(self, kind: str, payload: Json) -> Delivered:
        """Send a payload by one of the ways; hold it back if so ordered."""
        if self.is_holding:
            self.held.append((kind, payload))
            return Delivered(kind, payload, failure="held")
        if not self.ways:
            raise NowhereError("no app is connected: fake.http(...) or a Socket Mode client first")
        if kind == EVENTS and self.copies > 1:
            taken = await asyncio.gather(*(self._insistently(kind, payload) for _ in range(self.copies)))
            return taken[0]
        return await self._insistently(kind, payload)

    async def _insistently(self, kind: str, payload: Json) -> Delivered:
        delivered = await self._once(kind, payload, 0, "")
        for attempt in range(1, self.retries + 1 if kind == EVENTS else 1):
            if delivered.is_acknowledged or delivered.headers.get("x-slack-no-retry") == "1":
                break
            delivered = await self._once(kind, payload, attempt, delivered.failure or "unknown_error")
        return delivered

    async def _once(self, kind: str, payload: Json, attempt: int, reason: str) -> Delivered:
        delivered = await self.chance.choice(self.ways).deliver(kind, payload, attempt, reason)
        self.record.append(delivered)
        return delivered

    def hold(self) -> None:
        """Hold back what is delivered from now on."""
        self.is_holding = True

    async def release(
        self, *, copies: int = 1, shuffled: bool = True, seed: int = 0, at_once: int = 16
    ) -> list[Delivered]:
        """Send what was held back, each so many times, shuffled, so many at once."""
        self.is_holding = False
        held, self.held = self.held * copies, []
        if shuffled:
            random.Random(seed).shuffle(held)  # noqa: S311 - repeatable
        return await self.send_all(held, at_once=at_once)

    async def send_all(self, deliveries: Sequence[tuple[str, Json]], *, at_once: int = 16) -> list[Delivered]:
        """Send deliveries, so many at once; give how each was taken, in order."""
        gate = asyncio.Semaphore(at_once)

        async def send(kind: str, payload: Json) -> Delivered:
            async with gate:
                return await self.deliver(kind, payload)

        return list(await asyncio.gather(*(send(kind, payload) for kind, payload in deliveries)))

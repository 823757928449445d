"""How often a method may be called, per channel or in all."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.slack.errors import RateLimitedError


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls within so many seconds, in each channel or over the workspace."""

    calls: int
    seconds: float
    by_channel: bool = True


@dataclass(slots=True)
class Limits:
    """Rates by method; none at first."""

    now: Callable[[], float]
    rates: dict[str, Rate] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    _calls: defaultdict[tuple[str, str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, method: str, team: str, channel: str) -> None:
        """Count a call, or refuse it with the seconds to wait."""
        rate = self.rates.get(method)
        if rate is None:
            return
        calls = self._calls[method, team, channel if rate.by_channel else ""]
        now = self.now()
        while calls and calls[0] <= now - rate.seconds:
            calls.popleft()
        if len(calls) >= rate.calls:
            self.refused.append((method, channel))
            raise RateLimitedError(math.ceil(calls[0] + rate.seconds - now))
        calls.append(now)

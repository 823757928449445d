"""What goes wrong with requests to the fake, in turn or by chance, always the same for one seed."""

from __future__ import annotations

import fnmatch
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """What Slack can do instead of what it was asked."""

    RATE_LIMITED = "429"
    ERROR_BEFORE = "500 before the effect"
    ERROR_AFTER = "500 after the effect"
    CUT_BEFORE = "the connection is cut before the effect"
    CUT_AFTER = "the connection is cut after the effect"
    SLOW_AFTER = "the answer comes too late, after the effect"
    FATAL_BEFORE = "fatal_error, nothing done"
    FATAL_AFTER = "fatal_error, yet done"
    GARBLED_AFTER = "an answer that is no JSON, after the effect"


WITH_EFFECT = frozenset({Fault.ERROR_AFTER, Fault.CUT_AFTER, Fault.SLOW_AFTER, Fault.FATAL_AFTER, Fault.GARBLED_AFTER})
"""What goes wrong where Slack does what it was asked all the same."""
SHARES = {
    Fault.RATE_LIMITED: 0.08,
    Fault.ERROR_BEFORE: 0.05,
    Fault.ERROR_AFTER: 0.05,
    Fault.SLOW_AFTER: 0.02,
    Fault.CUT_BEFORE: 0.02,
    Fault.CUT_AFTER: 0.02,
}


@dataclass(slots=True)
class Faults:
    """What goes wrong: first what was ordered for a method, then what chance gives.

    Methods are patterns (`chat.*`); `response_url`, `files.download` and `socket` stand for what is no Web API method.
    A fault may be a string as well: the error code that the method answers, without effect.
    """

    retry_after: float = 1.0
    slowness: float = 5.0
    drawn: list[tuple[str, Fault | str]] = field(default_factory=list)
    _coming: dict[str, deque[Fault | str | None]] = field(default_factory=dict)
    _shares: list[tuple[str, Mapping[Fault, float], random.Random]] = field(default_factory=list)

    def misbehave(self, pattern: str, *faults: Fault | str | None) -> None:
        """Say what goes wrong with the next requests to a method; None lets one pass."""
        self._coming.setdefault(pattern, deque()).extend(faults)

    def misbehave_by_chance(self, pattern: str, shares: Mapping[Fault, float] = SHARES, seed: int = 0) -> None:
        """Let requests to a method go wrong by chance, in some shares."""
        self._shares.append((pattern, dict(shares), random.Random(f"{pattern}/{seed}")))  # noqa: S311 - repeatable

    def behave(self) -> None:
        """Let nothing go wrong from now on."""
        self._coming.clear()
        self._shares.clear()

    def draw(self, method: str) -> Fault | str | None:
        """Give what goes wrong with a request."""
        fault = self._ordered(method)
        if fault is not None:
            self.drawn.append((method, fault))
        return fault

    def _ordered(self, method: str) -> Fault | str | None:
        for pattern, coming in self._coming.items():
            if coming and fnmatch.fnmatchcase(method, pattern):
                return coming.popleft()
        for pattern, shares, chance in self._shares:
            if fnmatch.fnmatchcase(method, pattern):
                rest = max(0.0, 1 - sum(shares.values()))
                return chance.choices([None, *shares], [rest, *shares.values()])[0]
        return None

"""The pace of channels and workspaces: how long to wait before the next message.

Each bucket is one number, the moment until which its messages are spoken for (the generic cell rate algorithm of the
ATM Forum, 1996). Seconds are those of a clock that only grows.
"""

from __future__ import annotations

from dataclasses import dataclass

_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second in the long run, and how many may follow each other at once."""

    per_second: float
    burst: int = 1

    @property
    def interval(self) -> float:
        """Seconds between messages in the long run."""
        return 1 / self.per_second

    @property
    def tolerance(self) -> float:
        """Seconds that a message may come early."""
        return (self.burst - 1) * self.interval


@dataclass(frozen=True, slots=True)
class Rates:
    """The pace of a channel and of a workspace on a platform."""

    channel: Rate = Rate(per_second=1, burst=3)
    workspace: Rate = Rate(per_second=4, burst=20)


class Pace:
    """How fast messages went out lately, by channel and by workspace."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._spoken_for: dict[tuple[str, ...], float] = {}

    def delay(self, platform: str, workspace: str, channel: str, now: float) -> float:
        """Give the seconds until a message may go out."""
        return max(
            0.0,
            *(
                self._spoken_for.get(key, now) - rate.tolerance - now
                for key, rate in self._buckets(platform, workspace, channel)
            ),
        )

    def take(self, platform: str, workspace: str, channel: str, now: float) -> None:
        """Count a message that goes out after its delay."""
        for key, rate in self._buckets(platform, workspace, channel):
            self._spoken_for[key] = max(self._spoken_for.get(key, now), now) + rate.interval
        if len(self._spoken_for) > _MOST_KEPT:
            self._spoken_for = {key: until for key, until in self._spoken_for.items() if until > now}

    def pause(self, platform: str, workspace: str, channel: str | None, until: float) -> None:
        """Let nothing go out to a channel (`None`: to a workspace) until a moment."""
        key = (platform, workspace) if channel is None else (platform, workspace, channel)
        rate = self._rates.workspace if channel is None else self._rates.channel
        self._spoken_for[key] = max(self._spoken_for.get(key, until), until + rate.tolerance)

    def _buckets(self, platform: str, workspace: str, channel: str) -> tuple[tuple[tuple[str, ...], Rate], ...]:
        return (
            ((platform, workspace), self._rates.workspace),
            ((platform, workspace, channel), self._rates.channel),
        )

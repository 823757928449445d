"""Where a fault run delivers: platforms that misbehave, and keep what was posted whatever anybody was told about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from bot.delivery.ports import Offer
from tests.fakes.platforms import FakePlatform, seeded_faults
from tests.fakes.served import ServedPlatforms
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.records import POST_ONLY, SCOPES, Json, Message

if TYPE_CHECKING:
    from storage.delivery.records import Payload

WORKSPACES = 10
SLACK_SHARES = {
    Fault.RATE_LIMITED: 0.08,
    Fault.ERROR_BEFORE: 0.06,
    Fault.ERROR_AFTER: 0.06,
    Fault.SLOW_AFTER: 0.04,
    Fault.CUT_BEFORE: 0.01,
    Fault.CUT_AFTER: 0.01,
}
SLOWNESS_S = 0.8
"""Later than a worker waits for."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What stands on a platform."""

    platform: str
    channel: str
    text: str


class Stage(Protocol):
    """Platforms as a fault run sees them; `heard` is called for each post."""

    heard: Callable[[], None]

    @property
    def address(self) -> str:
        """What a worker is told, so that it finds them."""
        ...

    @property
    def offers(self) -> Mapping[str, Offer]:
        """What each platform offers."""
        ...

    async def __aenter__(self) -> Self:
        """Open."""
        ...

    async def __aexit__(self, *_: object) -> None:
        """Close."""
        ...

    def place(self, number: int, channel: int) -> tuple[str, str, str]:
        """Give platform, workspace and channel of a delivery."""
        ...

    def payload(self, text: str) -> Payload:
        """Give a message that says a text."""
        ...

    def posts(self) -> list[Posted]:
        """Give what was posted, in its order."""
        ...


class FakeStage:
    """Platforms of the three kinds."""

    def __init__(self, seed: int) -> None:
        self.heard: Callable[[], None] = lambda: None
        self._platforms = {
            offer.value: FakePlatform(offer, seeded_faults(seed + position), retry_after=0.1)
            for position, offer in enumerate(Offer)
        }
        self._served = ServedPlatforms(self._platforms, heard=self._hear, slowness=SLOWNESS_S)
        self.offers: Mapping[str, Offer] = {offer.value: offer for offer in Offer}

    @property
    def address(self) -> str:
        """The port."""
        return json.dumps({"port": self._served.port})

    async def __aenter__(self) -> Self:
        """Open the port."""
        await self._served.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the port."""
        await self._served.__aexit__()

    def place(self, number: int, channel: int) -> tuple[str, str, str]:
        """Take the platforms in turn."""
        return list(Offer)[number % len(Offer)].value, f"w{channel % WORKSPACES}", f"c{channel}"

    def payload(self, text: str) -> Payload:
        """Give the text."""
        return {"text": text}

    def posts(self) -> list[Posted]:
        """Give what the platforms have."""
        return [Posted(name, post.channel, post.text) for name, each in self._platforms.items() for post in each.posts]

    def _hear(self) -> None:
        self.heard()


class SlackStage:
    """A Slack whose history may be read, or a post-only installation."""

    def __init__(self, seed: int, channels: int, *, is_post_only: bool = False) -> None:
        self.heard: Callable[[], None] = lambda: None
        self._is_post_only = is_post_only
        self._slack = FakeSlack(scopes=POST_ONLY if is_post_only else SCOPES)
        self._slack.faults.slowness = SLOWNESS_S
        for method in ("chat.postMessage", "conversations.*"):
            self._slack.misbehave_by_chance(method, SLACK_SHARES, seed)
        self._ids = [self._slack.add_channel(f"channel-{number}").id for number in range(channels)]
        self._slack.state.heard.append(self._hear)

    @property
    def address(self) -> str:
        """The address of its Web API, and a token."""
        return json.dumps({"url": self._slack.api_url, "token": self._slack.token})

    @property
    def offers(self) -> Mapping[str, Offer]:
        """What the installation's scopes allow."""
        return {"slack": Offer.NEITHER if self._is_post_only else Offer.LOOK}

    async def __aenter__(self) -> Self:
        """Open the port."""
        await self._slack.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the port."""
        await self._slack.__aexit__(None, None, None)

    def place(self, number: int, channel: int) -> tuple[str, str, str]:
        """Give the channel of a number."""
        return "slack", f"slack:{self._slack.team.id}", self._ids[channel]

    def payload(self, text: str) -> Payload:
        """Give the text."""
        return {"text": text, "way": "message"}

    def posts(self) -> list[Posted]:
        """Give every message that was ever made."""
        return [Posted("slack", each.channel, each.text) for each in self._slack.posted]

    def _hear(self, what: str, message: Message, before: Json | None) -> None:
        if what == "posted":
            self.heard()

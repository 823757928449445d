"""Slack's channels and people, as conversations and persons: who reads along, and what the bot may do there."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.delivery.clock import Clock

T = TypeVar("T")

KNOWN_FOR_S = 30.0
"""How long it is believed what Slack says of a channel or a person."""
_MOST_KNOWN = 5_000
_LONGEST_WAIT_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel. Where nothing is known of it, it is private, and nobody knows whether the bot may post there.

    `is_open`: every member of the workspace may read it. `has_strangers`: people of other organisations are in it.
    """

    channel: str
    is_open: bool = False
    has_strangers: bool = False
    may_post: bool = False


@dataclass(slots=True)
class Places:
    """Asks Slack what a channel is and who somebody is, and remembers it for a while."""

    client: AsyncWebClient
    clock: Clock
    _channels: dict[str, tuple[float, Place]] = field(default_factory=dict)
    _admins: dict[str, tuple[float, bool]] = field(default_factory=dict)

    async def find(self, channel: str) -> Place:
        """Give what a channel is."""
        known = self._known(self._channels, channel)
        if known is not None:
            return known
        answer = await self._ask(lambda: self.client.conversations_info(channel=channel))
        place = _place(channel, answer.get("channel") or {}) if answer else Place(channel)
        self._keep(self._channels, channel, place)
        return place

    async def is_admin(self, person: str) -> bool:
        """Say whether somebody is an admin or owner of the workspace; where that is not known, no."""
        known = self._known(self._admins, person)
        if known is not None:
            return known
        answer = await self._ask(lambda: self.client.users_info(user=person))
        user = (answer or {}).get("user") or {}
        is_admin = bool(user.get("is_admin") or user.get("is_owner")) and not user.get("is_stranger")
        self._keep(self._admins, person, is_admin)
        return is_admin

    def forget(self, channel: str) -> None:
        """Ask anew the next time."""
        self._channels.pop(channel, None)

    async def direct_channel(self, person: str) -> str:
        """Give the person's conversation with the bot; empty where it can't be opened."""
        answer = await self._ask(lambda: self.client.conversations_open(users=person))
        return str(((answer or {}).get("channel") or {}).get("id") or "")

    async def _ask(self, ask: Callable[[], Awaitable[Any]]) -> Mapping[str, Any] | None:
        """Ask, once more where Slack wants a little time; `None` where it does not tell."""
        from slack_sdk.errors import SlackApiError

        for is_last in (False, True):
            try:
                answer = await ask()
                return dict(answer.data)
            except SlackApiError as error:
                wait = _wait_of(error)
                if is_last or wait is None:
                    _log.info("Slack does not say what was asked (%s)", _code(error))
                    return None
                await self.clock.sleep(wait)
            except (TimeoutError, OSError) as error:
                _log.info("Slack could not be asked (%s)", type(error).__name__)
                return None
        return None

    def _known(self, known: dict[str, tuple[float, T]], name: str) -> T | None:
        until, value = known.get(name, (0.0, None))
        return value if until > self.clock.monotonic() else None

    def _keep(self, known: dict[str, tuple[float, T]], name: str, value: T) -> None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[name] = (self.clock.monotonic() + KNOWN_FOR_S, value)


def _place(channel: str, said: Mapping[str, Any]) -> Place:
    has_strangers = bool(said.get("is_ext_shared") or said.get("is_pending_ext_shared"))
    is_private = said.get("is_private") is not False or bool(said.get("is_im") or said.get("is_mpim"))
    is_open = bool(said.get("is_channel")) and not is_private and not has_strangers
    may_post = bool(said.get("is_member") or said.get("is_im")) and not said.get("is_archived")
    return Place(channel, is_open, has_strangers, may_post)


def _wait_of(error: Any) -> float | None:  # noqa: ANN401 - slack_sdk names no type for its response
    headers = getattr(error.response, "headers", None) or {}
    said = headers.get("Retry-After") or headers.get("retry-after")
    try:
        wait = float(said) if said is not None else None
    except ValueError:
        return None
    return wait if wait is not None and 0 <= wait <= _LONGEST_WAIT_S else None


def _code(error: Any) -> str:  # noqa: ANN401 - as above
    return str(error.response.get("error") if hasattr(error.response, "get") else "unknown")[:60]

"""What Discord's errors mean for what was to be posted; each that a person can help carries a sentence that says how.

Anything that is not known to have had no effect leaves the outcome unknown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from bot.delivery.ports import (
    DeliveryError,
    NotPostedError,
    RefusedError,
    RetryAfterError,
    Scope,
    TooLongError,
    UnknownOutcomeError,
)

if TYPE_CHECKING:
    from typing import Any

_LONGEST_ANSWER = 100_000
_NO_ACCESS, _NO_REPLY = 50001, 160002
_WAIT_S = 60.0
"""Where Discord says that it wants to be left alone and not for how long."""


class Doing(Enum):
    """What was asked of Discord, by the permission that it takes."""

    SEND = '"Send Messages" (in a thread: "Send Messages in Threads")'
    POST = '"Create Posts"'
    READ = '"Read Message History"'
    CHANGE = '"View Channel"'


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is an error: its HTTP status, Discord's own code, and what else it says.

    `is_discords` is false where something before Discord answered.
    """

    status: int
    code: int = 0
    retry_after: float | None = None
    is_global: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)
    is_discords: bool = True


class RefusalError(Exception):
    """Carries a refusal out of the library, before anybody says what it means."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


class GoneError(RefusedError):
    """What was meant is not there any more, or never was."""


class NoReplyError(RefusedError):
    """Not posted: a reply takes a permission that is missing; a message that answers none may do."""


async def raise_refusal(response: Any) -> None:  # noqa: ANN401 - what the library's own client hands over
    """Raise what a response says is wrong, if it is an error, so that the library neither waits nor asks again."""
    if response.status < 400:
        return
    raw = await response.content.read(_LONGEST_ANSWER)
    raise RefusalError(read_refusal(response.status, raw, response.headers.get("Retry-After")))


def read_refusal(status: int, raw: bytes, retry_after: str | None = None) -> Refusal:
    """Read an error's answer, whatever it holds."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        said = None
    answer: Mapping[str, object] = said if isinstance(said, dict) else {}
    code = answer.get("code")
    fields = answer.get("errors")
    seconds = _number(answer.get("retry_after"))
    return Refusal(
        status,
        code if isinstance(code, int) else 0,
        seconds if seconds is not None else _number(retry_after),
        answer.get("global") is True or not isinstance(said, dict),
        fields if isinstance(fields, dict) else {},
        isinstance(said, dict),
    )


def meaning(refusal: Refusal, doing: Doing) -> DeliveryError:
    """Give what a refusal means for what was being done."""
    if refusal.status == 429:
        scope = Scope.WORKSPACE if refusal.is_global else Scope.CHANNEL
        return RetryAfterError(_WAIT_S if refusal.retry_after is None else refusal.retry_after, scope)
    if refusal.status >= 500 or refusal.status == 408:
        return UnknownOutcomeError(f"error {refusal.status} of Discord's")
    if _is_too_long(refusal):
        return TooLongError()
    if not refusal.is_discords:
        return NotPostedError(f"something before Discord answered {refusal.status}")
    return _refused(refusal, doing)


def _refused(refusal: Refusal, doing: Doing) -> DeliveryError:
    sentence = _sentence(refusal, doing)
    if refusal.code == _NO_REPLY:
        return NoReplyError(_lacks(Doing.READ))
    if refusal.status == 404:
        return GoneError(sentence or _GONE)
    if sentence:
        return RefusedError(sentence)
    if refusal.status == 401:
        return NotPostedError("Discord does not take the bot's token")
    return RefusedError("Discord did not take the message.")


def _is_too_long(refusal: Refusal) -> bool:
    if refusal.status == 413 or refusal.code == 40005:
        return True
    if refusal.code != 50035:
        return False
    said = json.dumps(refusal.fields.get("content", refusal.fields.get("message", "")))
    return "MAX_LENGTH" in said or "BAD_LENGTH" in said


def _sentence(refusal: Refusal, doing: Doing) -> str | None:
    if refusal.code in _SENTENCES:
        return _SENTENCES[refusal.code]
    if refusal.status == 403:
        return _lacks(Doing.CHANGE if refusal.code == _NO_ACCESS else doing)
    return None


def _lacks(doing: Doing) -> str:
    return (
        f"Briefbot lacks the permission {doing.value} there. "
        'Whoever has "Manage Channels" can give it, under "Edit Channel", "Permissions".'
    )


def _number(value: object) -> float | None:
    try:
        seconds = float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < 1e7 else None


_GONE = "The channel is not there any more, or Briefbot was removed."
_OVER = "Discord took the answer no more: it does for 15 minutes."
_NO_DIRECT_MESSAGES = "That person takes no direct messages from Briefbot."
_NO_MESSAGES = "That kind of channel takes no messages. A text channel, a thread or a forum does."
_SENTENCES = {
    10003: _GONE,
    10004: _GONE,
    10008: "The message is not there any more.",
    10015: _OVER,
    10062: _OVER,
    50027: _OVER,
    40094: "Discord takes no more messages in answer to this.",
    50005: "The message is not Briefbot's own.",
    50007: _NO_DIRECT_MESSAGES,
    50278: _NO_DIRECT_MESSAGES,
    50008: _NO_MESSAGES,
    50024: _NO_MESSAGES,
    50083: 'The thread is archived. Whoever has "Manage Threads" can open it again.',
    160005: 'The thread is locked. Whoever has "Manage Threads" can unlock it.',
    160006: 'The server has as many open threads as Discord allows. Whoever has "Manage Threads" can close some.',
    40067: 'Posts in that forum need a tag. Whoever has "Manage Channels" can let them go without, under "Edit Channel".',
    40066: _GONE,
    200000: "The server's AutoMod keeps the message out. Whoever has \"Manage Server\" can except Briefbot's role from the rule.",
    200001: "The server's AutoMod keeps the title out. Whoever has \"Manage Server\" can except Briefbot's role from the rule.",
    20009: "Discord holds the message to be unsuitable for that channel.",
}
"""Sentences by Discord's codes of errors."""

"""What Slack answers where it does not post, as what it means for a part: later, never, too long, or nobody knows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.delivery import ports

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULT_WAIT_S = 30.0
TIME_IS_OVER = "The time is over in which Slack takes an answer to that."
_WORD = re.compile(r"[a-z_]{1,60}")
_OVER = frozenset({"expired_url", "used_url"})
_OTHER_NAMES: Mapping[str, str] = {"channel_is_archived": "is_archived"}
"""What a reply address calls otherwise than the methods do."""

_TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long"})
_BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "block_mismatch"})
"""What a workspace says that does not take a kind of block, or not in the place of another."""
_GONE = frozenset({"message_not_found", "thread_not_found"})
_TOO_MANY = frozenset({"ratelimited", "rate_limited"})
_TOO_MANY_IN_ALL = "message_limit_exceeded"
"""Not the bot alone: all that is posted in the workspace."""

_NOT_IN_CHANNEL = 'The bot is not in that channel. Somebody who is can invite it: "/invite" and its name.'
_MAY_NOT_POST = "In that channel only certain people may post. Its managers can allow the bot to."
_TOKEN = "Slack no longer accepts the bot's token. Whoever runs the bot can install it again."  # noqa: S105 - a sentence
_REFUSALS: Mapping[str, str] = {
    "channel_not_found": "That channel is not there any more, or the bot may not see it.",
    "is_archived": "That channel is archived. It can be used again once somebody takes it out of the archive.",
    "not_in_channel": _NOT_IN_CHANNEL,
    "user_not_in_channel": "That person is not in the channel any more.",
    "restricted_action": _MAY_NOT_POST,
    "restricted_action_read_only_channel": _MAY_NOT_POST,
    "restricted_action_thread_only_channel": "In that channel new messages may only be posted in threads.",
    "restricted_action_non_threadable_channel": "In that channel there may be no threads.",
    "restricted_action_thread_locked": "That thread is locked.",
    "cannot_reply_to_message": "That message can't be answered in a thread.",
    "messages_tab_disabled": "Messages to the bot are switched off in its settings at Slack.",
    "account_inactive": _TOKEN,
    "invalid_auth": _TOKEN,
    "not_authed": _TOKEN,
    "token_revoked": _TOKEN,
    "token_expired": _TOKEN,
    "team_access_not_granted": "The bot may not post in that workspace. An admin of the organisation can grant it.",
    "org_login_required": "That workspace is being moved to another organisation and can't be posted to.",
    "ekm_access_denied": "The organisation has suspended messages for now.",
    "edit_window_closed": "Slack lets messages be changed only for some time, and that is over.",
    "cant_update_message": "That message can't be changed by the bot.",
    "cant_delete_message": "That message can't be deleted by the bot.",
    "message_not_found": "That message is not there any more.",
    "thread_not_found": "That thread is not there any more.",
}
"""Known not to be posted, and never will be as things stand (docs.slack.dev, reference of the methods)."""

_LATER = frozenset({"service_unavailable", "team_added_to_org", "invalid_cursor"})
"""Known not to be done; a page of a channel that Slack knows no more is asked for anew."""
_UNKNOWN = frozenset({"fatal_error", "internal_error", "request_timeout"})
"""Of these Slack says itself that some of it may have been done."""


class GoneError(ports.RefusedError):
    """What was to be changed is not there."""


class BlocksRefusedError(ports.RefusedError):
    """Not posted: the workspace does not take these blocks."""


def meaning_of(
    status: int, answer: object, headers: Mapping[str, Any], scope: ports.Scope = ports.Scope.CHANNEL
) -> ports.DeliveryError:
    """Say what an answer means that is not a success.

    `answer` is what was decoded of its body; `scope` is what the method's own limit is for.
    """
    code = str(answer.get("error", "")) if isinstance(answer, dict) else ""
    if code == _TOO_MANY_IN_ALL:
        return ports.RetryAfterError(wait_of(headers), ports.Scope.WORKSPACE)
    if status == 429 or code in _TOO_MANY:
        return ports.RetryAfterError(wait_of(headers), scope)
    if status >= 500 or not code or code in _UNKNOWN:
        return ports.UnknownOutcomeError(f"Slack answered {code or status}")
    if code in _TOO_LONG:
        return ports.TooLongError()
    if code in _LATER:
        return ports.NotPostedError(f"Slack answered {code}")
    return _refusal(code, answer)


def _refusal(code: str, answer: object) -> ports.RefusedError:
    """Say what it means that Slack will not do something, now or later."""
    if code == "missing_scope":
        return ports.RefusedError(_missing_scope(answer))
    reason = _REFUSALS.get(code, f"Slack refuses it ({code[:60]}).")
    if code in _GONE:
        return GoneError(reason)
    return BlocksRefusedError(reason) if code in _BLOCKS_REFUSED else ports.RefusedError(reason)


def meaning_of_failure(error: Exception) -> ports.DeliveryError:
    """Say what it means that no whole answer came."""
    if isinstance(getattr(error, "os_error", None), OSError):  # the client never got a connection
        return ports.NotPostedError("Slack could not be reached")
    return ports.UnknownOutcomeError(f"no answer from Slack ({type(error).__name__})")


def meaning_at_address(status: int, body: str, headers: Mapping[str, Any]) -> ports.DeliveryError | None:
    """Say what an answer of a reply address means; `None` for a success. Its body is a word, or JSON."""
    code = _code_in(body)
    if code in _OVER or (status in {403, 404, 410} and code not in _REFUSALS):
        return ports.RefusedError(TIME_IS_OVER)
    if 200 <= status < 300:
        return meaning_of(status, {"error": code}, headers) if code else None
    return meaning_of(status, {"error": code or str(status)}, headers)


def _code_in(body: str) -> str:
    """Give the name of the error that a reply address answers, empty if it tells none."""
    try:
        answer = json.loads(body)
    except ValueError:
        word = body.strip()
        return "" if word == "ok" or not _WORD.fullmatch(word) else _OTHER_NAMES.get(word, word)
    code = str(answer.get("error") or "") if isinstance(answer, dict) else ""
    return _OTHER_NAMES.get(code, code)


def wait_of(headers: Mapping[str, Any]) -> float:
    """Give the seconds for which Slack wants to be left alone."""
    try:
        return max(float(header_in(headers, "retry-after") or ""), 1.0)
    except ValueError:
        return _DEFAULT_WAIT_S


def header_in(headers: Mapping[str, Any], wanted: str) -> str | None:
    """Give a header by its name in small letters; `None` if it is not there."""
    said = next((value for name, value in headers.items() if str(name).lower() == wanted), None)
    said = said[0] if isinstance(said, list) and said else said
    return None if said is None else str(said)


def _missing_scope(answer: object) -> str:
    needed = str(answer.get("needed", ""))[:100] if isinstance(answer, dict) else ""
    scope = f' "{needed}"' if needed else ""
    return f"The bot lacks the permission{scope}. Whoever runs the bot can add it and install the bot again."

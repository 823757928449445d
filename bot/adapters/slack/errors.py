"""What Slack answers where it does not post, as what it means for a part: later, never, too long, or nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.delivery import ports

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULT_WAIT_S = 30.0

TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long", "invalid_blocks_format_too_long"})
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "block_mismatch"})
"""What a workspace says that does not take a kind of block, or not in the place of another."""
GONE = frozenset({"message_not_found", "thread_not_found"})

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
}
"""Known not to be posted, and never will be as things stand (docs.slack.dev, reference of the methods)."""

_LATER = frozenset({"service_unavailable", "team_added_to_org", "request_timeout_before_effect"})
_UNKNOWN = frozenset({"fatal_error", "internal_error", "request_timeout"})
"""Of these Slack says itself that some of it may have been done."""


def meaning_of(status: int, answer: object, headers: Mapping[str, Any]) -> ports.DeliveryError:
    """Say what an answer means that is not a success; `answer` is what was decoded of its body."""
    code = str(answer.get("error", "")) if isinstance(answer, dict) else ""
    if status == 429 or code in {"ratelimited", "rate_limited", "message_limit_exceeded"}:
        return ports.RetryAfterError(wait_of(headers))
    if status >= 500 or not code or code in _UNKNOWN:
        return ports.UnknownOutcomeError(f"Slack answered {code or status}")
    if code in TOO_LONG:
        return ports.TooLongError()
    if code in _LATER:
        return ports.NotPostedError(f"Slack answered {code}")
    if code == "missing_scope":
        return ports.RefusedError(_missing_scope(answer))
    return ports.RefusedError(_REFUSALS.get(code, f"Slack refuses it ({code[:60]})."))


def meaning_of_failure(error: Exception) -> ports.DeliveryError:
    """Say what it means that no whole answer came."""
    if isinstance(getattr(error, "os_error", None), OSError):  # the client never got a connection
        return ports.NotPostedError("Slack could not be reached")
    return ports.UnknownOutcomeError(f"no answer from Slack ({type(error).__name__})")


def meaning_at_address(status: int, body: str, headers: Mapping[str, Any]) -> ports.DeliveryError:
    """Say what an answer of a reply address means that is not a success; its body is a word, or JSON."""
    if status == 429:
        return ports.RetryAfterError(wait_of(headers))
    if status >= 500:
        return ports.UnknownOutcomeError(f"Slack answered {status}")
    if any(code in body for code in TOO_LONG):
        return ports.TooLongError()
    if status in {403, 404, 410} or "expired" in body or "used_url" in body:
        return ports.RefusedError("The time is over in which Slack takes an answer to that.")
    return ports.RefusedError(f"Slack refuses it ({status}).")


def wait_of(headers: Mapping[str, Any]) -> float:
    """Give the seconds for which Slack wants to be left alone."""
    said = next((value for name, value in headers.items() if str(name).lower() == "retry-after"), None)
    said = said[0] if isinstance(said, list) and said else said
    try:
        return max(float(str(said)), 1.0)
    except ValueError:
        return _DEFAULT_WAIT_S


def code_of(answer: object) -> str:
    """Give the name of the error in an answer; empty if there is none."""
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def _missing_scope(answer: object) -> str:
    needed = str(answer.get("needed", ""))[:100] if isinstance(answer, dict) else ""
    scope = f' "{needed}"' if needed else ""
    return f"The bot lacks the permission{scope}. Whoever runs the bot can add it and install the bot again."

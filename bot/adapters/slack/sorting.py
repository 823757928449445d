"""A payload of Slack sorted: kept until it is handled, answered at once, or none of our business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from bot.adapters.slack.decoding import links_of, mentions, plain_words, words_of
from bot.adapters.slack.events import Asked, Kind, message_key
from bot.adapters.slack.forms import read_form, ways_of_form
from bot.adapters.slack.rendering.pressing import read_press
from storage.delivery.records import NewEvent

if TYPE_CHECKING:
    from bot.adapters.slack.client import Installation
    from bot.delivery.sealing import Seal

Json = Mapping[str, Any]
MOST_FILES = 5
_LONGEST_TEXT = 400_000
_MODAL_ACTIONS = frozenset({"ask", "setting"})
EVENTS_OF_LIFE = {
    "app_uninstalled": Kind.UNINSTALLED,
    "tokens_revoked": Kind.UNINSTALLED,
    "channel_archive": Kind.LEFT,
    "group_archive": Kind.LEFT,
    "channel_left": Kind.LEFT,
    "group_left": Kind.LEFT,
    "member_left_channel": Kind.LEFT,
    "channel_id_changed": Kind.MOVED,
}


class Elsewhere(Enum):
    """What is not kept."""

    AT_ONCE = "answered at once: it opens something or gives options, and changes nothing"
    NOTHING = "none of our business: acknowledged and forgotten"


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts what comes in for one installation; `at` is the moment in seconds."""

    installation: Installation
    seal: Seal
    at: float

    def sort(self, body: Json) -> NewEvent | Elsewhere:
        """Give what is to be kept of a payload, or where else it belongs."""
        if body.get("type") == "event_callback":
            return self._event(body)
        match body.get("type"):
            case "block_actions":
                return self._action(body)
            case "view_submission":
                return self._form(body)
            case "message_action":
                return self._shortcut(body)
            case "shortcut" | "block_suggestion" | "url_verification":
                return Elsewhere.AT_ONCE
            case None if body.get("command"):
                return self._command(body)
            case _:
                return Elsewhere.NOTHING

    def _kept(self, asked: Asked, key: str, *also: str) -> NewEvent:
        others = tuple(dict.fromkeys(each for each in also if each and not each.endswith(":") and each != key))
        return NewEvent(self.installation.workspace, key, asked.payload(), others)

    def _command(self, body: Json) -> NewEvent | Elsewhere:
        text = plain_words(_text(body, "text")).strip()
        if not text:
            return Elsewhere.AT_ONCE
        asked = Asked(
            Kind.COMMAND,
            channel=_text(body, "channel_id"),
            person=_text(body, "user_id"),
            team=_text(body, "team_id"),
            text=text[:_LONGEST_TEXT],
            address=self._sealed(body),
            at=self.at,
        )
        return self._kept(asked, f"trigger:{_text(body, 'trigger_id')}")

    def _action(self, body: Json) -> NewEvent | Elsewhere:
        action = next((each for each in body.get("actions") or () if isinstance(each, dict)), {})
        name = _text(action, "action_id").partition(":")[0]
        if name in _MODAL_ACTIONS or _text(action, "action_id") == "brief":
            return Elsewhere.AT_ONCE
        press = read_press(action)
        if press is None:
            return Elsewhere.NOTHING
        container, message = _map(body, "container"), _map(body, "message")
        channel = _text(_map(body, "channel"), "id") or _text(container, "channel_id")
        ts = _text(container, "message_ts")
        asked = Asked(
            Kind.SHARE if press.action == "share" else Kind.PRESS,
            channel=channel,
            text=press.command[:_LONGEST_TEXT],
            page=press.page,
            ts=ts,
            thread=_text(container, "thread_ts") or _text(message, "thread_ts"),
            is_seen_by_one=bool(container.get("is_ephemeral")),
            is_direct=channel.startswith("D") and not container.get("is_ephemeral"),
            address=self._sealed(body),
            at=self.at,
        )
        if not channel:
            asked = replace(asked, is_home=True, channel=_home_channel(body), is_direct=True)
        return self._kept(self._with_person(asked, body), f"trigger:{_text(body, 'trigger_id')}")

    def _form(self, body: Json) -> NewEvent | Elsewhere:
        command = read_form(_map(body, "view"))
        if not isinstance(command, str):
            return Elsewhere.AT_ONCE
        ways = ways_of_form(_map(body, "view"))
        asked = Asked(
            Kind.FORM,
            channel=ways.channel,
            text=command[:_LONGEST_TEXT],
            ts=ways.ts,
            thread=ways.thread,
            address=ways.address,
            is_home=ways.is_home,
            is_direct=ways.is_direct,
            at=ways.at or self.at,
        )
        return self._kept(self._with_person(asked, body), f"trigger:{_text(body, 'trigger_id')}")

    def _shortcut(self, body: Json) -> NewEvent | Elsewhere:
        if body.get("callback_id") != "brief":
            return Elsewhere.NOTHING
        message = _map(body, "message")
        files, links = _files(message), links_of(message)
        text = "" if files or links else words_of(message)
        asked = Asked(
            Kind.SHORTCUT,
            channel=_text(_map(body, "channel"), "id"),
            text="\n".join(f"brief {link}" for link in links[:MOST_FILES])
            if links
            else f"brief {text}"
            if text
            else "",
            ts=_text(message, "ts"),
            thread=_text(message, "thread_ts"),
            files=files,
            address=self._sealed(body),
            at=self.at,
        )
        return self._kept(self._with_person(asked, body), f"trigger:{_text(body, 'trigger_id')}")

    def _event(self, body: Json) -> NewEvent | Elsewhere:
        event = _map(body, "event")
        kind, id_ = event.get("type"), f"event:{_text(body, 'event_id')}"
        if kind in EVENTS_OF_LIFE:
            return self._life(event, EVENTS_OF_LIFE[str(kind)], id_)
        if kind == "app_home_opened":
            if event.get("tab") != "home":
                return Elsewhere.NOTHING
            asked = Asked(Kind.HOME, channel=_text(event, "channel"), person=_text(event, "user"), at=self.at)
            return self._kept(asked, id_)
        is_shared = bool(body.get("is_ext_shared_channel"))
        is_to_bot = kind == "app_mention" or (kind == "message" and _is_direct(event))
        if is_to_bot and event.get("subtype") in {None, "file_share", "thread_broadcast"}:
            return self._message(event, id_, is_shared=is_shared)
        if kind == "message" and event.get("subtype") in {"message_changed", "message_deleted"}:
            return self._change(event, id_, is_shared=is_shared)
        return Elsewhere.NOTHING

    def _message(self, event: Json, id_: str, *, is_shared: bool) -> NewEvent | Elsewhere:
        if event.get("bot_id") or not event.get("user") or event.get("edited"):
            return Elsewhere.NOTHING
        asked = self._asking(event, event, is_shared=is_shared)
        gesture = f"client:{_text(event, 'client_msg_id')}"
        return self._kept(asked, asked.message_key, id_, gesture)

    def _asking(self, event: Json, message: Json, *, is_shared: bool) -> Asked:
        is_direct = _is_direct(event)
        return Asked(
            Kind.DIRECT if is_direct else Kind.MENTION,
            channel=_text(event, "channel"),
            person=_text(message, "user"),
            team=_text(message, "user_team") or _text(message, "team"),
            text=words_of(message, self.installation.bot_user)[:_LONGEST_TEXT],
            ts=_text(message, "ts"),
            thread=_text(message, "thread_ts"),
            files=_files(message),
            is_direct=is_direct,
            has_strangers=is_shared,
            at=self.at,
        )

    def _change(self, event: Json, id_: str, *, is_shared: bool) -> NewEvent | Elsewhere:
        """Keep what changes a request: a message that names, or named, the bot, or stands in a direct conversation."""
        before, message = _map(event, "previous_message"), _map(event, "message")
        bot = self.installation.bot_user
        was_asked = _is_direct(event) or mentions(before, bot)
        is_asked = _is_direct(event) or mentions(message, bot)
        if not (was_asked or is_asked) or (before or message).get("bot_id") or message.get("bot_id"):
            return Elsewhere.NOTHING
        is_gone = event.get("subtype") == "message_deleted" or message.get("subtype") == "tombstone"
        if is_gone or not is_asked:
            ts = _text(event, "deleted_ts") or _text(message, "ts") or _text(before, "ts")
            asked = Asked(Kind.DELETED, channel=_text(event, "channel"), ts=ts, at=self.at)
            return self._kept(asked, f"deleted:{message_key(asked.channel, ts)}", id_)
        if _same_words(before, message):
            return Elsewhere.NOTHING  # a preview was added, or a reply counted
        asked = replace(self._asking(event, message, is_shared=is_shared), kind=Kind.CHANGED)
        edited = _text(_map(message, "edited"), "ts") or _text(event, "ts")
        return self._kept(asked, f"changed:{asked.message_key}:{edited}", id_)

    def _life(self, event: Json, kind: Kind, id_: str) -> NewEvent | Elsewhere:
        if event.get("type") == "member_left_channel" and event.get("user") != self.installation.bot_user:
            return Elsewhere.NOTHING
        if event.get("type") == "tokens_revoked" and not _map(event, "tokens").get("bot"):
            return Elsewhere.NOTHING
        channel = _text(event, "channel") or _text(event, "old_channel_id")
        return self._kept(Asked(kind, channel=channel, moved_to=_text(event, "new_channel_id"), at=self.at), id_)

    def _with_person(self, asked: Asked, body: Json) -> Asked:
        user = _map(body, "user")
        team = _text(user, "team_id") or _text(_map(body, "team"), "id")
        return replace(asked, person=_text(user, "id"), team=team)

    def _sealed(self, body: Json) -> str:
        address = _text(body, "response_url")
        return self.seal.close(address) if address else ""


def _home_channel(body: Json) -> str:
    return ways_of_form(_map(body, "view")).channel


def _files(message: Json) -> tuple[str, ...]:
    files = message.get("files")
    found = [_text(each, "id") for each in files if isinstance(each, dict)] if isinstance(files, list) else []
    return tuple(each for each in found if each)


def _same_words(before: Json, message: Json) -> bool:
    return bool(before) and before.get("text") == message.get("text") and _files(before) == _files(message)


def _is_direct(event: Json) -> bool:
    return event.get("channel_type") == "im"


def _text(holder: Json, name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _map(holder: Json, name: str) -> Json:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}

"""Events of Slack sorted: what asks the bot, what changes what was asked, and what happens to the bot itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.kept import message_key
from bot.adapters.slack.decoding import mentions, words_of
from bot.adapters.slack.events import Asked, Kind
from bot.adapters.slack.payloads import Elsewhere, files_in, map_in, text_in
from storage.delivery.records import NewEvent

if TYPE_CHECKING:
    from bot.adapters.slack.client import Installation
    from bot.adapters.slack.payloads import Json

LONGEST_TEXT = 400_000
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


@dataclass(frozen=True, slots=True)
class EventSorter:
    """Sorts the events of one installation; `at` is the moment in seconds."""

    installation: Installation
    at: float

    def sort(self, body: Json) -> NewEvent | Elsewhere:
        """Give what is to be kept of an event, or that it is none of our business."""
        event = map_in(body, "event")
        kind, id_ = event.get("type"), f"event:{text_in(body, 'event_id')}"
        if kind in EVENTS_OF_LIFE:
            return self._life(event, EVENTS_OF_LIFE[str(kind)], id_)
        if kind == "app_home_opened":
            if event.get("tab") != "home":
                return Elsewhere.NOTHING
            asked = Asked(Kind.HOME, channel=text_in(event, "channel"), person=text_in(event, "user"), at=self.at)
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
        gesture = f"client:{text_in(event, 'client_msg_id')}"
        return self._kept(asked, asked.message_key, id_, gesture)

    def _asking(self, event: Json, message: Json, *, is_shared: bool) -> Asked:
        is_direct = _is_direct(event)
        return Asked(
            Kind.DIRECT if is_direct else Kind.MENTION,
            channel=text_in(event, "channel"),
            person=text_in(message, "user"),
            team=text_in(message, "user_team") or text_in(message, "team"),
            text=words_of(message, self.installation.bot_user)[:LONGEST_TEXT],
            ts=text_in(message, "ts"),
            thread=text_in(message, "thread_ts"),
            files=files_in(message),
            is_direct=is_direct,
            has_strangers=is_shared,
            at=self.at,
        )

    def _change(self, event: Json, id_: str, *, is_shared: bool) -> NewEvent | Elsewhere:
        """Keep what changes a request: a message that names, or named, the bot, or stands in a direct conversation."""
        before, message = map_in(event, "previous_message"), map_in(event, "message")
        bot = self.installation.bot_user
        was_asked = _is_direct(event) or mentions(before, bot)
        is_asked = _is_direct(event) or mentions(message, bot)
        if not (was_asked or is_asked) or (before or message).get("bot_id") or message.get("bot_id"):
            return Elsewhere.NOTHING
        is_gone = event.get("subtype") == "message_deleted" or message.get("subtype") == "tombstone"
        if is_gone or not is_asked:
            ts = text_in(event, "deleted_ts") or text_in(message, "ts") or text_in(before, "ts")
            asked = Asked(Kind.DELETED, channel=text_in(event, "channel"), ts=ts, at=self.at)
            edited = text_in(map_in(message, "edited"), "ts")  # a mention may be taken out, put in and deleted
            return self._kept(asked, f"deleted:{message_key(asked.channel, ts)}:{edited or 'gone'}", id_)
        if _same_words(before, message):
            return Elsewhere.NOTHING  # a preview was added, or a reply counted
        asked = replace(self._asking(event, message, is_shared=is_shared), kind=Kind.CHANGED)
        edited = text_in(map_in(message, "edited"), "ts") or text_in(event, "ts")
        return self._kept(asked, f"changed:{asked.message_key}:{edited}", id_)

    def _life(self, event: Json, kind: Kind, id_: str) -> NewEvent | Elsewhere:
        if event.get("type") == "member_left_channel" and event.get("user") != self.installation.bot_user:
            return Elsewhere.NOTHING
        if event.get("type") == "tokens_revoked" and not map_in(event, "tokens").get("bot"):
            return Elsewhere.NOTHING
        channel = text_in(event, "channel") or text_in(event, "old_channel_id")
        return self._kept(Asked(kind, channel=channel, moved_to=text_in(event, "new_channel_id"), at=self.at), id_)

    def _kept(self, asked: Asked, key: str, *also: str) -> NewEvent:
        return kept(self.installation, asked, key, *also)


def kept(installation: Installation, asked: Asked, key: str, *also: str) -> NewEvent:
    """Give what was asked as it is kept, under all the keys that it may come under."""
    others = tuple(dict.fromkeys(each for each in also if each and not each.endswith(":") and each != key))
    return NewEvent(installation.workspace, key, asked.payload(), others)


def _same_words(before: Json, message: Json) -> bool:
    return bool(before) and before.get("text") == message.get("text") and files_in(before) == files_in(message)


def _is_direct(event: Json) -> bool:
    return event.get("channel_type") == "im"

"""A payload of Slack sorted: kept until it is handled, answered at once, or none of our business."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.slack.decoding import links_of, plain_words, words_of
from bot.adapters.slack.events import Asked, Kind
from bot.adapters.slack.forms import read_form, ways_of_form
from bot.adapters.slack.payloads import Elsewhere, files_in, map_in, text_in
from bot.adapters.slack.rendering.controls import SAY
from bot.adapters.slack.rendering.pressing import read_press
from bot.adapters.slack.sorting_events import LONGEST_TEXT, EventSorter, kept

if TYPE_CHECKING:
    from bot.adapters.slack.client import Installation
    from bot.adapters.slack.payloads import Json
    from bot.delivery.sealing import Seal
    from storage.delivery.records import NewEvent

MOST_FILES = 5
_TURNING = frozenset({f"{SAY}:next", f"{SAY}:previous"})
_MODAL_ACTIONS = frozenset({"ask", "setting"})


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts what comes in for one installation; `at` is the moment in seconds."""

    installation: Installation
    seal: Seal
    at: float

    def sort(self, body: Json) -> NewEvent | Elsewhere:
        """Give what is to be kept of a payload, or where else it belongs."""
        if body.get("type") == "event_callback":
            return EventSorter(self.installation, self.at).sort(body)
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

    def _command(self, body: Json) -> NewEvent | Elsewhere:
        text = plain_words(text_in(body, "text")).strip()
        if not text:
            return Elsewhere.AT_ONCE
        asked = Asked(
            Kind.COMMAND,
            channel=text_in(body, "channel_id"),
            person=text_in(body, "user_id"),
            team=text_in(body, "team_id"),
            text=text[:LONGEST_TEXT],
            address=self._sealed(body),
            at=self.at,
        )
        return kept(self.installation, asked, f"trigger:{text_in(body, 'trigger_id')}")

    def _action(self, body: Json) -> NewEvent | Elsewhere:
        action = next((each for each in body.get("actions") or () if isinstance(each, dict)), {})
        name = text_in(action, "action_id").partition(":")[0]
        if name in _MODAL_ACTIONS or text_in(action, "action_id") == "brief":
            return Elsewhere.AT_ONCE
        press = read_press(action)
        if press is None:
            return Elsewhere.NOTHING
        container, message = map_in(body, "container"), map_in(body, "message")
        channel = text_in(map_in(body, "channel"), "id") or text_in(container, "channel_id")
        ts = text_in(container, "message_ts")
        asked = Asked(
            Kind.SHARE if press.action == "share" else Kind.PRESS,
            channel=channel,
            text=press.command[:LONGEST_TEXT],
            page=press.page,
            turns_page=text_in(action, "action_id") in _TURNING,
            ts=ts,
            thread=text_in(container, "thread_ts") or text_in(message, "thread_ts"),
            is_seen_by_one=bool(container.get("is_ephemeral")),
            is_direct=channel.startswith("D") and not container.get("is_ephemeral"),
            address=self._sealed(body),
            at=self.at,
        )
        if not channel:
            asked = replace(asked, is_home=True, channel=_home_channel(body), is_direct=True)
        return kept(self.installation, self._with_person(asked, body), f"trigger:{text_in(body, 'trigger_id')}")

    def _form(self, body: Json) -> NewEvent | Elsewhere:
        command = read_form(map_in(body, "view"))
        if not isinstance(command, str):
            return Elsewhere.AT_ONCE
        ways = ways_of_form(map_in(body, "view"))
        asked = Asked(
            Kind.FORM,
            channel=ways.channel,
            text=command[:LONGEST_TEXT],
            ts=ways.ts,
            thread=ways.thread,
            address=ways.address,
            is_home=ways.is_home,
            is_direct=ways.is_direct,
            at=ways.at or self.at,
        )
        return kept(self.installation, self._with_person(asked, body), f"trigger:{text_in(body, 'trigger_id')}")

    def _shortcut(self, body: Json) -> NewEvent | Elsewhere:
        if body.get("callback_id") != "brief":
            return Elsewhere.NOTHING
        message = map_in(body, "message")
        files, links = files_in(message), links_of(message)
        text = "" if files or links else words_of(message)
        asked = Asked(
            Kind.SHORTCUT,
            channel=text_in(map_in(body, "channel"), "id"),
            text="\n".join(f"brief {link}" for link in links[:MOST_FILES])
            if links
            else f"brief {text}"
            if text
            else "",
            ts=text_in(message, "ts"),
            thread=text_in(message, "thread_ts"),
            files=files,
            address=self._sealed(body),
            at=self.at,
        )
        return kept(self.installation, self._with_person(asked, body), f"trigger:{text_in(body, 'trigger_id')}")

    def _with_person(self, asked: Asked, body: Json) -> Asked:
        user = map_in(body, "user")
        team = text_in(user, "team_id") or text_in(map_in(body, "team"), "id")
        return replace(asked, person=text_in(user, "id"), team=team)

    def _sealed(self, body: Json) -> str:
        address = text_in(body, "response_url")
        return self.seal.close(address) if address else ""


def _home_channel(body: Json) -> str:
    return ways_of_form(map_in(body, "view")).channel

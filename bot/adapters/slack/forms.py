"""Modals on their way: what they carry so that their answer finds its place, and what was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters import briefing_form
from bot.adapters.slack.views import asking, briefing, settings
from bot.adapters.slack.views.fields import Wrong, carried_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_READERS: dict[str, Callable[[Mapping[str, Any]], str | Wrong]] = {
    briefing_form.NAME: briefing.read_brief,
    asking.NAME: asking.read_question,
    settings.NAME: settings.read_setting,
}


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the answer to a modal goes: `address` is the encrypted response_url of what opened it, `at` its moment.

    `ts` is the message that it was opened from, where all of the channel see it.
    """

    channel: str = ""
    ts: str = ""
    thread: str = ""
    address: str = ""
    at: float = 0.0
    is_home: bool = False
    is_direct: bool = False

    def carried(self) -> dict[str, str]:
        """Give it as a view carries it."""
        flags = {"home": self.is_home, "direct": self.is_direct}
        said = {
            "channel": self.channel,
            "ts": self.ts,
            "thread": self.thread,
            "address": self.address,
            "at": str(self.at),
        }
        return {
            **{name: value for name, value in said.items() if value},
            **{name: "1" for name in flags if flags[name]},
        }


def ways_of_form(view: Mapping[str, Any]) -> Ways:
    """Give what a view carried."""
    carried = carried_in(view)
    try:
        at = float(carried.get("at", "0"))
    except ValueError:
        at = 0.0
    return Ways(
        carried.get("channel", ""),
        carried.get("ts", ""),
        carried.get("thread", ""),
        carried.get("address", ""),
        at,
        is_home="home" in carried,
        is_direct="direct" in carried,
    )


def read_form(view: Mapping[str, Any]) -> str | Wrong | None:
    """Give the command that a modal was filled in with, what is wrong with it, or nothing if it is none of ours."""
    reader = _READERS.get(str(view.get("callback_id")))
    return reader(view) if reader else None

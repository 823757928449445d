"""What is kept of a payload of Slack until it is handled: the least that is needed, nothing in clear that is a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.adapters.kept import message_key, said_fields

if TYPE_CHECKING:
    from storage.delivery.records import Payload


class Kind(StrEnum):
    """How something was asked, or what happened."""

    COMMAND = "command"
    MENTION = "mention"
    DIRECT = "direct"
    SHORTCUT = "shortcut"
    PRESS = "press"
    SHARE = "share"
    FORM = "form"
    CHANGED = "changed"
    DELETED = "deleted"
    HOME = "home"
    LEFT = "left"
    MOVED = "moved"
    UNINSTALLED = "uninstalled"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked, or what happened, and where.

    `text` is in plain words. `ts` names the message that asks, or the one that the button is on, and `thread` the one
    under which it stands. `address` is the encrypted response_url; `at` is the moment, in seconds. `home` says that it was
    asked in the Home tab; `is_seen_by_one` that the button is on a message for one person.
    """

    kind: Kind
    channel: str = ""
    person: str = ""
    team: str = ""
    text: str = ""
    ts: str = ""
    thread: str = ""
    files: tuple[str, ...] = ()
    address: str = ""
    at: float = 0.0
    page: int = 1
    turns_page: bool = False
    is_seen_by_one: bool = False
    is_direct: bool = False
    has_strangers: bool = False
    is_home: bool = False
    moved_to: str = ""

    @property
    def moment(self) -> datetime:
        """When it was asked."""
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def message_key(self) -> str:
        """The key of the message that asks."""
        return message_key(self.channel, self.ts)

    def payload(self) -> Payload:
        """Give it as it is kept: what differs from nothing."""
        kept = {**said_fields(self), "kind": str(self.kind)}
        if self.files:
            kept["files"] = list(self.files)
        return kept


def read_asked(payload: Mapping[str, object]) -> Asked:
    """Give what was kept; raises `ValueError` or `TypeError` where it is nothing of ours."""
    given = {name: value for name, value in payload.items() if name not in {"kind", "files"}}
    files = payload.get("files", ())
    if not isinstance(files, list | tuple):
        raise TypeError("files are a list")
    return Asked(Kind(str(payload.get("kind"))), files=tuple(map(str, files)), **given)  # type: ignore[arg-type]

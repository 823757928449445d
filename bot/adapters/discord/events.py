"""What is kept of an event of Discord until it is handled: the least that is needed, nothing in clear that is a secret."""

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
    MENU = "menu"
    MENTION = "mention"
    PRESS = "press"
    SHARE = "share"
    FORM = "form"
    CHANGED = "changed"
    DELETED = "deleted"
    CHANNEL_GONE = "channel gone"
    GUILD_GONE = "guild gone"


MESSAGES = frozenset((Kind.MENTION, Kind.CHANGED))
"""What is asked by a message and answered by one."""
CHANGES = frozenset((Kind.CHANGED, Kind.DELETED, Kind.CHANNEL_GONE, Kind.GUILD_GONE))
"""What gets no answer of its own."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with what was asked: `address` is where it lies, encrypted, for whoever has it may read it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked, or what happened, and where.

    `conversation` is the one that the answer appears in, by the name under which statements are kept for it; `channel`
    is where Discord takes a message for it, and `thread` is set where that is a thread. `message` is the message that
    asks, or the one with the button. `address` is the encrypted way to answer an interaction, which is an edit of what
    `was_deferred`; `at` is the moment, in seconds. `is_open`: everybody in the guild may read there; `is_seen_by_one`: the
    answer is for who asked alone; `replaces`: it takes the place of the message with the button. `about` names the
    statement of the bot's message that was replied to; `points_to_menu`: what was replied to can't be read here; `names_role`: what names the bot's role can't.
    """

    kind: Kind
    channel: str = ""
    conversation: str = ""
    thread: str = ""
    person: str = ""
    text: str = ""
    message: str = ""
    about: str = ""
    files: tuple[File, ...] = ()
    address: str = ""
    at: float = 0.0
    page: int = 1
    key: str = ""
    is_admin: bool = False
    is_direct: bool = False
    is_open: bool = False
    is_seen_by_one: bool = False
    may_post: bool = False
    replaces: bool = False
    points_to_menu: bool = False
    names_role: bool = False

    @property
    def moment(self) -> datetime:
        """When it was asked."""
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def message_key(self) -> str:
        """The key of the message that asks."""
        return message_key(self.channel, self.message)

    def payload(self) -> Payload:
        """Give it as it is kept: what differs from nothing."""
        kept = {**said_fields(self), "kind": str(self.kind)}
        if self.files:
            kept["files"] = [[each.name, each.address] for each in self.files]
        return kept


def read_asked(payload: Mapping[str, object]) -> Asked:
    """Give what was kept; raises `ValueError` or `TypeError` where it is nothing of ours."""
    given = {name: value for name, value in payload.items() if name not in {"kind", "files"}}
    files = payload.get("files", ())
    if not isinstance(files, list | tuple):
        raise TypeError("files are a list")
    read = tuple(File(str(name), str(address)) for name, address in files)
    return Asked(Kind(str(payload.get("kind"))), files=read, **given)  # type: ignore[arg-type]

"""Who and what there is in a Discord of our own: the bot, channels, messages as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

BOT = "900000000000000001"
APPLICATION = "900000000000000002"
GUILD = "700000000000000001"
USER = {"id": BOT, "username": "briefbot", "discriminator": "0", "avatar": None, "bot": True}
ABOUT = {
    "id": APPLICATION,
    "name": "Briefbot",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": USER,
    "verify_key": "",
    "summary": "",
    "flags": 0,
    "team": None,
}
TEXT_CHANNEL, FORUM = 0, 15
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
Json = Any


@dataclass(slots=True)
class Channel:
    """A channel; `refusal` is what it answers to all that is posted: a status and Discord's code."""

    id: str
    kind: int = TEXT_CHANNEL
    parent: str | None = None
    name: str = ""
    refusal: tuple[int, int] | None = None
    hides_history: bool = False
    needs_tag: bool = False


@dataclass(slots=True)
class Standing:
    """A message as it stands."""

    id: str
    channel: str
    body: dict[str, Json]
    author: str = BOT
    nonce: str | None = None
    made_at: datetime = EPOCH
    is_deleted: bool = False

    @property
    def content(self) -> str:
        return str(self.body.get("content", ""))


def invalid(name: str, code: str) -> tuple[int, Json]:
    """Give the answer to a body of which a field is wrong."""
    return 400, {
        "message": "Invalid Form Body",
        "code": 50035,
        "errors": {name: {"_errors": [{"code": code, "message": "Must be 2000 or fewer in length."}]}},
    }

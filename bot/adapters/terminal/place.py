"""The terminal as a place: its own workspace, one conversation, one person; and the files its words name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.requests import Request
    from bot.ingest.incoming import Upload

WORKSPACE = "terminal"
CONVERSATION = "terminal"
PERSON = "terminal"


def request(text: str = "") -> Request:
    """Give what was said at the terminal, now, by the one person there is."""
    from bot.answering.requests import Request

    return Request(text, WORKSPACE, CONVERSATION, PERSON, at=datetime.now(UTC), is_admin=True)


def open_path(word: str) -> Upload | None:
    """Give the file that a word names, if it is there."""
    from bot.ingest.files import is_readable_file, read_source

    return read_source(word) if is_readable_file(word) else None

"""What the header of an e-mail says of its text: a title, who sent it, and when."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header
from typing import TYPE_CHECKING

from bot.ingest.decoding import decode_with_hints

if TYPE_CHECKING:
    from datetime import date
    from email.message import Message

_REPLY = re.compile(r"^\s*(?:(?:re|aw|sv|antw|fwd?|wg|tr|rv|enc|i|vs)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+")


def subject_of(message: Message) -> str | None:
    """Give the subject without what programs put in front of it ("Re:", "Fwd:", in several languages)."""
    return _REPLY.sub("", _header(message, "subject")).strip() or None


def sender_of(message: Message) -> str | None:
    """Give the sender's name; an address is none."""
    from email.utils import parseaddr

    name = parseaddr(_header(message, "from"))[0]
    return None if _ADDRESS.search(name) else name.strip("\"' ") or None


def day_of(message: Message) -> date | None:
    """Give the day on which it was sent, where it was sent."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _header(message: Message, name: str) -> str:
    """Give a header's text on one line; letters that stand in it as they are, against the rules, are decoded too."""
    for key, value in message.raw_items():
        if key.casefold() == name:
            raw = str(value).encode("utf-8", "surrogateescape")
            return decode_words(" ".join((decode_with_hints(raw) or "").split()))
    return ""


def decode_words(text: str) -> str:
    """Decode the encoded words of a header (RFC 2047); what can't be decoded stays as it is."""
    try:
        parts = decode_header(text)
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "latin-1", "replace") for part, charset in parts
        )
    except (MessageError, LookupError, ValueError):
        return text

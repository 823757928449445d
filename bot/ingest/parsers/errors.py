"""Why a parser can't make a text of bytes. The parent turns the reason into the sentence that the person gets."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no text to be had."""

    EMPTY = "empty"
    """There is nothing in it, or nothing that is text."""
    NOT_TEXT = "not text"
    """Another kind of thing; the error's detail names it ("a picture")."""
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    """Pages that are pictures."""
    LOGIN = "log-in form"
    SCRIPTED = "needs scripts"
    """A page that a browser would draw with a script, and that says nothing without."""
    FEED = "a feed"
    """A feed where a text was asked for."""
    NOT_A_FEED = "not a feed"
    TOO_LARGE = "too large"
    """It grows beyond what is read when it is unpacked, or needs more memory than a child has."""
    TOO_LONG = "too long"
    """It has more pages or text than is read."""
    TOO_DEEP = "nested too deeply"
    TOO_SLOW = "too slow"
    CRASHED = "crashed"
    """The child that read it ended without an answer."""
    NO_LIMITS = "no limits"
    """The system can't limit a child, so nothing but plain text is read."""


class UnreadableError(Exception):
    """Bytes that a parser can make no text of; `detail` names the kind of thing where the reason asks for it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail

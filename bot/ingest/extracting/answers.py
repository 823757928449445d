"""What a child answers, as frames and back: a text with its marks, or a feed. Every field is checked on arrival."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.ingest.extracted import LARGEST_ATTACHMENTS, Attachment, Extracted
from bot.ingest.extracting.framing import (
    LARGEST_TEXT,
    Frame,
    Kind,
    ProtocolError,
    file_frames,
    from_json,
    text_frames,
    to_json,
)
from bot.ingest.feeds.parsed import MOST_ENTRIES, ParsedFeed
from bot.ingest.formats import Format
from bot.ingest.parsers.errors import Reason, UnreadableError
from summarizers.reading.document import Mark, MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MARKS = 300_000
MOST_ATTACHMENTS = 50
MOST_FEEDS = 50
_LONGEST_FIELD = 10_000
"""Characters of a title, a name or an address."""
_BATCH = 2_000
_DETAIL = 100
_FIELDS = ("title", "author", "publisher", "canonical")


def extracted_frames(extracted: Extracted) -> Iterator[Frame]:
    """Yield the frames of an extracted text; raise `UnreadableError` where it is longer than what is read."""
    # A character takes four bytes at most: the exact size is only worth counting for what may be too long.
    if 4 * len(extracted.text) > LARGEST_TEXT and len(extracted.text.encode("utf-8", "replace")) > LARGEST_TEXT:
        raise UnreadableError(Reason.TOO_LONG)
    if len(extracted.marks) > MOST_MARKS:
        raise UnreadableError(Reason.TOO_LONG)
    head: dict[str, object] = {name: (getattr(extracted, name) or "")[:_LONGEST_FIELD] for name in _FIELDS}
    head["format"] = extracted.format.value
    head["published"] = extracted.published.isoformat() if extracted.published else ""
    head["feeds"] = [feed for feed in extracted.feeds if len(feed) < _LONGEST_FIELD][:MOST_FEEDS]
    kept = _attachments_kept(extracted.attachments)
    head["attachments"] = [attachment.name[:_LONGEST_FIELD] for attachment in kept]
    yield Kind.HEAD, to_json(head)
    yield from text_frames(extracted.text)
    for start in range(0, len(extracted.marks), _BATCH):
        some = extracted.marks[start : start + _BATCH]
        yield Kind.MARKS, to_json([[mark.kind.value, mark.start, mark.end, mark.level] for mark in some])
    for number, attachment in enumerate(kept):
        yield from file_frames(number, attachment.raw)


def feed_frames(feed: ParsedFeed) -> Iterator[Frame]:
    """Yield the frames of a feed, one an entry."""
    yield Kind.HEAD, to_json(replace(feed, entries=()).to_json())
    for entry in feed.entries:
        yield Kind.ENTRY, to_json(entry.to_json())


def reason_frame(reason: Reason, detail: str = "") -> Frame:
    """Give the frame that says why there is no answer."""
    return Kind.REASON, to_json({"reason": reason.value, "detail": detail[:_DETAIL]})


def read_reason(payload: bytes) -> UnreadableError:
    """Give the error that `reason_frame` wrote; raise `ProtocolError` for anything else."""
    fields = _fields(payload)
    try:
        return UnreadableError(Reason(_string(fields, "reason")), _string(fields, "detail")[:_DETAIL])
    except ValueError as error:
        raise ProtocolError("no such reason") from error


class ExtractedAssembler:
    """Puts an extracted text together."""

    def __init__(self) -> None:
        self._head: dict[str, Any] | None = None
        self._pieces: list[str] = []
        self._size = 0
        self._marks: list[Mark] = []
        self._files: list[bytearray] = []
        self._files_size = 0

    def add(self, kind: Kind, payload: bytes) -> None:
        """Take a frame; raise `ProtocolError` where it can't be true."""
        if kind is Kind.HEAD and self._head is None:
            self._head = _fields(payload)
            self._files = [bytearray() for _ in _strings(self._head, "attachments", MOST_ATTACHMENTS)]
        elif kind is Kind.TEXT:
            self._add_text(payload)
        elif kind is Kind.MARKS:
            self._add_marks(payload)
        elif kind is Kind.FILE:
            self._add_file(payload)
        else:
            raise ProtocolError("a frame out of place")

    def finish(self) -> Extracted:
        """Give the text; raise `ProtocolError` where a field is missing or a mark lies outside of the text."""
        if self._head is None:
            raise ProtocolError("no head")
        text = "".join(self._pieces)
        self._pieces.clear()
        if any(mark.end > len(text) for mark in self._marks):
            raise ProtocolError("a mark outside of the text")
        names = _strings(self._head, "attachments", MOST_ATTACHMENTS)
        try:
            return Extracted(
                format=Format(_string(self._head, "format")),
                text=text,
                marks=tuple(self._marks),
                title=_string(self._head, "title") or None,
                author=_string(self._head, "author") or None,
                publisher=_string(self._head, "publisher") or None,
                published=_day(_string(self._head, "published")),
                canonical=_web_address(_string(self._head, "canonical")),
                feeds=tuple(filter(None, map(_web_address, _strings(self._head, "feeds", MOST_FEEDS)))),
                attachments=tuple(
                    Attachment(name, bytes(raw)) for name, raw in zip(names, self._files, strict=True) if raw
                ),
            )
        except ValueError as error:
            raise ProtocolError("a field makes no sense") from error

    def _add_text(self, payload: bytes) -> None:
        self._size += len(payload)
        if self._size > LARGEST_TEXT:
            raise ProtocolError("the text is too long")
        try:
            self._pieces.append(payload.decode())
        except UnicodeDecodeError as error:
            raise ProtocolError("not UTF-8") from error

    def _add_marks(self, payload: bytes) -> None:
        some = from_json(payload)
        if not isinstance(some, list) or len(self._marks) + len(some) > MOST_MARKS:
            raise ProtocolError("no marks, or too many")
        self._marks.extend(map(_mark, some))

    def _add_file(self, payload: bytes) -> None:
        self._files_size += len(payload)
        if not payload or payload[0] >= len(self._files) or self._files_size > 2 * LARGEST_ATTACHMENTS:
            raise ProtocolError("an attachment out of place")
        self._files[payload[0]] += payload[1:]


class FeedAssembler:
    """Puts a feed together."""

    def __init__(self) -> None:
        self._head: dict[str, Any] | None = None
        self._entries: list[object] = []

    def add(self, kind: Kind, payload: bytes) -> None:
        """Take a frame; raise `ProtocolError` where it can't be true."""
        if kind is Kind.HEAD and self._head is None:
            self._head = _fields(payload)
        elif kind is Kind.ENTRY and len(self._entries) < MOST_ENTRIES:
            self._entries.append(from_json(payload))
        else:
            raise ProtocolError("a frame out of place")

    def finish(self) -> ParsedFeed:
        """Give the feed; raise `ProtocolError` where a field is none."""
        if self._head is None:
            raise ProtocolError("no head")
        try:
            return ParsedFeed.from_json(self._head | {"entries": self._entries})
        except (ValueError, OverflowError) as error:
            raise ProtocolError("not a feed") from error


def _attachments_kept(attachments: tuple[Attachment, ...]) -> list[Attachment]:
    kept, left = [], LARGEST_ATTACHMENTS
    for attachment in attachments[:MOST_ATTACHMENTS]:
        if attachment.raw and len(attachment.raw) <= left:
            kept.append(attachment)
            left -= len(attachment.raw)
    return kept


def _mark(value: object) -> Mark:
    match value:
        case [str(kind), int(start), int(end), int(level)] if 0 <= start <= end and 0 <= level < 1_000_000:
            try:
                return Mark(MarkKind(kind), start, end, level)
            except ValueError as error:
                raise ProtocolError("no such mark") from error
    raise ProtocolError("not a mark")


def _fields(payload: bytes) -> dict[str, Any]:
    fields = from_json(payload)
    if not isinstance(fields, dict):
        raise ProtocolError("not an object")
    return fields


def _string(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST_FIELD:
        raise ProtocolError(f"{name} is no text")
    return value


def _strings(fields: dict[str, Any], name: str, most: int) -> list[str]:
    values = fields.get(name)
    if not isinstance(values, list) or len(values) > most or not all(isinstance(value, str) for value in values):
        raise ProtocolError(f"{name} is no list of texts")
    return values


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _web_address(written: str) -> str | None:
    return written if written.startswith(("http://", "https://")) else None

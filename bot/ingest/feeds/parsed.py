"""A feed as it was parsed: what the limited child hands to the parent, as JSON and nothing else."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

MOST_ENTRIES = 500
"""The newest entries that are kept of a feed; a poll that finds more new ones than this has missed months."""


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry. `address` is absolute (http or https); moments are in UTC; `html` is input for a parser, never shown.

    `text` is what a reader of `html` reads, as one line; `is_content` says that the feed gives it as the entry's
    content, and not as its summary; `is_cut` that it was longer than what is kept.
    """

    title: str = ""
    address: str | None = None
    guid: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    html: str = ""
    text: str = ""
    is_content: bool = False
    is_cut: bool = False

    @property
    def moment(self) -> datetime | None:
        """The time that the entry gives itself: of publication, else of its last change."""
        return self.published or self.updated

    def to_json(self) -> dict[str, Any]:
        """Give the entry as what `json.dumps` takes."""
        return asdict(self) | {"published": _written(self.published), "updated": _written(self.updated)}

    @classmethod
    def from_json(cls, value: object) -> ParsedEntry:
        """Give the entry that `to_json` wrote; raise `ValueError` for anything else."""
        fields = _mapping(value)
        return cls(
            title=_text(fields, "title"),
            address=_address(fields, "address"),
            guid=_text(fields, "guid"),
            published=_moment(fields, "published"),
            updated=_moment(fields, "updated"),
            author=_text(fields, "author") or None,
            html=_text(fields, "html"),
            text=_text(fields, "text"),
            is_content=_flag(fields, "is_content"),
            is_cut=_flag(fields, "is_cut"),
        )


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed: `format` in words ("RSS 2.0"), `site` the page it belongs to, entries newest first.

    `total` counts the entries there were, of which `MOST_ENTRIES` are kept; `is_malformed` says that the feed breaks
    the rules of its format and was read all the same.
    """

    format: str
    title: str = ""
    site: str | None = None
    language: str | None = None
    entries: tuple[ParsedEntry, ...] = ()
    total: int = 0
    is_malformed: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the feed as what `json.dumps` takes."""
        return {
            "format": self.format,
            "title": self.title,
            "site": self.site,
            "language": self.language,
            "entries": [entry.to_json() for entry in self.entries],
            "total": self.total,
            "is_malformed": self.is_malformed,
        }

    @classmethod
    def from_json(cls, value: object) -> ParsedFeed:
        """Give the feed that `to_json` wrote; raise `ValueError` for anything else: a child may have been taken over."""
        fields = _mapping(value)
        entries, total = fields.get("entries"), fields.get("total")
        if not isinstance(entries, list) or len(entries) > MOST_ENTRIES or type(total) is not int or total < 0:
            raise ValueError("not a feed")
        return cls(
            format=_text(fields, "format"),
            title=_text(fields, "title"),
            site=_address(fields, "site"),
            language=_text(fields, "language") or None,
            entries=tuple(ParsedEntry.from_json(entry) for entry in entries),
            total=total,
            is_malformed=_flag(fields, "is_malformed"),
        )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value or ""


def _flag(fields: dict[str, object], name: str) -> bool:
    value = fields.get(name)
    if not isinstance(value, bool):
        raise ValueError(f"{name} is neither true nor false")
    return value


def _address(fields: dict[str, object], name: str) -> str | None:
    value = _text(fields, name)
    if value and not value.startswith(("http://", "https://")):
        raise ValueError(f"{name} is no web address")
    return value or None


def _moment(fields: dict[str, object], name: str) -> datetime | None:
    value = _text(fields, name)
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{name} has no zone")
    return moment.astimezone(UTC)

"""Entries as their format gives them -> entries as they are handed on: newest first, clean, and not too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from bot.ingest.feeds.parsed import MOST_ENTRIES, ParsedEntry
from bot.ingest.parsers.feed.markup import as_markup, clean_markup, plain_text

LONGEST_LINE = 500
"""Characters of a title or a name."""
LONGEST_ADDRESS = 4_096
LONGEST_CONTENT = 1_000_000
"""Characters of an entry's markup; a year's minutes have fewer."""
MOST_CONTENT = 8_000_000
"""Characters of all entries' markup; those that come after get along without, and are fetched from their address."""


@dataclass(frozen=True, slots=True)
class GivenEntry:
    """An entry as its format gives it: markup as it came, `links` in order of preference, `base` of relative ones."""

    title: str
    links: tuple[str, ...]
    base: str | None
    guid: str
    published: datetime | None
    updated: datetime | None
    author: str
    content: str
    is_markup: bool
    is_content: bool

    @property
    def moment(self) -> datetime | None:
        """The time that the entry gives itself."""
        return self.published or self.updated


def keep_entries(given: Sequence[GivenEntry]) -> tuple[ParsedEntry, ...]:
    """Give the newest entries, clean; what lies beyond the limits of this module is cut."""
    kept: list[ParsedEntry] = []
    left = MOST_CONTENT
    for entry in newest_first(given)[:MOST_ENTRIES]:
        parsed = _parsed(entry, min(left, LONGEST_CONTENT))
        left -= len(parsed.html) + len(parsed.text)
        if parsed.title or parsed.text or parsed.address:
            kept.append(parsed)
    return tuple(kept)


def newest_first(given: Sequence[GivenEntry]) -> list[GivenEntry]:
    """Give entries by date; one without a date keeps its place beside the one before it, as feeds are in order mostly."""
    known = [entry.moment for entry in given if entry.moment]
    if not known:
        return list(given)
    places: list[datetime] = []
    for entry in given:
        places.append(entry.moment or (places[-1] if places else known[0]))
    order = sorted(range(len(given)), key=lambda at: places[at], reverse=True)
    return [given[at] for at in order]


def web_address(address: str, base: str | None) -> str | None:
    """Give an address as an absolute one, or nothing where there is none or it leads to no web page."""
    if not address.strip():
        return None
    try:
        absolute = urljoin(base or "", "".join(address.split()))
    except ValueError:
        return None
    is_web = absolute.casefold().startswith(("http://", "https://")) and len(absolute) <= LONGEST_ADDRESS
    return absolute[:8].casefold() + absolute[8:] if is_web else None


def _parsed(entry: GivenEntry, most: int) -> ParsedEntry:
    address = next(filter(None, (web_address(link, entry.base) for link in entry.links if link)), None)
    content = entry.content[: max(most, 0)]
    html, text = clean_markup(content if entry.is_markup else as_markup(content), entry.base or address)
    return ParsedEntry(
        title=plain_text(entry.title)[:LONGEST_LINE],
        address=address,
        guid=entry.guid[:LONGEST_ADDRESS],
        published=entry.published,
        updated=entry.updated,
        author=plain_text(entry.author)[:LONGEST_LINE] or None,
        html=html,
        text=text,
        is_content=entry.is_content,
        is_cut=len(content) < len(entry.content),
    )

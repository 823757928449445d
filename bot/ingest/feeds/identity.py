"""Which entry of a feed is which: told by its address and its text, never by its date, title or id.

| what differs from what was seen                         | the entry is                          |
| ------------------------------------------------------- | ------------------------------------- |
| date, title, id, tracking, http to https, `www.`        | the same: `KNOWN`                     |
| text, at the same address                               | a new version of the same: `CHANGED`  |
| address, with the same text and figures, the old gone   | the same, moved: `KNOWN`              |
| text, at an address that several entries share          | another, told apart by text: `NEW`    |
| text, at another place of a page (`#morning`, `#noon`)  | another, told apart by place: `NEW`   |
| text, without an address of its own                     | another, told apart by text: `NEW`    |

What is kept between two looks is a table of keys, each with the hash of a text: `keys_of` says which to look up,
`assess` judges by them, `marks_of` says what to keep.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from bot.ingest.feeds.canonical import canonical_address
from bot.ingest.feeds.teasers import count_words, without_ending
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from bot.ingest.feeds.parsed import ParsedEntry, ParsedFeed

LOOKED_AT = "looked-at"
"""The key that says that a feed was looked at before; its first look finds nothing new."""
_SHARED = "shared"
_COMMON = "common"
_LEAST_OWN = 20
"""Words from which on a text tells an entry from others without its title."""
_LONGEST_NAME = 12
"""Characters of a parameter that names a page ("IP_25_123"); what is longer and has figures counts clicks."""
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


class Standing(StrEnum):
    """What an entry is to somebody who has looked at its feed before."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class EntryIdentity:
    """What tells an entry from others, as keys; each is empty where there is nothing to tell it by.

    `place` stands for its address, `part` for the place within that page, `own` for its words at that address, `trace`
    for what stays when its address changes. `text` is the hash by which a version is told from another. `is_shared`
    says that the address alone does not tell the entry.
    """

    place: str
    part: str
    own: str
    trace: str
    text: str
    is_shared: bool

    @property
    def key(self) -> str:
        """The key under which the entry was first seen."""
        return (self.part or self.own) if self.is_shared else self.place


def identify(feed: ParsedFeed, address: str) -> tuple[EntryIdentity, ...]:
    """Give the identities of a feed's entries, in their order; `address` is the feed's own."""
    others = pages_of_no_entry(feed, address)
    found = [_identity(entry, others) for entry in feed.entries]
    told_at = defaultdict(set)
    for each in found:
        told_at[each.place].add(each.own)
    parts = Counter(each.part for each in found)
    return tuple(
        replace(
            each,
            part=each.part if parts[each.part] == 1 else "",
            is_shared=each.is_shared or len(told_at[each.place]) > 1,
        )
        for each in found
    )


def pages_of_no_entry(feed: ParsedFeed, address: str) -> frozenset[str]:
    """Give what an entry's address can't be if it is the entry's own: the feed, and the page the feed belongs to."""
    return frozenset(canonical_address(each) for each in (address, feed.site) if each)


def is_own_page(place: str, others: frozenset[str]) -> bool:
    """Say whether a canonical address may be an entry's own page: beyond a site's first page, and none of the others."""
    parts = urlsplit(place)
    return place not in others and (parts.path != "/" or bool(parts.query or parts.fragment))


def keys_of(found: Sequence[EntryIdentity]) -> frozenset[str]:
    """Give the keys to look up for a feed's entries."""
    keys = {key for each in found for key in (each.place, each.part, each.own, each.trace)}
    return frozenset(keys - {""} | {LOOKED_AT})


def assess(found: Sequence[EntryIdentity], seen: Mapping[str, str | None]) -> tuple[Standing, ...]:
    """Say for each entry of a feed whether it is new; `seen` holds, of `keys_of`, those that were kept.

    What stands there at the first look counts as seen: following a feed posts no flood of what is old.
    """
    if LOOKED_AT not in seen:
        return (Standing.KNOWN,) * len(found)
    memory = dict(seen)
    listed = _Listed(found)
    standings = []
    for each in found:
        standings.append(_standing(each, memory, listed))
        memory.update({key: text or memory.get(key) for key, text in _marks(each, memory, listed).items()})
    return tuple(standings)


def marks_of(found: Sequence[EntryIdentity], seen: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give what to keep of a look: keys with the hash of a text, `None` where a hash that is kept stays."""
    listed = _Listed(found)
    marks: dict[str, str | None] = {LOOKED_AT: None}
    for each in found:
        marks.update(_marks(each, seen, listed))
    return marks


class _Listed:
    """What one look at a feed finds side by side."""

    def __init__(self, found: Sequence[EntryIdentity]) -> None:
        self.places = {each.place for each in found}
        self.traces = Counter(trace for trace, _ in {(each.trace, each.place) for each in found})


def _standing(entry: EntryIdentity, seen: Mapping[str, str | None], listed: _Listed) -> Standing:
    if entry.is_shared or seen.get(entry.place) == _SHARED:
        if entry.part in seen:
            return _by_text(entry, seen[entry.part])
        return Standing.KNOWN if entry.own in seen else Standing.NEW
    if entry.place in seen:
        return _by_text(entry, seen[entry.place])
    return Standing.KNOWN if _has_moved(entry, seen, listed) else Standing.NEW


def _by_text(entry: EntryIdentity, last: str | None) -> Standing:
    """A version is told by its text; where either has none, there is nothing to tell it by."""
    return Standing.CHANGED if entry.text and last and entry.text != last else Standing.KNOWN


def _has_moved(entry: EntryIdentity, seen: Mapping[str, str | None], listed: _Listed) -> bool:
    """Say whether the entry stood at another address that is listed no more. A text that several have tells nothing."""
    before = seen.get(entry.trace)
    return bool(before) and before != _COMMON and listed.traces[entry.trace] == 1 and before not in listed.places


def _marks(entry: EntryIdentity, seen: Mapping[str, str | None], listed: _Listed) -> dict[str, str | None]:
    is_shared = entry.is_shared or seen.get(entry.place) == _SHARED
    is_common = listed.traces[entry.trace] > 1 or seen.get(entry.trace) == _COMMON
    marks = {
        entry.place: _SHARED if is_shared else entry.text or None,
        entry.part: entry.text or None,
        entry.own: entry.text or None,
        entry.trace: _COMMON if is_common else entry.place,
    }
    if not is_shared:
        del marks[entry.part]
    marks.pop("", None)
    return marks


def _identity(entry: ParsedEntry, others: frozenset[str]) -> EntryIdentity:
    place = canonical_address(entry.address) if entry.address else ""
    is_shared = not place or not is_own_page(place, others)
    fragment = _fragment(entry.address)
    body, title = _words(without_ending(entry.text)), _words(entry.title)
    is_long = count_words(body) >= _LEAST_OWN
    return EntryIdentity(
        place=_key("place", place) if place else "",
        part=_key("part", place, fragment) if fragment else "",
        own=_key("own", place, body) if is_long else _key("own", place, title, body),
        trace=_key("trace", _landmarks(place), *_DIGITS.findall(title), body) if is_long and not is_shared else "",
        text=_hash(body) if body else "",
        is_shared=is_shared,
    )


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _fragment(address: str | None) -> str:
    """The part of a page that an address points to; what has a "=" in it counts clicks."""
    fragment = urlsplit(address or "").fragment
    return "" if "=" in fragment or fragment.startswith(":~:") else fragment


def _landmarks(place: str) -> str:
    """What stays of an address when a page moves within its site: the host, figures, and parameters that may name it."""
    parts = urlsplit(place)
    naming = [pair for pair in parse_qsl(parts.query) if len(pair[1]) <= _LONGEST_NAME and _DIGITS.search(pair[1])]
    return f"{parts.netloc} {_DIGITS.findall(parts.path)} {naming}"


def _key(kind: str, *told_by: str) -> str:
    return f"{kind}-{_hash(chr(10).join(told_by))}"


def _hash(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()

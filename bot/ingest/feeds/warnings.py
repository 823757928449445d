"""What somebody should know of a feed before following it, a sentence each."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.answering.wording import count, short_date
from bot.ingest.feeds.canonical import canonical_address
from bot.ingest.feeds.identity import is_own_page, pages_of_no_entry
from bot.ingest.feeds.teasers import has_full_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.ingest.feeds.parsed import ParsedEntry, ParsedFeed

_LEEWAY = timedelta(days=1)
"""A clock that is wrong by less than this is a zone that was left out."""
_QUIET = timedelta(days=90)
"""From here on a feed may have been abandoned."""


def warnings_about(feed: ParsedFeed, address: str, now: datetime) -> tuple[str, ...]:
    """Say what is wrong with a feed or missing in it, and what is done about it; nothing where all is well. Pure."""
    if not feed.entries:
        return (*_about_form(feed), "The feed has no entries.")
    return (
        *_about_form(feed),
        *_about_dates(feed.entries, now),
        *_about_addresses(feed, address),
        *_about_texts(feed, address),
    )


def _about_form(feed: ParsedFeed) -> Iterator[str]:
    if feed.is_malformed:
        yield f"The feed breaks the rules of {feed.format or 'its format'}. It was read all the same."
    if feed.total > len(feed.entries) > 0:
        yield f"There are {count(feed.total, 'entry')}, of which the newest {len(feed.entries):,} are read."


def _about_dates(entries: tuple[ParsedEntry, ...], now: datetime) -> Iterator[str]:
    moments = [entry.moment for entry in entries if entry.moment]
    undated, future = len(entries) - len(moments), sum(1 for moment in moments if moment > now + _LEEWAY)
    if undated:
        yield f"{_share(undated, entries)} without a date. Such entries count from when they are first seen."
    if future:
        yield f"{_share(future, entries)} dated in the future. Such entries count from when they are first seen."
    newest = max(moments, default=None)
    if newest and now - newest > _QUIET:
        yield f"The newest entry is of {short_date(newest.date())}. The feed may no longer be kept up."


def _about_addresses(feed: ParsedFeed, address: str) -> Iterator[str]:
    others = pages_of_no_entry(feed, address)
    places = [canonical_address(entry.address) for entry in feed.entries if entry.address]
    own = Counter(place for place in places if is_own_page(place, others))
    missing, astray = len(feed.entries) - len(places), len(places) - own.total()
    sharing = sum(number for number in own.values() if number > 1)
    if missing:
        yield f"{_share(missing, feed.entries)} without an address. Such entries are told apart by their text."
    if astray:
        yield f"{_share(astray, feed.entries)} linked to the home page. Such entries are told apart by their text."
    if sharing:
        yield f"{_share(sharing, feed.entries)} linked to a page that others share. They are told apart by their text."


def _about_texts(feed: ParsedFeed, address: str) -> Iterator[str]:
    others = pages_of_no_entry(feed, address)
    places = [canonical_address(entry.address or "") for entry in feed.entries]
    sharing = Counter(places)
    teasers = [place for place, entry in zip(places, feed.entries, strict=True) if not has_full_text(entry)]
    elsewhere = sum(1 for place in teasers if place and sharing[place] == 1 and is_own_page(place, others))
    nowhere = len(teasers) - elsewhere
    if elsewhere:
        yield f"{_share(elsewhere, feed.entries, 'give')} only a teaser. The full text comes from the entry's address."
    if nowhere:
        yield f"{_share(nowhere, feed.entries, 'give')} only a teaser, and there is no page with the rest."


def _share(number: int, entries: tuple[ParsedEntry, ...], verb: str = "are") -> str:
    """So many of the entries, with a verb in the number's form: "2 of 9 entries are", "The only entry gives"."""
    form = verb if number > 1 else "is" if verb == "are" else f"{verb}s"
    if number == len(entries):
        return f"The only entry {form}" if number == 1 else f"All {count(number, 'entry')} {form}"
    return f"{number:,} of {count(len(entries), 'entry')} {form}"

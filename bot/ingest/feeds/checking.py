"""One look at a feed, and what there is to say about it before somebody follows it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SourceError
from bot.ingest.extracted import Hint
from bot.ingest.feeds.following import is_comments_feed, rank_feeds
from bot.ingest.feeds.teasers import count_words, has_full_text
from bot.ingest.feeds.warnings import warnings_about
from bot.ingest.formats import Format, sniff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.ingest.feeds.parsed import ParsedFeed
    from bot.ingest.fetch import Fetched
    from bot.ingest.ports import ExtractorPort, FetcherPort

_MOST_TRIED = 4
"""How many of a page's feeds are fetched before the page counts as having none that can be read."""
_FEWEST_GAPS = 2
"""Times between entries that make a rhythm."""


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """An entry as a check shows it: `words` counts what the feed itself gives of the text."""

    title: str
    address: str | None
    dated: datetime | None
    has_full_text: bool
    words: int


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """What one look at a feed tells.

    `address` is the feed's own, after redirects and discovery; `found_on` the page whose link tag led to it, with the
    `others` it names. Entries are newest first, of `total` there were. `cadence` is the typical time between two.
    """

    title: str
    address: str
    format: str
    site: str | None
    entries: tuple[CheckedEntry, ...]
    total: int
    dated: int
    newest: datetime | None
    cadence: timedelta | None
    found_on: str | None
    others: tuple[str, ...]
    warnings: tuple[str, ...]


async def check_feed(address: str, fetcher: FetcherPort, extractor: ExtractorPort, *, now: datetime) -> FeedCheck:
    """Fetch a feed, or the feed that a page names, and say what it holds; raise `SourceError` where there is none."""
    fetched = await fetcher.get(address)
    try:
        feed = await extractor.feed(fetched.raw, _hint(fetched))
    except SourceError:
        if sniff(fetched.raw, _hint(fetched)) is not Format.HTML:
            raise
        return await _check_page(fetched, fetcher, extractor, now)
    return await asyncio.to_thread(describe_feed, feed, fetched.address, now=now)


def describe_feed(
    feed: ParsedFeed, address: str, *, now: datetime, found_on: str | None = None, others: tuple[str, ...] = ()
) -> FeedCheck:
    """Say what a feed holds that was read at an address. Pure."""
    moments = [entry.moment for entry in feed.entries if entry.moment and entry.moment <= now]
    return FeedCheck(
        title=feed.title or urlsplit(address).hostname or address,
        address=address,
        format=feed.format,
        site=feed.site,
        entries=tuple(
            CheckedEntry(entry.title, entry.address, entry.moment, has_full_text(entry), count_words(entry.text))
            for entry in feed.entries
        ),
        total=feed.total,
        dated=sum(1 for entry in feed.entries if entry.moment),
        newest=max(moments, default=None),
        cadence=cadence_of(moments),
        found_on=found_on,
        others=others,
        warnings=warnings_about(feed, address, now),
    )


def cadence_of(moments: Iterable[datetime]) -> timedelta | None:
    """Give the typical (median) time between entries, or nothing where fewer than three times are known."""
    gaps_s = [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(set(moments)))]
    return timedelta(seconds=round(median(gaps_s))) if len(gaps_s) >= _FEWEST_GAPS else None


async def _check_page(page: Fetched, fetcher: FetcherPort, extractor: ExtractorPort, now: datetime) -> FeedCheck:
    extracted = await extractor.extract(page.raw, _hint(page))
    named = rank_feeds(extracted.feeds, page.address)
    if not named:
        raise SourceError(
            f"{_host(page.address)} shows a page that names no feed. Give the address of the feed itself."
        )
    address, feed = await _first_readable(named, fetcher, extractor, page.address)
    others = tuple(other for other in named if other != address)
    return await asyncio.to_thread(describe_feed, feed, address, now=now, found_on=page.address, others=others)


async def _first_readable(
    named: Sequence[str], fetcher: FetcherPort, extractor: ExtractorPort, page: str
) -> tuple[str, ParsedFeed]:
    """The first of the feeds a page names that can be read; one of comments only where there is no other."""
    of_comments: tuple[str, ParsedFeed] | None = None
    for address in named[:_MOST_TRIED]:
        try:
            fetched = await fetcher.get(address)
            feed = await extractor.feed(fetched.raw, _hint(fetched))
        except SourceError:
            continue
        if not is_comments_feed(feed.title):
            return fetched.address, feed
        of_comments = of_comments or (fetched.address, feed)
    if of_comments is None:
        raise SourceError(f"{_host(page)} shows a page whose feeds can't be read. Give the address of the feed itself.")
    return of_comments


def _hint(fetched: Fetched) -> Hint:
    return Hint(_host(fetched.address), fetched.charset, fetched.media_type, fetched.address)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address

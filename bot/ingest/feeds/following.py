"""Following feeds: which of a page's feeds is meant, from when an entry counts, when a feed is looked at again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.ingest.feeds.parsed import ParsedEntry

LONGEST_PAUSE = timedelta(days=1)
"""A feed that fails is looked at once a day at least: it comes back without anybody's doing."""
_MOST_DOUBLINGS = 20
_SPREAD = 0.25
"""The share of a pause that jitter takes off, so that feeds which failed together do not come back together."""
_COMMENTS = re.compile(
    r"(?:^|[/_.?&=-])(?:comment|comments|commentaires|comentarios|kommentare|replies|reply)(?:$|[/_.?&=-])",
    re.IGNORECASE,
)
_NO_FEED = re.compile(r"/wp-json/|/oembed|opensearch|\.webmanifest|manifest\.json", re.IGNORECASE)
"""What link tags of the same kind name beside feeds: interfaces for programs."""
_ENDING = re.compile(
    r"(?:/(?:feeds?|rss|atom|rdf|index)|/[^/]*\.(?:xml|rss|atom|rdf|json|php|aspx?))?/?$", re.IGNORECASE
)
"""What a feed's address adds to that of the section it belongs to."""
_COMMENTS_TITLE = re.compile(
    r"^(?:comments?\s+(?:on|for|to)\b|commentaires\s+(?:sur|pour)\b|kommentare\s+zu\b|comentarios\s+(?:en|sobre|de)\b|"
    r"commenti\s+(?:a|su|per)\b|comentários\s+sobre\b|reacties\s+op\b|комментарии\s+[кн])",
    re.IGNORECASE,
)


def rank_feeds(named: Iterable[str], page: str) -> tuple[str, ...]:
    """Give the feeds that a page's link tags name, the one that is meant first.

    Feeds of comments come last. Of the others, one of the page's own site and section comes first (for /press/releases,
    /press/feed before /feed), else the page's order counts: publishers name their main feed first.
    """
    usable = [address for address in dict.fromkeys(named) if not _NO_FEED.search(address)]
    return tuple(
        sorted(usable, key=lambda feed: (_is_of_comments(feed), not _is_same_site(feed, page), -_depth(feed, page)))
    )


def is_comments_feed(title: str) -> bool:
    """Say whether a feed's title says that it holds what readers wrote."""
    return bool(_COMMENTS_TITLE.match(title))


def counts_from(entry: ParsedEntry, first_seen: datetime) -> datetime:
    """Give the moment from which an entry counts: its own, unless it has none or one after it was first seen."""
    return min(entry.moment or first_seen, first_seen)


def next_try(
    failures: int,
    now: datetime,
    *,
    base: timedelta,
    cap: timedelta = LONGEST_PAUSE,
    retry_after: timedelta | None = None,
    jitter: float = 0.0,
) -> datetime:
    """Give the time of a feed's next look: after `base`, twice as long for each failure in a row, never beyond `cap`.

    `retry_after` is what the server asked for; it is waited for up to `cap`. `jitter` (0 to 1) is the caller's chance:
    it takes up to a quarter off a pause that failures made longer.
    """
    doublings = min(max(failures, 0), _MOST_DOUBLINGS)
    pause = min(min(base, cap) * (1 << doublings), cap)
    if failures > 0:
        pause -= pause * (_SPREAD * min(max(jitter, 0.0), 1.0))
    return now + max(pause, min(retry_after or timedelta(), cap))


def _is_of_comments(feed: str) -> bool:
    parts = urlsplit(feed)
    return bool(_COMMENTS.search(f"{parts.path}?{parts.query}"))


def _is_same_site(feed: str, page: str) -> bool:
    return _site(feed) == _site(page)


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _depth(feed: str, page: str) -> int:
    """How many folders of the page's path lead to the feed; 0 where the feed lies beside them."""
    folder = _ENDING.sub("", urlsplit(feed).path).rstrip("/")
    return folder.count("/") if f"{urlsplit(page).path}/".startswith(f"{folder}/") else 0

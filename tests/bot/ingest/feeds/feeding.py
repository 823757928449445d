"""Feeds, written in a line each."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from bot.ingest.extracted import Hint
from bot.ingest.feeds.parsed import ParsedEntry, ParsedFeed
from bot.ingest.parsers.feed.parsing import parse_feed

FEED = "https://ministry.example/press/feed.xml"
NOON = datetime(2025, 4, 3, 12, tzinfo=UTC)
LONG = (
    "The ministers of the two countries met in the capital today and agreed on a plan for the protection of the river, "
    "on joint inspections of its banks, and on a fund of 40 million euros for the towns downstream. "
)


def item(title: str = "", link: str = "", text: str = "", **elements: str) -> str:
    """Give an RSS item; further elements by name (`guid`, `pubDate`), content as `content`."""
    fields = {"title": title, "link": link, "description": text} | elements
    content = fields.pop("content", "")
    body = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items() if value)
    return f"<item>{body}{f'<content:encoded>{escape(content)}</content:encoded>' if content else ''}</item>"


def rss(*items: str, title: str = "Press", link: str = "https://ministry.example/") -> bytes:
    """Give an RSS feed."""
    head = f"<title>{title}</title><link>{link}</link>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel>{head}{"".join(items)}</channel></rss>'.encode()


def atom(*entries: str) -> bytes:
    """Give an Atom feed of entries given as the inside of their element."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title>{inside}</feed>'.encode()


def parsed(raw: bytes | str, *, charset: str | None = None) -> ParsedFeed:
    """Parse a feed as if it came from `FEED`."""
    return parse_feed(raw.encode() if isinstance(raw, str) else raw, Hint(address=FEED, charset=charset))


def only(raw: bytes | str) -> ParsedEntry:
    """Give the one entry of a feed."""
    (entry,) = parsed(raw).entries
    return entry

"""JSON Feed 1.0 and 1.1, which feedparser does not read."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.ingest.feeds.parsed import ParsedFeed
from bot.ingest.parsers.feed.dates import read_moment
from bot.ingest.parsers.feed.entries import LONGEST_LINE, GivenEntry, keep_entries, web_address
from bot.ingest.parsers.feed.markup import plain_text

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/(\d(?:\.\d)?)/?")
_LONE = re.compile("[\ud800-\udfff]")


def parse_json_feed(text: str, address: str | None) -> ParsedFeed | None:
    """Give the feed that a JSON text holds, or nothing where it holds none; raise `ValueError` where it is damaged."""
    feed = json.loads(text, strict=False)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    version = _VERSION.fullmatch(_string(feed, "version"))
    items = [item for item in feed["items"] if isinstance(item, dict)]
    if version is None and not any("url" in item or "id" in item for item in items):
        return None
    language = _string(feed, "language")[:LONGEST_LINE] or None
    base = web_address(_string(feed, "home_page_url") or _string(feed, "feed_url"), address) or address
    return ParsedFeed(
        format=f"JSON Feed {version[1]}" if version else "JSON Feed",
        title=plain_text(_string(feed, "title"))[:LONGEST_LINE],
        site=web_address(_string(feed, "home_page_url"), address),
        language=language,
        entries=keep_entries([_given(item, base, language) for item in items]),
        total=len(items),
        is_malformed=version is None or len(items) < len(feed["items"]),
    )


def _given(item: dict[str, Any], base: str | None, language: str | None) -> GivenEntry:
    html, plain = _string(item, "content_html"), _string(item, "content_text")
    content = html or plain
    guid = _string(item, "id")
    return GivenEntry(
        title=_string(item, "title"),
        links=(_string(item, "url"), guid if guid.startswith(("http://", "https://")) else ""),
        base=base,
        guid=guid,
        published=read_moment(_string(item, "date_published"), language),
        updated=read_moment(_string(item, "date_modified"), language),
        author=_author(item),
        content=content or _string(item, "summary"),
        is_markup=bool(html),
        is_content=bool(content),
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors") or [item.get("author")]
    named = [author for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    return ", ".join(filter(None, (_string(author, "name") for author in named)))


def _string(mapping: dict[str, Any], name: str) -> str:
    """A value as text; feeds write numbers as ids, and halves of characters that no text may hold."""
    value = mapping.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else ""

"""RSS of every kind, RDF and Atom, read by feedparser, which forgives nearly everything."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from bot.ingest.feeds.parsed import ParsedFeed
from bot.ingest.parsers.feed.dates import read_moment
from bot.ingest.parsers.feed.entries import LONGEST_LINE, GivenEntry, keep_entries, web_address
from bot.ingest.parsers.feed.markup import plain_text

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL)
_HEAD = 10_000
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold; one of them would spoil the whole feed."""
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_PLAIN = "text/plain"
_READABLE = ("text/", "application/xhtml", "application/xml")
_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.openxmlformats", "text/", "application/rtf")


def parse_syndication(text: str, address: str | None) -> ParsedFeed | None:
    """Give the feed that an XML text holds, or nothing where it holds none; `address` resolves relative links."""
    if not _ROOT.search(text) or _PAGE.match(text[:_HEAD]):
        return None
    import feedparser

    # A stream, because feedparser opens what looks like an address or a file. Its sanitiser takes three times as long
    # as its parser, so entry_markup cleans what is kept instead; and it is not told the feed's address, since it
    # would make one of any number that stands as a permanent link.
    found = feedparser.parse(
        io.BytesIO(_without_prolog(text).encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        return None
    language = _string(found.feed, "language")[:LONGEST_LINE] or None
    return ParsedFeed(
        format=feedparser.api.SUPPORTED_VERSIONS[found.version] if found.version else "RSS",
        title=plain_text(_string(found.feed, "title"))[:LONGEST_LINE],
        site=web_address(_string(found.feed, "link"), address),
        language=language,
        entries=keep_entries([_given(entry, address, language) for entry in found.entries]),
        total=len(found.entries),
        is_malformed=bool(found.bozo),
    )


def _without_prolog(text: str) -> str:
    """The text from its first tag or declaration of types, without an XML declaration: its bytes are UTF-8 now."""
    start = text.find("<")
    return _FORBIDDEN.sub("", _DECLARATION.sub("", text[start:], count=1)).lstrip()


def _given(entry: dict[str, Any], address: str | None, language: str | None) -> GivenEntry:
    content, kind, base, is_content = _fullest(entry)
    return GivenEntry(
        title=_string(entry, "title"),
        links=tuple(_links(entry)),
        base=web_address(base, address) or address,
        guid=_string(entry, "id"),
        published=read_moment(_string(entry, "published") or _string(entry, "created"), language),
        updated=read_moment(_string(entry, "updated"), language),
        author=_string(entry, "author"),
        content=content,
        is_markup=kind != _PLAIN,
        is_content=is_content,
    )


def _links(entry: dict[str, Any]) -> Iterator[str]:
    """The entry's own page, as the publisher knows it and not as a counter of clicks does; else a document it carries."""
    guid, linked = _string(entry, "id"), _mappings(entry, "links")
    yield _string(entry, "feedburner_origlink")
    pages = [
        _string(entry, "link"),
        *(_string(link, "href") for link in linked if link.get("rel") == "alternate"),
        guid,
    ]
    # An id that counts as a permanent link by default is often a bare number, which is no address.
    yield from (page for page in pages if page != guid or _ABSOLUTE.match(page))
    yield from (_string(content, "src") for content in _mappings(entry, "content"))
    for attached in linked:
        if attached.get("rel") == "enclosure" and _string(attached, "type").startswith(_DOCUMENTS):
            yield _string(attached, "href")


def _fullest(entry: dict[str, Any]) -> tuple[str, str, str, bool]:
    """The longest of contents and summary, with its media type, its base, and whether it is content."""
    summary = dict.get(entry, "summary_detail")
    given = [(content, True) for content in _mappings(entry, "content")]
    given += [(summary, False)] if isinstance(summary, dict) else []
    readable = [(part, is_content) for part, is_content in given if _string(part, "type").startswith(_READABLE)]
    if not readable:
        return _string(entry, "summary"), "text/html", "", False
    part, is_content = max(readable, key=lambda pair: len(_string(pair[0], "value")))
    return _string(part, "value"), _string(part, "type"), _string(part, "base"), is_content


def _mappings(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = dict.get(entry, name)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _string(mapping: dict[str, Any], name: str) -> str:
    """A value that is text; elements with odd attributes come as mappings, and `dict.get` passes old names by."""
    value = dict.get(mapping, name)
    return value if isinstance(value, str) else ""

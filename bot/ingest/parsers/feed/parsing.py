"""Bytes -> feed: RSS, RDF, Atom and JSON Feed, however malformed. Runs in the limited child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.ingest.decoding import decode
from bot.ingest.parsers.errors import Reason, UnreadableError
from bot.ingest.parsers.feed.json_feed import parse_json_feed
from bot.ingest.parsers.feed.syndication import parse_syndication

if TYPE_CHECKING:
    from bot.ingest.extracted import Hint
    from bot.ingest.feeds.parsed import ParsedFeed

_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{1,40})["']""")
_HEAD = 1_024
_SHIFTING = ("iso-2022", "iso2022", "hz")
"""Encodings whose bytes are ASCII, and which therefore pass for UTF-8."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}
"""What publishers write who declare the narrower one."""
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
"""Told by the character that every feed begins with; `decode` knows those with a mark."""
_UNICODE = ("utf-8", "utf8", "utf-16", "utf-32", "ucs-2", "ucs-4")
"""Families that `decode` tells from the bytes, whatever is declared."""


def parse_feed(raw: bytes, hint: Hint) -> ParsedFeed:
    """Give the feed that bytes hold; raise `UnreadableError` where they hold none, and nothing else."""
    text = _decoded(raw, hint.charset).strip("\ufeff \t\r\n\0")
    if not text:
        raise UnreadableError(Reason.EMPTY)
    try:
        if text.startswith(("{", "[")):
            feed = parse_json_feed(text, hint.address)
        else:
            feed = parse_syndication(text, hint.address)
    except RecursionError as error:
        raise UnreadableError(Reason.TOO_DEEP) from error
    except MemoryError as error:
        raise UnreadableError(Reason.TOO_LARGE) from error
    except Exception as error:  # parsers of hostile input raise almost anything
        raise UnreadableError(Reason.DAMAGED) from error
    if feed is None:
        raise UnreadableError(Reason.NOT_A_FEED)
    return feed


def _decoded(raw: bytes, charset: str | None) -> str:
    """The text of a feed. The bytes tell most; a declaration counts where they don't, as it is wrong often enough."""
    match = _DECLARED.search(raw[:_HEAD])
    named = (charset or "", match[1].decode() if match else "")
    declared = [name.strip("\"' ").casefold() for name in named if name]
    for encoding in (*_wide(raw), *(name for name in declared if name.startswith(_SHIFTING)), "utf-8"):
        if (text := _strictly(raw, encoding)) is not None:
            return text
    for encoding in (name for name in declared if not name.startswith(_UNICODE)):
        if (text := _strictly(raw, _WIDER.get(encoding, encoding))) is not None:
            return text
    try:
        return decode(raw, "the feed")
    except SourceError as error:
        raise UnreadableError(Reason.NOT_TEXT if raw.strip() else Reason.EMPTY) from error


def _wide(raw: bytes) -> tuple[str, ...]:
    return tuple(encoding for encoding in _WIDE if raw.startswith(("<".encode(encoding), "{".encode(encoding))))


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None

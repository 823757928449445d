"""Which format bytes are in, by their content: names and media types lie, or are missing."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.ingest.decoding import decode_head

if TYPE_CHECKING:
    from bot.ingest.extracted import Hint


class Format(StrEnum):
    """What is read, each by its own parser; a feed is parsed, but is no text; `OTHER` is everything else."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    RTF = "rtf"
    EMAIL = "email"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    FEED = "feed"
    OTHER = "other"


_HEAD = 4_096
_PDF_HEAD = 1_024
"""Bytes within which readers of PDF look for its signature: mail gateways and printers put lines in front."""
_PDF_PARTS = re.compile(rb"(?:^|[\r\n])\d{1,9} \d{1,5} obj\b|[\r\n](?:endobj|startxref|trailer)\b")
"""What a PDF without its signature still shows: better a damaged PDF than a text of numbers."""
_WORD_PART = b"word/document"
_DIRECTORY = 65_536
"""Bytes of an archive's beginning and end that are searched for the names of its parts."""

_OTHER = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document of the old kind"),
    (b"\x89PNG\r\n", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"8BPS", "a picture"),
    (b"\x00\x00\x01\x00", "a picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x1f\x9d", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"FLV\x01", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"bplist00", "a web archive"),
)
"""Signatures at the very start, and what people call the thing."""
_ARCHIVED = (
    (b"xl/workbook", "a spreadsheet"),
    (b"ppt/presentation", "a presentation"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"opendocument.spreadsheet", "a spreadsheet"),
    (b"opendocument.presentation", "a presentation"),
    (b"application/epub", "an e-book"),
    (b"META-INF/MANIFEST", "a program"),
)
"""Names of parts of archives, and what people call the whole."""

_PROLOG = re.compile(
    r"\s*(?:<\?xml[^>]{0,500}\?>\s*|<\?xml-stylesheet[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*)*", re.DOTALL
)
_FEED_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf)\b[^<]", re.IGNORECASE)
_XML_DOCTYPE = re.compile(r"<!doctype\s+(?:\w{1,20}:)?(rss|feed|rdf)\b", re.IGNORECASE)
_JSON_FEED = re.compile(
    r'\s*\{.{0,2000}?"(?:version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org|items"\s*:\s*\[)', re.DOTALL
)
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|base|frameset|div|p|h[1-6]|table|article|main|"
    r"section|header|nav|center|font|span|a|br|ul|ol|dl|b|i|em|strong|img|form|blockquote|hr|pre)\b[^<>]{0,2000}/?>?",
    re.IGNORECASE,
)
_HTML_ANYWHERE = re.compile(r"<(?:!doctype\s+html|html|body|head)\b[^<>]{0,500}>", re.IGNORECASE)
_CLOSING = re.compile(
    r"</(?:p|div|a|span|li|ul|td|tr|table|h[1-6]|article|section|body|html|head|title|strong|em)\s*>", re.IGNORECASE
)
_MANY_TAGS = 3
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
_STILL_BRANDS = (b"avif", b"heic", b"heix", b"mif1", b"msf1")
_XML_START = re.compile(r"<(?:\?xml|!doctype|!entity|[a-z_][\w.-]*(?::[\w.-]+)?[\s/>])", re.IGNORECASE)

_HEADER_LINE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]*$")
_MAIL_HEADERS = frozenset(
    "from to cc subject date message-id received return-path mime-version content-type delivered-to reply-to sender "
    "x-mailer dkim-signature list-id content-transfer-encoding in-reply-to x-received arc-seal authentication-results".split()
)
_SURE_HEADERS = frozenset(
    "received return-path mime-version message-id delivered-to dkim-signature x-received arc-seal".split()
)
_PLAIN_HEADER = frozenset({"from", "to", "subject", "date"})
_MARKDOWN = re.compile(
    r"^(?:#{1,6} +\S.*|\s{0,3}[-*+] \S.*|> ?\S.*|```.*|.*\*\*\S[^*\n]{0,300}\*\*.*|.*\[[^\]\n]{1,300}\]\(\S{1,500}\).*)$",
    re.MULTILINE,
)
_MARKDOWN_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)


def sniff(raw: bytes, hint: Hint) -> Format:
    """Give the format of bytes by their content, looking only at a bounded part of them; the hint breaks ties."""
    head = raw[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in raw[:_PDF_HEAD] or raw.startswith(b"%PDF") or _PDF_PARTS.search(raw[:_HEAD]):
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if raw.startswith(b"PK\x03\x04"):
        return Format.DOCX if _WORD_PART in _names_of_archive(raw) else Format.OTHER
    if name_signature(raw):
        return Format.OTHER
    text = decode_head(raw, _HEAD)
    return _sniff_text(text, hint) if text is not None else Format.OTHER


def name_kind(raw: bytes) -> str:
    """Give what people call a thing that is not read, with its article; nothing where nobody knows."""
    if raw.startswith(b"PK\x03\x04"):
        names = _names_of_archive(raw)
        return next((kind for part, kind in _ARCHIVED if part in names), "an archive")
    return name_signature(raw)


def name_signature(raw: bytes) -> str:
    """Give what people call a thing whose first bytes say what it is; nothing where they don't."""
    for start, kind in _OTHER:
        if raw.startswith(start):
            return kind
    if raw[4:8] == b"ftyp":
        return "a picture" if raw[8:12] in _STILL_BRANDS else "a video"
    if raw.startswith(b"RIFF"):
        return {b"WEBP": "a picture", b"WAVE": "a sound recording"}.get(raw[8:12], "a video")
    if raw.startswith(b"MZ") and b"\x00" in raw[:64]:
        return "a program"
    return "an archive" if raw[257:262] == b"ustar" else ""


def _names_of_archive(raw: bytes) -> bytes:
    """Give the parts of an archive in which the names of what it holds stand."""
    return raw[:_DIRECTORY] + raw[-_DIRECTORY:]


def _sniff_text(text: str, hint: Hint) -> Format:
    start = _PROLOG.sub("", text, count=1)
    if _is_feed(text, start):
        return Format.FEED
    if _HTML_START.match(start):
        return Format.HTML
    if _is_mail(text):
        return Format.EMAIL
    if _is_html(text, start, hint):
        return Format.HTML
    return Format.MARKDOWN if _is_markdown(text, hint) else Format.PLAIN


def _is_feed(text: str, start: str) -> bool:
    if _JSON_FEED.match(text):
        return True
    doctype = _XML_DOCTYPE.match(start)
    if doctype:
        return True
    return _FEED_ROOT.match(start) is not None


def _is_html(text: str, start: str, hint: Hint) -> bool:
    """Say whether a text is a page although it does not begin as one: by its tags, the more where a page was promised."""
    if _HTML_ANYWHERE.search(text):
        return True
    closed = len(_CLOSING.findall(text))
    if start.startswith("<") and (closed or _XML_START.match(start)):
        return True
    promised = "html" in (hint.media_type or "").casefold() or hint.name.casefold().endswith(_PAGE_ENDINGS)
    return closed >= (1 if promised else _MANY_TAGS) and not _MARKDOWN_HEADING.search(text)


def _is_mail(text: str) -> bool:
    """Say whether a text begins with the header of a message: several of its fields, and nothing but fields."""
    lines = text.lstrip("\r\n").splitlines()
    if lines and lines[0].startswith(("From ", ">From ")):
        del lines[0]
    names: set[str] = set()
    for line in lines:
        if line[:1] in (" ", "\t") and names:
            continue
        if not _HEADER_LINE.match(line):
            break
        names.add(line.partition(":")[0].casefold())
    return _is_header(names & _MAIL_HEADERS)


def _is_header(names: set[str]) -> bool:
    # A note may begin with a line "From:" or "Date:" as well: only machines write the sure ones, or all four others.
    return names >= _PLAIN_HEADER or (len(names) >= 2 and not names.isdisjoint(_SURE_HEADERS))


def _is_markdown(text: str, hint: Hint) -> bool:
    if hint.name.casefold().endswith((".md", ".markdown")) or "markdown" in (hint.media_type or "").casefold():
        return True
    return bool(_MARKDOWN_HEADING.search(text)) or len(_MARKDOWN.findall(text)) >= _MANY_TAGS

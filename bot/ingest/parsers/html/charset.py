"""Bytes of a page to text: the byte-order mark, what the server and the page say, and whether that can be true."""

from __future__ import annotations

import codecs
import re

from bot.ingest.decoding import decode

_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_HEAD = 65_536
"""Bytes that are searched for a declaration: the standard asks for 1,024, pages put them later."""
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "johab": "cp949", "big5": "big5hkscs",
}  # fmt: skip
"""What browsers read for a declared name: the WHATWG Encoding Standard's table of labels."""
_LANGUAGE_NEUTRAL = frozenset(
    {"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs"}
)
_WESTERN = frozenset({"cp1252", "cp1254", "iso8859-15", "mac-roman"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MOST_ACCENTED = 0.4
"""The share of letters beyond ASCII that no language of western Europe reaches."""


def decode_page(raw: bytes, declared: str | None) -> str:
    """Give the text of a page's bytes; `declared` is the charset of its Content-Type header.

    Raises `SourceError` where the bytes are no text.
    """
    if raw.startswith(_BYTE_ORDER_MARKS):
        encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-16"
        return raw.decode(encoding, errors="replace")
    if raw[:_HEAD].count(0) > len(raw[:_HEAD]) // 5:
        return decode(raw, "The page")
    names = [name for name in (_codec(declared), _codec(_of_meta(raw))) if name]
    is_escaped = b"\x1b$" in raw or b"\x1b(" in raw
    for encoding in names if is_escaped else ["utf-8", *names]:
        text = _strictly(raw, encoding)
        if text is not None and _is_plausible(text, encoding):
            return text
    return decode(raw.replace(b"\x00", b" "), "The page") if raw.strip() else ""


def _of_meta(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_HEAD]) or _XML_DECLARED.search(raw[:_HEAD])
    return match[1].decode("ascii", errors="replace") if match else None


def _codec(label: str | None) -> str | None:
    """The codec that a declared name stands for; `None` for what is no encoding of text."""
    try:
        found = codecs.lookup((label or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in _LANGUAGE_NEUTRAL:
        return None
    return _SUPERSETS.get(found.name, found.name)


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _is_plausible(text: str, encoding: str) -> bool:
    """Whether a text read as western European is: another script read that way is a row of accented letters."""
    if encoding not in _WESTERN:
        return True
    first, *rest = text[: 4 * _HEAD].split("<script")
    seen = _TAG.sub(" ", first + " ".join(part.partition("</script")[2] for part in rest))
    letters = [character for character in seen if character.isalpha()]
    return sum(character > "\x7f" for character in letters) <= _MOST_ACCENTED * len(letters)

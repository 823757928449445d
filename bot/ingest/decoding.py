"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from bot.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document of the old kind"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝ“”‘’‚„–—…•€£§°«»¿¡©®™·ªº\u00a0")
_MOST_ACCENTED = 0.35
"""The share of letters beyond ASCII that no western language reaches, and every other script exceeds."""
_CENTRAL = frozenset({"Croatian", "Czech", "Hungarian", "Polish", "Romanian", "Slovak", "Slovene"})
_BLANK = " \t\r\n\v\f\x00\u00a0\ufeff"
_SAMPLE = 65_536
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_UNPRINTABLE = 0.02
"""The share of control characters above which a file is no text; a stray NUL or form feed is none of our business."""


def decode(raw: bytes, name: str) -> str:
    """Give the text of a file's bytes; raise `SourceError` where they are no text."""
    for start, kind in _FORMATS:
        if raw.startswith(start):
            raise SourceError(f"{name} is {kind}. Give a text or Markdown file, or paste the text.")
    text = _decode_marked(raw) or _decode_unmarked(raw)
    if text is not None and not text.strip(_BLANK):
        raise SourceError(f"{name} is empty.")
    if text is None or len(_UNPRINTABLE.findall(text[:_SAMPLE])) > _MOST_UNPRINTABLE * len(text[:_SAMPLE]):
        raise SourceError(f"{name} is not a text. Give a text or Markdown file, or paste the text.")
    return text


def _decode_marked(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    return None


def _decode_unmarked(raw: bytes) -> str | None:
    """UTF-8 where it fits; UTF-16 where every other byte is zero; else the likeliest of the older encodings."""
    half = len(raw[:_SAMPLE]) // 2
    for encoding, zeros in (("utf-16-le", raw[1:_SAMPLE:2]), ("utf-16-be", raw[:_SAMPLE:2])):
        if zeros.count(0) > 0.7 * half:
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_guessed(raw)


def _decode_guessed(raw: bytes) -> str | None:
    if _is_mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 4 * _SAMPLE]).best()
    if best is None:
        return None
    is_central = best.language in _CENTRAL
    western = raw.decode("cp1252", errors="replace")
    if not is_central and _is_western(western[:_SAMPLE]):
        return western
    return raw.decode("cp1250" if is_central else best.encoding, errors="replace")


def _is_western(text: str) -> bool:
    """Say whether a text makes sense in the code page of western Europe; encodings near it differ in few letters."""
    beyond_ascii = [character for character in text if character > "\x7f"]
    letters = sum(1 for character in text if character.isalpha())
    return _WESTERN.issuperset(beyond_ascii) and sum(map(str.isalpha, beyond_ascii)) <= _MOST_ACCENTED * letters


def _is_mostly_utf8(raw: bytes) -> bool:
    """Say whether only a few bytes spoil what is UTF-8 otherwise (a file cut in a character, one bad paste)."""
    text = raw.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for byte in raw if byte > 0x7F)
    return text.count("\ufffd") * 20 < beyond_ascii or (text.count("\ufffd") == 1 and text.endswith("\ufffd"))

"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_MARKS = (codecs.BOM_UTF32_BE, codecs.BOM_UTF16_BE)
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
_UNICODE = ("utf", "ucs", "unicode")
"""Families of encodings that are told from the bytes, whatever is declared."""
_SHIFTING = ("iso-2022", "iso2022", "csiso2022", "hz")
"""Encodings whose bytes are ASCII, and which therefore pass for UTF-8."""
_NARROW = frozenset({"iso8859-1", "ascii", "cp1252"})
"""What servers declare when nobody told them better: any bytes fit."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254"}
"""What publishers write who declare the narrower one."""
_BEYOND_ASCII = bytes(range(0x80, 0x100))
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
    text = decode_with_hints(raw)
    if text is not None and is_blank(text):
        raise SourceError(f"{name} is empty.")
    if text is None or not is_printable(text):
        raise SourceError(f"{name} is not a text. Give a text or Markdown file, or paste the text.")
    return text


def decode_with_hints(raw: bytes, declared: Iterable[str | None] = ()) -> str | None:
    """Give the text of bytes, or nothing where they make sense in no encoding.

    The bytes tell most (byte-order marks, UTF-8, UTF-16); the names of encodings that somebody declared, in order of
    trust, count where the bytes leave it open and fit.
    """
    text = _decode_marked(raw)
    if text is not None:
        return text
    encodings = [encoding for encoding in map(_known_encoding, declared) if encoding]
    for encoding in encodings:
        if encoding.startswith(_SHIFTING) and (text := _decode_strictly(raw, encoding)) is not None:
            return text
    return _decode_unmarked(raw, encodings)


def decode_head(raw: bytes, size: int) -> str | None:
    """Give the text of about the first `size` bytes, to tell formats by, or nothing where they are no text.

    Letters beyond ASCII are of no account here: in an older encoding they come out as U+FFFD.
    """
    head = raw[:size].lstrip(b"\x00") if not raw.startswith(_WIDE_MARKS) else raw[:size]
    text = _decode_marked(head) or head.decode(_zero_encoding(head) or "utf-8", errors="replace")
    text = text.removeprefix("\ufeff")
    return text if is_printable(text) else None


def is_blank(text: str) -> bool:
    """Say whether a text is nothing but white space."""
    return not text.strip(_BLANK)


def is_printable(text: str) -> bool:
    """Say whether a text has no more control characters than an accident explains."""
    return len(_UNPRINTABLE.findall(text[:_SAMPLE])) <= _MOST_UNPRINTABLE * len(text[:_SAMPLE])


def _known_encoding(name: str | None) -> str | None:
    """Give the name by which an encoding of texts is known here; nothing for one that is told from the bytes."""
    try:
        known = codecs.lookup((name or "").strip("\"' \t").casefold())
        "".encode(known.name)
    except (LookupError, ValueError):
        return None
    return None if known.name.startswith(_UNICODE) else _WIDER.get(known.name, known.name)


def _decode_strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _decode_marked(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    return None


def _decode_unmarked(raw: bytes, declared: list[str]) -> str | None:
    """UTF-16 where every other byte is zero; UTF-8 where it fits; what was declared; the likeliest older encoding."""
    wide = _zero_encoding(raw[:_SAMPLE])
    if wide:
        return raw.decode(wide, errors="replace")
    text = _decode_strictly(raw, "utf-8")
    if text is not None:
        return text
    if _is_mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    return _decode_declared(raw, declared) or _decode_guessed(raw)


def _zero_encoding(sample: bytes) -> str | None:
    """Give the UTF-16 whose zeros these are."""
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.7 * (len(sample) // 2):
            return encoding
    return None


def _decode_declared(raw: bytes, declared: list[str]) -> str | None:
    for encoding in declared:
        if encoding in _NARROW:
            western = raw.decode("cp1252", errors="replace")
            if _is_western(western[:_SAMPLE]):
                return western
        elif (text := _decode_strictly(raw, encoding)) is not None and is_printable(text):
            return text
    return None


def _decode_guessed(raw: bytes) -> str | None:
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
    beyond_ascii = len(raw) - len(raw.translate(None, _BEYOND_ASCII))
    return text.count("\ufffd") * 20 < beyond_ascii or (text.count("\ufffd") == 1 and text.endswith("\ufffd"))

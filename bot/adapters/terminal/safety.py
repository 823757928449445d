"""Text of others made harmless for a terminal: nothing in it moves the cursor, recolours, retitles or turns a line."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+[ \t]*")
_INVISIBLE = re.compile(r"[\u200e\u200f\u061c\ufeff]")
_DANGEROUS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f\ufff9-\ufffb]"
)
_DELETE = 0x7F


def harmless(text: str) -> str:
    """Give text on one line, with control characters shown as signs and direction overrides as their numbers."""
    flat = _INVISIBLE.sub("", _BREAKS.sub(" ", text)).replace("\t", " ")
    return _DANGEROUS.sub(_show, flat)


def harmless_json(text: str) -> str:
    r"""Give JSON in which the same characters are written as `\uXXXX`: equal when read, dead on a screen."""
    return _DANGEROUS.sub(_escape, text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == _DELETE else f"<U+{code:04X}>"


def _escape(match: re.Match[str]) -> str:
    if match[0] == "\n":
        return match[0]
    units = match[0].encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

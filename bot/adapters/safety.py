"""Text of others made harmless for Slack: shown as it stands, and nothing in it acts.

Where markup can't act (rich text, plain text without emoji) only characters that hide or reorder what is read are
written out. Whether rich text makes an emoji of `:name:` is not documented: such a word is given in two elements, so
that no element holds it and their texts together are the source's. In a message's own text, which Slack does parse,
the three signs of its markup are escaped and an invisible joiner takes the meaning from `:name:`.
"""

from __future__ import annotations

import itertools
import re

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_DANGEROUS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_WHITE_SPACE = re.compile(r"[ \t\n]+")
_EMOJI_NAME = re.compile(r":(?=[^\s:]+:)")
_JOINER = "\u2060"
_DELETE = 0x7F


def harmless(text: str) -> str:
    """Give text with its line ends alike, control characters as signs, and what turns or hides text as numbers."""
    return _DANGEROUS.sub(_show, _BREAKS.sub("\n", text))


def on_one_line(text: str) -> str:
    """Give harmless text on one line."""
    return _WHITE_SPACE.sub(" ", harmless(text)).strip()


def shortened(text: str, limit: int) -> str:
    """Give harmless text on one line, cut at a word where it is longer than `limit` characters; never quotations."""
    flat = on_one_line(text)
    if len(flat) <= limit:
        return flat
    head = flat[: limit - 1]
    at_word = head.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > limit // 2 else head}…"


def split_emoji_names(text: str) -> list[str]:
    """Give the pieces of a text, none of which holds an emoji's name; together they are the text."""
    cuts = [0, *(match.end() for match in _EMOJI_NAME.finditer(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(cuts) if start < end]


def escaped(text: str) -> str:
    """Give harmless text for a message's own text: no mention, link or emoji in it, and read as it stands."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EMOJI_NAME.sub(f":{_JOINER}", shown)


def encodable(text: str) -> str:
    """Give text that nobody reads, such as a button's value, in a form that can be sent."""
    return _SURROGATES.sub("\ufffd", text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == _DELETE else f"<U+{code:04X}>"

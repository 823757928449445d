"""Text fragments: the part of an address that makes a browser scroll to a quotation and light it.

`#:~:text=start,end` names the first and the last words of the passage; a browser takes the first place in the page
where they fit, at the boundaries of words and whatever the case. So they are given only where in the body they fit
nowhere else, and never more than eight words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

MOST_WORDS = 8
_FEWEST_CHARACTERS = 16
_LONGEST_WORD = 40
"""Characters. Longer than that is no word but a script that does not part its words, or an address."""
_LONGEST_ADDRESS = 2_500
_EDGES = " \t\n.,;:!?…'\"“”‘’«»„()[]{}*–—-"
_DIRECTIVE = ":~:"
_WORD = re.compile(r"\w")
_MOST_LOOKS = 1_000
_SPLITS = ((4, 4), (5, 3), (3, 5), (6, 2))


def address_of_quotation(address: str, body: str, start: int, end: int, page: int | None = None) -> str | None:
    """Give the address of `body[start:end]` in its source, as near as it can be named; `None` if it can't be a link."""
    if not is_link(address):
        return None
    if page is not None:
        return f"{address.partition('#')[0]}#page={page}"
    fragment = text_fragment(body, start, end)
    if fragment is None:
        return address
    plain = address.partition(_DIRECTIVE)[0].removesuffix("#")
    return f"{plain}{'' if '#' in plain else '#'}{_DIRECTIVE}text={fragment}"


def is_link(address: str | None) -> bool:
    """Whether an address is one of the web, and short enough for a link on every surface."""
    if not address or len(address) > _LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def text_fragment(body: str, start: int, end: int) -> str | None:
    """Give what follows `text=` for a span of a body; `None` where its words are too few, too long or ambiguous."""
    start, end = _without_edges(body, start, end)
    words = body[start:end].split()
    if any(len(word) > _LONGEST_WORD for word in (*words[:6], *words[-5:])):
        return None
    if len(words) <= MOST_WORDS:
        whole = " ".join(words)
        return _encoded(whole) if len(whole) >= _FEWEST_CHARACTERS and _is_once(body, words) else None
    for first, last in _SPLITS:
        head, tail = words[:first], words[-last:]
        if _leads_to(body, head, tail, start, end):
            return f"{_encoded(' '.join(head))},{_encoded(' '.join(tail))}"
    return None


def _leads_to(body: str, head: Sequence[str], tail: Sequence[str], start: int, end: int) -> bool:
    """Whether the words fit the span and nothing else: the head once, and the tail not between head and span's end."""
    own = _pattern(head).match(body, start)
    if own is None or not _is_once(body, head):
        return False
    first_tail = _pattern(tail).search(body, own.end(), end + 1)
    return first_tail is not None and first_tail.end() == end


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    joined = r"\s+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


def _is_once(body: str, words: Sequence[str]) -> bool:
    """Whether words follow each other at one place of a body alone; false where that takes too many looks to say."""
    plain, sought = _plain(body), " ".join(words).lower()
    at, found = plain.find(sought), 0
    for _ in range(_MOST_LOOKS):
        if at < 0:
            return found == 1
        found += not _WORD.match(plain, at + len(sought)) and not (at and _WORD.match(plain, at - 1))
        if found > 1:
            return False
        at = plain.find(sought, at + 1)
    return False


@lru_cache(maxsize=2)
def _plain(body: str) -> str:
    """Give a body in small letters with one space between words, in which a search takes a fraction of a millisecond.

    A pattern takes 25 ms for a million characters, and an answer may hold hundreds of quotations.
    """
    return " ".join(body.lower().split())


def _without_edges(body: str, start: int, end: int) -> tuple[int, int]:
    text = body[start:end]
    return start + len(text) - len(text.lstrip(_EDGES)), end - (len(text) - len(text.rstrip(_EDGES)))


def _encoded(text: str) -> str:
    """Give text percent-encoded, the signs that part a text directive too."""
    return quote(text, safe="").replace("-", "%2D")

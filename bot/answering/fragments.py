"""Text fragments: the part of an address that makes a browser scroll to a quotation and light it.

`#:~:text=start,end` names the first and the last words of the passage; a browser takes the first place in the page
where they fit, at the boundaries of words and whatever the case. So they are given only where in the body they fit
nowhere else, and never more than eight words.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import quote, urlsplit

MOST_WORDS = 8
_FEWEST_CHARACTERS = 16
_LONGEST_WORD = 40
"""Characters. Longer than that is no word but a script that does not part its words, or an address."""
_LONGEST_ADDRESS = 2_500
_EDGES = " \t\n.,;:!?…'\"“”‘’«»„()[]{}*–—-"
_DIRECTIVE = ":~:"
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
        is_telling = len(whole) >= _FEWEST_CHARACTERS and len(_places(body, tuple(words))) == 1
        return _encoded(whole) if is_telling else None
    for first, last in _SPLITS:
        head, tail = words[:first], words[-last:]
        if _leads_to(body, tuple(head), tuple(tail), start, end):
            return f"{_encoded(' '.join(head))},{_encoded(' '.join(tail))}"
    return None


def _leads_to(body: str, head: tuple[str, ...], tail: tuple[str, ...], start: int, end: int) -> bool:
    """Whether the words fit the span and nothing else: the head once, and the tail not between head and span's end."""
    heads = _places(body, head)
    if len(heads) != 1 or heads[0][0] != start:
        return False
    tails = _places(body, tail, heads[0][1])
    return bool(tails) and tails[0][1] == end


def _places(body: str, words: tuple[str, ...], after: int = 0) -> list[tuple[int, int]]:
    """Give the first two places of words that follow each other, as spans."""
    joined = r"\s+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    return [match.span() for match in islice(pattern.finditer(body, after), 2)]


def _without_edges(body: str, start: int, end: int) -> tuple[int, int]:
    text = body[start:end]
    return start + len(text) - len(text.lstrip(_EDGES)), end - (len(text) - len(text.rstrip(_EDGES)))


def _encoded(text: str) -> str:
    """Give text percent-encoded, the signs that part a text directive too."""
    return quote(text, safe="").replace("-", "%2D")

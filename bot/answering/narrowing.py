"""What narrows a search across statements: "from <issuer>" and "since <date>" at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.dates import parse_date
from bot.answering.words import split_words, unquoted

if TYPE_CHECKING:
    from datetime import date

    from bot.answering.words import Word


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Words with what narrows them taken off; `undated` is what stood after "since" and is no date."""

    words: str
    issuer: str | None = None
    since: date | None = None
    undated: str | None = None


def take_narrowing(text: str) -> Narrowed:
    """Take "from <issuer>" and "since <date>" off the end, each at most once; before them every word is a word."""
    narrowed = Narrowed(text)
    for _ in range(2):
        words = split_words(narrowed.words)
        at = _last_keyword(words)
        if at is None:
            break
        value = unquoted(narrowed.words[words[at].end :].strip())
        taken = _narrow(narrowed, words[at].text.casefold(), value)
        if taken is None:
            break
        narrowed = replace(taken, words=narrowed.words[: words[at].start].strip())
        if narrowed.undated is not None:
            break
    return narrowed


def _narrow(narrowed: Narrowed, keyword: str, value: str) -> Narrowed | None:
    if keyword == "from":
        return replace(narrowed, issuer=value) if narrowed.issuer is None else None
    if narrowed.since is not None:
        return None
    since = parse_date(value)
    return replace(narrowed, since=since) if since else replace(narrowed, undated=value)


def _last_keyword(words: list[Word]) -> int | None:
    """Give the place of the last keyword that has a word on both sides."""
    return next((at for at in range(len(words) - 2, 0, -1) if words[at].is_keyword({"from", "since"})), None)

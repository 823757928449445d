"""The bot's own words: counts, lists, dates, quotation marks. English, calm, exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.reading.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_ELLIPSIS = "…"


def count(number: int, noun: str) -> str:
    """Give a number with what it counts: "1 sentence", "1,204 sentences"."""
    return f"{number:,} {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """Give the noun in the number's form."""
    return noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"


def and_list(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def short_date(day: date) -> str:
    """Give a date as "3 Apr 2025", for lists."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def quoted(text: str) -> str:
    """Put text between quotation marks that it does not hold itself."""
    return f"“{text}”" if '"' in text else f'"{text}"'


def clipped(text: str, limit: int = 80) -> str:
    """Give text on one line, cut at a word where it is longer than `limit`; never for quotations."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    head = flat[: limit - 1]
    at_word = head.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > limit // 2 else head}{_ELLIPSIS}"

"""Dates as people type them and as files carry them in their names."""

from __future__ import annotations

import re
from datetime import date

from summarizers.reading.dates import MONTHS

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def parse_date(text: str) -> date | None:
    """Give the day a text means; a month or a year means its first day. Ambiguous forms (3/4/2025) mean nothing."""
    folded = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(folded):
        return _day(match[1], match[2] or "1", match[3] or "1")
    if match := _MONTH_FIRST.fullmatch(folded):
        return _day(match[3], _month(match[1]), match[2])
    if match := _DAY_FIRST.fullmatch(folded):
        return _day(match[3], _month(match[2]), match[1] or "1")
    return None


def date_in_name(name: str) -> date | None:
    """Give the date that a file's name carries: 20081216.txt, 2026-05-12-press-release.txt, note_2026_05_12.md."""
    days = (_day(match[1], match[3], match[4]) for match in _IN_NAME.finditer(name))
    return next((day for day in days if day), None)


def _month(word: str) -> str:
    fitting = [at for at, name in enumerate(MONTHS, start=1) if name.casefold().startswith(word)]
    return str(fitting[0]) if len(fitting) == 1 else "9" if word == "sept" else "0"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

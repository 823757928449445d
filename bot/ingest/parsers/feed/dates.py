"""The moments that feeds write: RFC 822, ISO 8601, and what publishers write instead. A date is never invented."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

_LONGEST = 100
"""Characters of a date; what is longer is none."""
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,\s*")
_ZONE = re.compile(r"\s([A-Z]{2,5})$")
_SPACED_OFFSET = re.compile(r"(?<=\d)\s+(?:UTC|GMT)?(?=[+-]\d{2}:?\d{2}$)")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
"""Day, month, year: nobody who writes dots puts the month first. Slashes mean either, so they mean nothing."""
_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "ru", "ar")
_FIRST_YEAR, _LAST_YEAR = 1901, 2999
_PLACEHOLDERS = frozenset({"1970-01-01"})
"""What software writes that has no date: the start of its own calendar."""
_HOURS = {
    "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3,
    "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Zones by their letters, beyond those of RFC 822; letters that mean several zones (IST, China's CST) are left out."""


def read_moment(written: str, language: str | None = None) -> datetime | None:
    """Give the moment that a feed wrote, in UTC, or nothing where it can't be told; without a zone, UTC is meant."""
    text = " ".join(written[:_LONGEST].split())
    if not text:
        return None
    moment = _iso_moment(text) or _internet_moment(text) or _worded_moment(text, (language or "en")[:2].casefold())
    if moment is None:
        return None
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None
    is_real = _FIRST_YEAR <= moment.year <= _LAST_YEAR and moment.date().isoformat() not in _PLACEHOLDERS
    return moment if is_real else None


def _iso_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_SPACED_OFFSET.sub("", text).removesuffix(" UTC").removesuffix(" GMT"))
    except ValueError:
        return None


def _internet_moment(text: str) -> datetime | None:
    """RFC 822 as feeds write it: weekdays in any language or wrong, zones by their letters."""
    zone = _ZONE.search(text)
    hours = _HOURS.get(zone[1]) if zone else None
    if _HALF_DAY.search(text):
        return None
    try:
        moment = parsedate_to_datetime(_WEEKDAY.sub("", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if hours is None else moment.replace(tzinfo=timezone(timedelta(hours=hours)))


def _worded_moment(text: str, language: str) -> datetime | None:
    """A day in words or figures, with the clock's time where one stands beside it."""
    day = _dotted_day(text) or _named_day(text, language)
    if day is None:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return datetime.combine(day, time(), UTC)
    hour = int(clock[1])
    if clock[4] and hour <= 12:
        hour = hour % 12 + (12 if clock[4] in "pP" else 0)
    return datetime.combine(day, time(hour, int(clock[2]), int(clock[3] or 0)), UTC)


def _dotted_day(text: str) -> date | None:
    found = _DOTTED.findall(text)
    with suppress(ValueError):
        return date(int(found[0][2]), int(found[0][1]), int(found[0][0])) if len(found) == 1 else None
    return None


def _named_day(text: str, language: str) -> date | None:
    from summarizers.reading.dates import find_dates

    for tongue in dict.fromkeys((language, *_LANGUAGES)):
        days = {span.on() for span in find_dates(text, tongue)}
        if len(days) == 1 and (day := days.pop()):
            return day
    return None

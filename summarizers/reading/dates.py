"""Dates as official prose writes them, in eleven languages; month names come from the CLDR (babel)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

MONTHS = "January February March April May June July August September October November December".split()
"""The bot's own words are English and the same on every machine: not the locale's."""

_MONTH_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "ru", "ar")
_EARLIEST, _LATEST = 1800, 2199
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(
    r"(?:(\d{4})|(令和|平成|昭和)\s?(\d{1,2}|元))\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]"
)
_EAST_ASIAN_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_KOREAN_DOTS = re.compile(r"(?<!\d)(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_FILE_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: `year` is `None` where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, year: int | None = None) -> date | None:
        """Give the date; of this year, where the text names none; `None` where there is no such day."""
        chosen = self.year or year
        try:
            return date(chosen, self.month, self.day) if chosen else None
        except ValueError:
            return None


def find_dates(text: str, language: str = "en") -> list[DateSpan]:
    """Give the dates of a text in reading order, a day and month without a year included."""
    ascii_digits = _ascii_digits(text)
    found = [*_numeric(ascii_digits), *_named(ascii_digits, language)]
    kept: list[DateSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def date_in_name(name: str) -> date | None:
    """Give the date that a file's name carries ("20081216.txt", "2026-05-12-geneva.txt"), if it carries one."""
    for match in _FILE_NAME.finditer(name):
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
    return None


def long_date(day: date, *, with_year: bool = True) -> str:
    """Give a date as "3 April 2025", or "3 April"."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def _ascii_digits(text: str) -> str:
    """Arabic-Indic and full-width digits as ASCII ones, one for one, so that offsets stay."""
    if not _FOREIGN_DIGIT.search(text):
        return text
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.digit(match.group())), text)


def _numeric(text: str) -> Iterator[DateSpan]:
    for match in _ISO.finditer(text):
        yield from _checked(match.span(), int(match[1]), int(match[2]), int(match[3]))
    for match in _EAST_ASIAN.finditer(text):
        year = int(match[1]) if match[1] else _ERAS[match[2]] + (1 if match[3] == "元" else int(match[3]))
        yield from _checked(match.span(), year, int(match[4]), int(match[5]))
    for match in _EAST_ASIAN_SHORT.finditer(text):
        yield from _checked(match.span(), None, int(match[1]), int(match[2]))
    for match in _KOREAN_DOTS.finditer(text):
        yield from _checked(match.span(), int(match[1]), int(match[2]), int(match[3]))


def _named(text: str, language: str) -> Iterator[DateSpan]:
    months, day_first, month_first = _month_patterns(language if language in _MONTH_LANGUAGES else "en")
    for match in day_first.finditer(text):
        year = int(match["year"]) if match["year"] else None
        yield from _checked(match.span(), year, months[match["month"].casefold().rstrip(".")], int(match["day"]))
    for match in month_first.finditer(text) if month_first else ():
        year = int(match["year"]) if match["year"] else None
        yield from _checked(match.span(), year, months[match["month"].casefold().rstrip(".")], int(match["day"]))


def _checked(span: tuple[int, int], year: int | None, month: int, day: int) -> Iterator[DateSpan]:
    plausible_year = year is None or _EARLIEST <= year <= _LATEST
    if plausible_year and 1 <= month <= 12 and 1 <= day <= 31:
        yield DateSpan(*span, year, month, day)


@cache
def _month_patterns(language: str) -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str] | None]:
    """Give the month names of a language (English ones are understood everywhere) and the patterns of its dates."""
    months = _month_names("en") | _month_names(language)
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    month = rf"(?P<month>(?:{names}))\.?(?:/[^\W\d_]+)?"
    year = r"(?:,?\s(?:de\s|del\s|of\s)?(?P<year>\d{4})(?!\d))?"
    day = r"(?<![\d.,])(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º|°)?"
    day_first = re.compile(rf"{day}\s(?:de\s|of\s|day\sof\s)?{month}(?![^\W\d_]){year}", re.IGNORECASE)
    month_first = re.compile(rf"(?<![^\W\d_]){month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]){year}", re.IGNORECASE)
    return months, day_first, month_first


def _month_names(language: str) -> dict[str, int]:
    from babel.dates import get_month_names

    names = dict(_LEVANTINE) if language == "ar" else {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            names.update(
                {
                    str(name).casefold().rstrip("."): number
                    for number, name in get_month_names(width, context, language).items()
                }
            )
    if language == "en":
        names["sept"] = 9
    return names


# The months of the Levant and Iraq, which the CLDR keeps under regional locales.
_LEVANTINE = {
    "كانون الثاني": 1,
    "شباط": 2,
    "آذار": 3,
    "نيسان": 4,
    "أيار": 5,
    "حزيران": 6,
    "تموز": 7,
    "آب": 8,
    "أيلول": 9,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}

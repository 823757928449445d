"""Numbers as they are written in different languages: "1,000,000", "1.000.000", "1.5", "1,5"."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"\d{1,3}(?:(?P<group>[.,’'\s])\d{3})(?:(?P=group)\d{3})*(?:(?P<point>[.,])\d+)?")
_DECIMAL = re.compile(r"\d+(?P<point>[.,])\d+")
_COMMA_GROUPS = frozenset({"en", "ja", "zh", "ko", "ar"})
"""Languages that group thousands by a comma and write decimals with a point; the others do it the other way round."""


def read_number(written: str, language: str) -> str | None:
    """Give a number with separators as letters and digits ("1,500" is "1500", "1.50" is "1point5").

    `None` where it is not one number: a date ("03.04.2025"), an outline's number ("2.1.3").
    """
    point = "." if language in _COMMA_GROUPS else ","
    grouped = _GROUPED.fullmatch(written)
    if grouped and grouped["group"] != point and grouped["point"] != grouped["group"]:
        whole, _, fraction = _split_fraction(written, grouped["point"])
        return _join(whole, fraction)
    decimal = _DECIMAL.fullmatch(written)
    if decimal:
        whole, _, fraction = _split_fraction(written, decimal["point"])
        return _join(whole, fraction)
    return None


def _split_fraction(written: str, point: str | None) -> tuple[str, str, str]:
    return written.rpartition(point) if point else (written, "", "")


def _join(whole: str, fraction: str) -> str:
    digits = re.sub(r"\D", "", whole)
    fraction = fraction.rstrip("0")
    return f"{digits}point{fraction}" if fraction else digits

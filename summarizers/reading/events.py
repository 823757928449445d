"""Where and when the event took place that a statement tells of."""

from __future__ import annotations

import re
from datetime import date

from summarizers.reading.dates import DateSpan, find_dates

_PLACE = (
    r"(?P<place>[A-Z][\w’'-]+(?:(?: (?:de|del|of|am|da|do|the))? [A-Z][\w’'.-]+){0,3}(?:, (?:[A-Z][\w’'.-]+ ?){1,3}?)?)"
)
_MET_IN = re.compile(
    r"\b(?:met|meet|meeting|gathered|convened|assembled|held|hosted|summit|talks|consultations|conference|session|visit(?:ed)?)\b[^.;]{0,100}?\b(?:in|to) (?:the city of )?"
    + _PLACE
    + r"(?=[\s,.;]|$)"
)
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Today|The|Room|Article|President|Prime|Secretary|Indo-Pacific|Order|This)\b"
)

# A year that something is to be reached by is no sign of when the text was written.
_YEAR = re.compile(r"(?<!\d)(?<!by )(?<!until )(?<!before )(?<!through )(?<!beyond )(?<!after )(?:19|20)\d\d(?!\d)")
_HAPPENED = re.compile(
    r"\b(?:met|meet|meeting|held|hosted|hold|gathered|convened|assembled|signed|spoke|adopted|announced|decided|voted|issued|visited|joined"
    r"|launched|attended|delivered|received|concluded|agreed|sinking|died|attack\w*|struck|today|passed away|killed)\b[^.;]*$"
)
_CONTEXT = 160
_RECALLED_DAYS = 31
_AHEAD_DAYS = 2


def find_place(lead: str) -> str | None:
    """Give the place where a meeting was held, as the first sentences tell it ("met on 3 April in Brussels")."""
    for match in _MET_IN.finditer(lead[:1500]):
        place = match["place"].rstrip(" ,.")
        if not _NO_PLACE.match(place):
            return (
                place.split(",")[0] if len(place.split(", ")) > 1 and _NO_PLACE.match(place.split(", ")[1]) else place
            )
    return None


def find_event_date(lead: str, language: str, reference: date | None, body: str) -> date | None:
    """Give the date of the event that the first sentences name.

    A day without a year takes the year of `reference` (the source's date, the nearest such day) or, where the whole
    text speaks of one year only, that year; otherwise none is claimed.
    """
    for when in find_dates(lead[:800], language):
        if language == "en" and not _HAPPENED.search(lead, max(0, when.start - _CONTEXT), when.start):
            continue
        day = _completed(when, reference, body)
        # What a statement announces for later, or recalls, is not its own event.
        if day is not None and (reference is None or -_RECALLED_DAYS <= (day - reference).days <= _AHEAD_DAYS):
            return day
    return None


def _completed(when: DateSpan, reference: date | None, body: str) -> date | None:
    if when.year is not None:
        return when.on()
    if reference is not None:
        around = [day for year in (reference.year - 1, reference.year, reference.year + 1) if (day := when.on(year))]
        return min(around, key=lambda day: abs((day - reference).days), default=None)
    years = set(_YEAR.findall(body))
    return when.on(int(years.pop())) if len(years) == 1 else None

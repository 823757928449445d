"""Whether two texts may be of one date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

_DAYS_OF_PUBLISHING = 3
"""Days within which a statement and its mirrors are published: over a weekend, and across the date line."""


class Dates(NamedTuple):
    """What a text says of its dates."""

    event: date | None
    published: date | None


def may_be_of_one_date(one: Dates, other: Dates) -> bool:
    """Say whether nothing speaks against one date: the days of the events, where both are known, are the same day.

    Where only a day of publication is known of one or of both, they may lie some days apart.
    """
    if one.event and other.event:
        return one.event == other.event
    first, second = one.event or one.published, other.event or other.published
    return first is None or second is None or abs((first - second).days) <= _DAYS_OF_PUBLISHING

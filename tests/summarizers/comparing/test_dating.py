"""Whether two texts may be of one date."""

from __future__ import annotations

from datetime import date

import pytest

from summarizers.comparing.dating import Dates, may_be_of_one_date

THIRD, FOURTH, LATE = date(2026, 3, 3), date(2026, 3, 4), date(2026, 4, 3)


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (Dates(THIRD, None), Dates(THIRD, LATE), True),
        (Dates(THIRD, None), Dates(FOURTH, None), False),
        (Dates(None, THIRD), Dates(None, FOURTH), True),
        (Dates(None, THIRD), Dates(None, LATE), False),
        (Dates(THIRD, None), Dates(None, FOURTH), True),
        (Dates(THIRD, None), Dates(None, LATE), False),
        (Dates(THIRD, THIRD), Dates(None, None), True),
        (Dates(None, None), Dates(None, None), True),
    ],
)
def test_texts_may_be_of_one_date(one: Dates, other: Dates, *, may_be: bool) -> None:
    assert may_be_of_one_date(one, other) is may_be
    assert may_be_of_one_date(other, one) is may_be

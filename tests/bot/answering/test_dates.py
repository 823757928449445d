from __future__ import annotations

from datetime import date

import pytest

from bot.answering.dates import date_in_name, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-04-03", date(2025, 4, 3)),
        ("2025/4/3", date(2025, 4, 3)),
        ("3 April 2025", date(2025, 4, 3)),
        ("3rd Apr. 2025", date(2025, 4, 3)),
        ("April 3, 2025", date(2025, 4, 3)),
        ("sept 2024", date(2024, 9, 1)),
        ("2025", date(2025, 1, 1)),
        ("3/4/2025", None),
        ("2025-02-30", None),
        ("ma 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_type_it_and_never_guessed(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20081216.txt", date(2008, 12, 16)),
        ("2026-05-12-press-release.txt", date(2026, 5, 12)),
        ("note_2026_05_12.md", date(2026, 5, 12)),
        ("report 2024.txt", None),
        ("12345678901.txt", None),
        ("20081341.txt", None),
        ("2026-0512.txt", None),
    ],
)
def test_a_date_in_a_file_name_counts(name: str, day: date | None) -> None:
    assert date_in_name(name) == day

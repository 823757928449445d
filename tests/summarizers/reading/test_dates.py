"""Dates in eleven languages and in the names of files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizers.reading.dates import date_in_name, find_dates


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("on 3 April 2025 in Oslo", "en", date(2025, 4, 3)),
        ("on April 3rd, 2025", "en", date(2025, 4, 3)),
        ("Sept. 9, 2022", "en", date(2022, 9, 9)),
        ("2025-04-03", "en", date(2025, 4, 3)),
        ("le 1er avril 2026", "fr", date(2026, 4, 1)),
        ("am 3. April 2026", "de", date(2026, 4, 3)),
        ("el 21 de mayo de 2026", "es", date(2026, 5, 21)),
        ("a 9 de junho de 2026", "pt", date(2026, 6, 9)),
        ("il 18 febbraio 2026", "it", date(2026, 2, 18)),
        ("4 июня 2026 г.", "ru", date(2026, 6, 4)),
        ("29 نيسان/أبريل 2026", "ar", date(2026, 4, 29)),
        ("٢٩ أبريل ٢٠٢٦", "ar", date(2026, 4, 29)),
        ("令和8年3月12日", "ja", date(2026, 3, 12)),
        ("２０２６年５月２８日", "zh", date(2026, 5, 28)),
        ("2026년 4월 16일", "ko", date(2026, 4, 16)),
        ("2026. 4. 16.(목)", "ko", date(2026, 4, 16)),
    ],
)
def test_a_date_is_read_as_its_language_writes_it(text: str, language: str, expected: date) -> None:
    assert [found.on() for found in find_dates(text, language)] == [expected]


@pytest.mark.parametrize("text", ["31 February 2026", "May 4 percent", "in March", "45 April 2026", "1234567"])
def test_what_is_no_day_gives_no_date(text: str) -> None:
    assert not [day for found in find_dates(text) if (day := found.on(2026)) and found.year]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("20081216.txt", date(2008, 12, 16)),
        ("trilateral-brussels-2025-04-03.txt", date(2025, 4, 3)),
        ("2026_05_12 release.pdf", date(2026, 5, 12)),
        ("report-12345678.txt", None),
        ("20261340.txt", None),
        ("notes.txt", None),
    ],
)
def test_a_file_name_gives_its_date(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "ja", "ar", "ru", "nl"]))
def test_any_text_is_searched_without_an_error(text: str, language: str) -> None:
    for found in find_dates(text, language):
        assert 0 <= found.start < found.end <= len(text)
        found.on(2026)

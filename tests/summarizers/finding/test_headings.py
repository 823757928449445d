from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizers.finding import find_section
from summarizers.reading.document import Document
from summarizers.reading.reader import read
from tests.summarizers.finding.conftest import STATEMENT


def test_the_statement_has_the_sections_that_the_cases_name(statement: Document) -> None:
    assert [section.heading for section in statement.sections] == [
        None,
        "Addressing the North Korean Threat",
        "Energy Security and Resilience",
        "Maritime Cooperation",
    ]


@pytest.mark.parametrize(
    ("words", "ordinal"),
    [
        ("1", 1),
        ("section 2", 2),
        ("Section III", 3),
        ("§2", 2),
        ("0", 0),
        ("lead", 0),
        ("Addressing the North Korean Threat", 1),
        ("addressing the north korean threat", 1),
        ("energy", 2),
        ("energy security", 2),
        ("resil", 2),
        ("nroth korea", 1),
        ("maritme coperation", 3),
        ("DPRK", 1),
        ("Pyongyang", 1),
        ("the Democratic People's Republic of Korea", 1),
        ("coast guard", 3),
        ("Minerals Security Partnership", 2),
    ],
)
def test_words_mean_a_section(statement: Document, words: str, ordinal: int) -> None:
    assert find_section(statement, words)[0].ordinal == ordinal


@pytest.mark.parametrize("words", ["", "  ", "9", "section 12", "cheese tariffs", "zzz", "?!"])
def test_words_without_a_section_mean_none(statement: Document, words: str) -> None:
    assert find_section(statement, words) == []


def test_the_number_that_a_heading_carries_comes_first() -> None:
    text = "Opening Remarks\n\nThe Ministers met in Oslo.\n\nI. Trade\n\nThey agreed to cut tariffs.\n\nII. Energy\n\nThey agreed to trade gas."
    document = read(text)
    numbered = next(section.ordinal for section in document.sections if section.heading and "Energy" in section.heading)
    assert find_section(document, "II")[0].ordinal == numbered


def test_two_headings_that_fit_alike_score_alike() -> None:
    document = read(
        "Joint Statement\n\nThe parties met in May.\n\nTrade Talks\n\nThe Ministers met in Oslo.\n\nEnergy Talks\n\nThe Ministers met again in Rome."
    )
    first, second = find_section(document, "talks")
    assert first.score == second.score


@given(st.text(max_size=60))
def test_any_words_give_sections_of_the_document(words: str) -> None:
    document = read(STATEMENT)
    matches = find_section(document, words)
    assert all(0 <= match.ordinal < len(document.sections) and 0.0 < match.score <= 1.0 for match in matches)
    assert matches == find_section(document, words)


def test_an_empty_document_has_nothing_to_find() -> None:
    assert find_section(read(""), "energy") == []

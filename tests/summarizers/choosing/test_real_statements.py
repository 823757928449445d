"""Choice on real statements, where the folder of shared data is to be had."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from benchmarks.choice_judges import judge_decisions
from summarizers.choosing import Budget, choose
from summarizers.choosing.standing import Standing, standing_of
from summarizers.reading.reader import read

_SHARED = Path(os.environ.get("BRIEFBOT_SHARED", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("BRIEFBOT_SHARED"), reason="needs the folder of shared data (BRIEFBOT_SHARED)"
)


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_decision_is_in_four_sentences_of_every_committee_statement_that_has_one(part: str) -> None:
    figures = judge_decisions("structure", part)
    assert len(figures) >= 30
    assert [name for name, figure in figures.items() if not figure] == []


def test_the_trilateral_statement_opens_with_who_met_and_represents_every_section() -> None:
    text = (_SHARED / "data/statements/trilateral-brussels-2025-04-03.txt").read_text("utf-8")
    document = read(text)
    chosen = choose(document, budget=Budget(sentences=6))
    first = document.sentences[chosen[0].index].text
    assert "April 3" in first
    assert "Brussels" in first
    assert {document.sentences[choice.index].section for choice in chosen} == {0, 1, 2, 3, 4}


def test_a_committee_statement_is_briefed_with_what_is_new_since_the_last() -> None:
    folder = _SHARED / "data/statements/fomc"
    before = read((folder / "20130918.txt").read_text("utf-8"), source_date=date(2013, 9, 18))
    after = read((folder / "20131030.txt").read_text("utf-8"), source_date=date(2013, 10, 30))
    chosen = choose(after, before, Budget(sentences=5))
    assert any(choice.reason == "new since 18 September" for choice in chosen)
    assert any(choice.reason == "the decision" for choice in chosen)
    opening = after.sentences[chosen[0].index].text
    assert chosen[0].index == 0 or standing_of(opening, "en") is Standing.ALONE

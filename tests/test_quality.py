"""A small fixed part of the benchmarks: choice and lookup may not fall by more than the margin under what was measured.

On the documents that were looked at for tuning (2021, odd years), so that those held back stay held back.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

import pytest

from benchmarks import lookup
from benchmarks.choice_judges import judge_decisions, judge_emphasis, judge_points
from tests.shared import shared_folder

MARGIN = 0.03
MEASURED: list[tuple[Callable[[str, str], dict[str, float]], float]] = [
    (judge_emphasis, 0.48),
    (judge_points, 0.45),
    (judge_decisions, 1.00),
]


@pytest.mark.parametrize(("judge", "measured"), MEASURED, ids=lambda value: getattr(value, "__name__", str(value)))
def test_choice_has_not_fallen(judge: Callable[[str, str], dict[str, float]], measured: float) -> None:
    shared_folder("data/statements")
    assert fmean(judge("structure", "dev").values()) >= measured - MARGIN


def test_lookup_in_other_words_has_not_fallen() -> None:
    data = shared_folder("data")
    questions = [question for question in lookup.load_questions("dev") if question.answers]
    texts = lookup.load_texts(data, {question.statement for question in questions})
    statements = {name: lookup.Statement(text) for name, text in texts.items()}
    ranks, plain, _ = lookup.judge_questions(questions, statements, each=False)
    first = fmean(rank == 0 for rank in ranks)
    assert first >= 0.54 - MARGIN
    assert first >= 1.7 * fmean(rank == 0 for rank in plain)

from __future__ import annotations

import pytest

from summarizers.choosing import Budget, BudgetError
from summarizers.choosing.budget import Spent, count_words


@pytest.mark.parametrize(("sentences", "words"), [(0, None), (-1, None), (3, 0)])
def test_a_budget_that_leaves_nothing_to_show_is_refused(sentences: int, words: int | None) -> None:
    with pytest.raises(BudgetError, match="The least is 1"):
        Budget(sentences=sentences, words=words)


def test_a_budget_without_any_limit_is_refused() -> None:
    with pytest.raises(BudgetError, match="names sentences, words or characters"):
        Budget()


@pytest.mark.parametrize(
    ("text", "words"),
    [("three plain words", 3), ("", 0), ("日本銀行は決定した", 9), ("ECB 决定", 3)],
    ids=["spaced", "empty", "Japanese", "mixed"],
)
def test_words_are_counted_as_word_processors_do(text: str, words: int) -> None:
    assert count_words(text) == words


def test_every_limit_of_a_budget_holds() -> None:
    spent = Spent().plus(["two words", "and three more"])
    assert Budget(sentences=2, words=5, characters=23).holds(spent)
    assert not Budget(sentences=2, words=4).holds(spent)
    assert not Budget(characters=22).holds(spent)
    assert not Budget(sentences=1).holds(spent)

"""What `choose` promises for any text, engine and budget."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers.choosing import Budget, choose, engine_names
from summarizers.choosing.budget import count_words
from summarizers.choosing.standing import Standing, standing_of

_WORDS = [
    "ministers",
    "agreed",
    "decided",
    "to",
    "the",
    "a",
    "however",
    "they",
    "this",
    "12",
    "percent",
    "rates",
    "raise",
    "sanctions",
    "peace",
    "on",
    "3",
    "April",
]
_SENTENCES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
_TEXTS = st.lists(st.one_of(_SENTENCES, st.text(max_size=30)), max_size=25)
_LIMITS = st.one_of(st.none(), st.integers(1, 60))


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    limits = (draw(_LIMITS), draw(_LIMITS), draw(_LIMITS))
    return Budget(*limits) if any(limits) else Budget(sentences=draw(st.integers(1, 8)))


@given(_TEXTS, budgets(), st.sampled_from(engine_names()))
@settings(max_examples=150, deadline=None)
def test_a_choice_is_in_reading_order_and_within_the_budget(texts: list[str], budget: Budget, engine: str) -> None:
    chosen = choose(texts, budget=budget, engine=engine)
    indices = [choice.index for choice in chosen]
    shown = [texts[index] for index in indices]
    assert indices == sorted(set(indices))
    assert all(0 <= index < len(texts) for index in indices)
    assert budget.sentences is None or len(shown) <= budget.sentences
    assert budget.words is None or sum(map(count_words, shown)) <= budget.words
    assert budget.characters is None or sum(map(len, shown)) <= budget.characters
    assert all(choice.reason for choice in chosen)


@given(_TEXTS, budgets(), st.sampled_from(engine_names()))
@settings(max_examples=60, deadline=None)
def test_the_same_arguments_give_the_same_choice(texts: list[str], budget: Budget, engine: str) -> None:
    assert choose(texts, budget=budget, engine=engine) == choose(list(texts), budget=budget, engine=engine)


@given(st.lists(_SENTENCES, min_size=1, max_size=25), st.integers(1, 6))
@settings(max_examples=200, deadline=None)
def test_a_briefing_never_opens_with_a_sentence_that_leans_on_one_left_out(texts: list[str], count: int) -> None:
    first = choose(texts, budget=Budget(sentences=count))[0].index
    assert first == 0 or standing_of(texts[first], "en") is Standing.ALONE


@given(st.lists(_SENTENCES, min_size=1, max_size=20), st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_a_budget_of_sentences_is_used_up(texts: list[str], count: int) -> None:
    assert 1 <= len(choose(texts, budget=Budget(sentences=count), engine="lexrank")) == min(count, len(texts))


@pytest.mark.parametrize("engine", engine_names())
def test_an_empty_text_gives_an_empty_choice(engine: str) -> None:
    assert choose([], engine=engine) == ()


@pytest.mark.parametrize("engine", engine_names())
@pytest.mark.parametrize("texts", [[""], ["", ""], ["..."], ["one"], ["Same.", "Same.", "Same."], ["\ud800", "\0"]])
def test_an_odd_text_breaks_no_engine(engine: str, texts: list[str]) -> None:
    assert len(choose(texts, budget=Budget(sentences=2), engine=engine)) <= 2

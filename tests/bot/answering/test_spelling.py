from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.answering.spelling import closest, slips


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_slips_are_the_optimal_string_alignment(word: str, name: str) -> None:
    assert slips(word, name) == OSA.distance(word, name)


@pytest.mark.parametrize(
    ("word", "name"), [("lexrnak", "lexrank"), ("Lead", "lead"), ("structur", "structure"), ("zebra", None)]
)
def test_the_closest_name_is_near_or_none(word: str, name: str | None) -> None:
    assert closest(word, ("structure", "lexrank", "lead", "lsa")) == name

from __future__ import annotations

import pytest

from summarizers.choosing.themes import Theme, find_themes


def test_a_sentence_on_what_the_text_returns_to_carries_its_theme() -> None:
    harbour, fish, aside = find_themes([("harbour", "dredg"), ("harbour", "fish"), ("weather", "mild")], "en")
    assert harbour.main == fish.main == 1.0
    assert aside == Theme(0.0, 0.0)


def test_words_that_add_nothing_to_the_theme_take_nothing_from_it() -> None:
    plain, wordy = find_themes([("harbour",), ("harbour", "gull", "quay", "crane")], "en")
    assert plain == wordy


def test_a_sentence_that_joins_two_themes_carries_more_than_one_that_holds_one() -> None:
    both, first, second = find_themes([("harbour", "tariff"), ("harbour",), ("tariff",)], "en")
    assert both.recurring == both.main == 1.0
    assert max(first.recurring, second.recurring) < 1.0
    assert first.main + second.main == pytest.approx(1.0)


def test_a_word_said_twice_in_one_sentence_is_no_theme() -> None:
    assert find_themes([("harbour", "harbour"), ("tariff",)], "en") == [Theme(0.0, 0.0)] * 2


def test_a_text_without_words_has_no_theme() -> None:
    assert find_themes([], "en") == []
    assert find_themes([(), ()], "en") == [Theme(0.0, 0.0)] * 2

from __future__ import annotations

import pytest

from summarizers.vocabulary.bm25 import bm25, count_stems, score_texts, weigh_terms
from summarizers.vocabulary.frequencies import document_frequency, rarity
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import stem, tokenize

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "ja", "ko", "zh", "ru", "ar")


def test_a_word_of_every_document_has_the_highest_frequency_and_the_lowest_rarity() -> None:
    assert document_frequency("the") > document_frequency(stem("energy", "en")) > document_frequency("denuclear")
    assert rarity("the") < rarity(stem("energy", "en")) < rarity(stem("denuclearization", "en"))


def test_a_word_that_was_never_seen_is_rare() -> None:
    assert document_frequency("xyzzy") == 0.0
    assert rarity("xyzzy") > rarity("nuclear") > 0.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_are_known_in_every_language(language: str) -> None:
    assert len(stop_words(language)) >= 40
    assert all(word.isalnum() for word in stop_words(language))


def test_a_language_without_a_list_has_no_stop_words() -> None:
    assert stop_words("xx") == frozenset()


def test_stop_words_weigh_nothing_beside_other_words() -> None:
    assert set(weigh_terms(tokenize("what about the sanctions"))) == {"sanction"}


def test_a_query_of_stop_words_alone_still_has_terms() -> None:
    assert set(weigh_terms(tokenize("who are we"))) == {"who", "are", "we"}


def test_the_text_with_the_rarer_word_scores_higher() -> None:
    texts = [tokenize("The energy ministers met."), tokenize("The abductees must come home.")]
    energy, abductees = score_texts(tokenize("energy abductees"), texts)
    assert abductees > energy > 0.0


def test_a_long_text_is_held_against_its_match() -> None:
    weights = {"sanction": 1.0}
    assert bm25(weights, {"sanction": 1}, 10, 20.0) > bm25(weights, {"sanction": 1}, 40, 20.0)


def test_no_match_scores_nothing() -> None:
    assert bm25({"sanction": 1.0}, count_stems(tokenize("tariffs on cheese")), 3, 3.0) == 0.0


def test_empty_texts_score_nothing() -> None:
    assert score_texts(tokenize("sanctions"), [[], []]) == [0.0, 0.0]

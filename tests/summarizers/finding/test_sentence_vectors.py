from __future__ import annotations

import numpy as np
import pytest

from summarizers.finding.sentence_vectors import encode

TEXTS = ["The ministers freed the hostages.", "Rain fell.", "They agreed on a budget of 40 million euros for schools."]


def test_the_same_in_other_words_is_nearer_than_other_things_in_the_same_words() -> None:
    question, same, other = encode(
        ["cash for classrooms", "They agreed to fund schools.", "Cash machines were robbed."]
    )
    assert question.whole @ same.whole > question.whole @ other.whole


def test_a_text_has_the_same_vectors_whatever_stands_beside_it() -> None:
    for text, together in zip(TEXTS, encode(TEXTS), strict=True):
        (alone,) = encode([text])
        assert np.allclose(alone.tokens, together.tokens, atol=1e-5)
        assert np.allclose(alone.whole, together.whole, atol=1e-5)


def test_texts_are_the_same_in_many_batches_as_in_one() -> None:
    many = encode(TEXTS * 60)
    assert len(many) == 180
    assert np.allclose(many[2].whole, many[-1].whole, atol=1e-5)


def test_each_token_has_its_span_and_a_vector_of_length_one() -> None:
    text = "Offshore wind power"
    (encoded,) = encode([text])
    assert [text[start:end] for start, end in encoded.spans] == ["Offshore", "wind", "power"]
    assert np.allclose(np.linalg.norm(encoded.tokens, axis=1), 1.0, atol=1e-5)


def test_a_word_means_what_stands_around_it() -> None:
    money, river, cash = encode(["the bank lends money", "the bank of the river", "the bank gave a loan"])
    bank = 1
    assert money.tokens[bank] @ cash.tokens[bank] > money.tokens[bank] @ river.tokens[bank]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_text_without_a_word_has_no_tokens(text: str) -> None:
    assert encode([text])[0].tokens.shape[0] == 0


@pytest.mark.parametrize("text", ["\ud800", "word " * 5_000, "x" * 100_000, "🙂", "\x00"])
def test_any_text_has_a_vector_of_length_one(text: str) -> None:
    assert np.isclose(np.linalg.norm(encode([text])[0].whole), 1.0, atol=1e-4)


def test_nothing_is_made_of_no_texts() -> None:
    assert encode([]) == []

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold, stem, tokenize

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "ja", "ko", "zh", "ru", "ar", "xx")


def forms(text: str, language: str = "en") -> list[str]:
    return [token.form for token in tokenize(text, language)]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "colors"),
        ("programme", "programs"),
        ("defence", "defense"),
        ("licences", "license"),
        ("organisation", "organizations"),
        ("denuclearisation", "denuclearization"),
        ("analysed", "analyzing"),
        ("travelled", "traveled"),
        ("fuelled", "fueled"),
        ("centres", "center"),
        ("kilometres", "kilometer"),
        ("dialogue", "dialog"),
        ("neighbouring", "neighbor"),
        ("paediatric", "pediatric"),
        ("manoeuvres", "maneuver"),
        ("sceptical", "skeptical"),
        ("judgement", "judgments"),
        ("fulfil", "fulfills"),
        ("co-operation", "cooperation"),
    ],
)
def test_british_and_american_spellings_share_a_stem(british: str, american: str) -> None:
    assert [token.stem for token in tokenize(british)] == [token.stem for token in tokenize(american)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("tour", "tor"), ("organ", "organise"), ("revise", "prize"), ("sanctions", "sanctity")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one, "en") != stem(other, "en")


@pytest.mark.parametrize(("verb", "noun"), [("revise", "revision"), ("advise", "advised"), ("call", "calling")])
def test_words_spelt_alike_everywhere_are_left_to_the_stemmer(verb: str, noun: str) -> None:
    assert stem(verb, "en") == stem(noun, "en")


@pytest.mark.parametrize("written", ["U.S.", "US", "USA", "U.S.A."])
def test_the_united_states_are_one_token_and_no_pronoun(written: str) -> None:
    assert forms(f"the {written} and Japan") == ["the", "usa", "and", "japan"]
    assert not set(forms(written)) & stop_words("en")


def test_the_pronoun_us_is_a_stop_word() -> None:
    assert forms("with us") == ["with", "us"]
    assert "us" in stop_words("en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Japan's ironclad commitment", "en", ["japan", "ironclad", "commitment"]),
        ("the Ministers’ statement", "en", ["the", "ministers", "statement"]),
        ("l’Ukraine", "fr", ["l", "ukraine"]),
        ("dell'Ucraina", "it", ["dell", "ucraina"]),
        ("déclaration", "fr", ["declaration"]),
        ("de\u0301claration", "fr", ["declaration"]),
        ("Über Straßen", "de", ["uber", "strassen"]),
        ("ядерный", "ru", ["ядерный"]),
        ("日本国", "ja", ["日本", "本国"]),
        ("G7首脳", "ja", ["g7", "首脳"]),
        ("国", "zh", ["国"]),
        ("북한의 핵", "ko", ["북한", "한의", "핵"]),
        ("$1.5 billion", "en", ["1point5", "billion"]),
        ("1,000,000", "en", ["1000000"]),
        ("1.000.000,50", "de", ["1000000point5"]),
        ("1,5", "de", ["1point5"]),
        ("03.04.2025", "de", ["03", "04", "2025"]),
        ("Resolution 2.1.3", "en", ["resolution", "2", "1", "3"]),
        ("cross-Strait", "en", ["cross", "strait"]),
        ("", "en", []),
        ("... — !", "en", []),
    ],
)
def test_words_are_folded(text: str, language: str, expected: list[str]) -> None:
    assert forms(text, language) == expected


def test_spans_cover_what_stands_in_the_text() -> None:
    text = "The U.S.’s 1,500 co-operation projects in 日本国."
    words = [text[token.start : token.end] for token in tokenize(text)]
    assert words == ["The", "U.S.", "1,500", "co-operation", "projects", "in", "日本", "本国"]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_tokens_hold_letters_and_digits_only_and_follow_each_other(text: str, language: str) -> None:
    before = -1
    for token in tokenize(text, language):
        assert token.form.isalnum()
        assert token.stem.isalnum()
        assert 0 <= token.start < token.end <= len(text)
        assert token.start > before
        before = token.start


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("unit", ["a", "a.b.", "1,", "a'", "non-", "é", "\u0301a"])
def test_time_grows_with_the_length_of_a_text_without_spaces(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            tokenize(text)
            best = min(best, time.process_time() - started)
        return best

    # Ten times the text may take forty times as long on a busy machine; were the time quadratic, it would be a hundred.
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.001) + 1.0


@pytest.mark.parametrize(("plain", "definite"), [("مخزون", "المخزون"), ("مشترك", "المشترك"), ("وزراء", "بالوزراء")])
def test_an_arabic_word_has_one_stem_with_the_article_and_without(plain: str, definite: str) -> None:
    assert stem(plain, "ar") == stem(definite, "ar")


@pytest.mark.parametrize(("language", "word"), [("ru", "сколько"), ("de", "wieviel"), ("es", "cuántos"), ("ar", "كم")])
def test_a_word_that_only_asks_is_a_stop_word(language: str, word: str) -> None:
    assert fold(word) in stop_words(language)

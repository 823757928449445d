from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.terminal.safety import harmless, harmless_json

LIVE = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}
ANY = st.text(alphabet=st.characters(exclude_categories=())) | st.text(
    alphabet=st.sampled_from("ab \n\t\r\x1b\x07\x9b\x00\x7f\u202e\u2066\u2069\u200f\u2028\ud800\U000e0041[31m")
)


@given(ANY)
def test_nothing_in_a_harmless_text_acts_on_a_terminal(text: str) -> None:
    assert not LIVE & set(map(ord, harmless(text)))


@given(ANY)
def test_harmless_json_says_exactly_the_same(text: str) -> None:
    safe = harmless_json(json.dumps({"body": text}, ensure_ascii=False))
    assert json.loads(safe) == {"body": text}
    assert not LIVE & set(map(ord, safe))


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"))))
def test_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x07b", "a␇b"),
        ("pay \u202e001\u202c", "pay <U+202E>001<U+202C>"),
        ("one\r\n  two", "one two"),
        ("\x9b2J", "<U+009B>2J"),
        ("👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم"),
    ],
)
def test_what_would_act_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert all(unicodedata.category(character) != "Cc" for character in shown)

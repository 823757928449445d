"""Bands of a text: the same everywhere, shared by what is worded alike."""

from __future__ import annotations

import random

from summarizers.comparing.fingerprints import BANDS, fingerprint
from summarizers.comparing.shingles import shingle

WORDS = [f"word{number}" for number in range(300)]


def shared(one: list[str], other: list[str]) -> int:
    return len(set(fingerprint(one)) & set(fingerprint(other)))


def test_bands_are_the_same_on_every_machine() -> None:
    bands = fingerprint(["the", "ministers", "met", "in", "geneva"])
    assert [band.hex() for band in bands[:2]] == KNOWN
    assert len(bands) == BANDS


KNOWN = ["005bbcbf244d90a3d6d6879003", "010062d90f6551c2203cdbf70f"]


def test_no_words_have_no_bands() -> None:
    assert fingerprint([]) == ()


def test_a_text_shorter_than_a_shingle_has_bands_of_its_own() -> None:
    assert shared(["yes"], ["yes"]) == BANDS
    assert shared(["yes"], ["no"]) == 0
    assert len(shingle(["yes", "no"])) == 1


def test_the_order_of_words_counts() -> None:
    assert shared(["a", "b", "c"], ["c", "b", "a"]) == 0


def test_what_lacks_a_tenth_of_its_words_shares_bands() -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(20):
        words = [f"word{chance.randrange(5000)}" for _ in range(60)]
        start = chance.randrange(54)
        assert shared(words, words[:start] + words[start + 6 :]) > 0


def test_other_words_share_no_bands() -> None:
    assert shared(WORDS, [f"other {word}" for word in WORDS]) == 0

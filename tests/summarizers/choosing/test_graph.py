from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from summarizers.choosing import choose
from summarizers.choosing.graph import rank_by_alike, rank_by_cosine, rank_by_overlap

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def _text(seed: int, sentences: int) -> list[str]:
    """Sentences whose words are as unevenly common as those of a real text."""
    draw = random.Random(seed)  # noqa: S311  (a text, no secret)
    words = [f"w{number}" for number in range(400)]
    weights = [1 / (rank + 3) for rank in range(400)]
    return [" ".join(draw.choices(words, weights, k=draw.randint(4, 25))) + "." for _ in range(sentences)]


@pytest.mark.parametrize("seed", range(25))
def test_lexrank_with_a_threshold_chooses_as_sumy_does(seed: int) -> None:
    text = _text(seed, 20 + 5 * seed)
    ours = [choice.index for choice in choose(text, engine="lexrank-threshold")]
    assert ours == [choice.index for choice in choose(text, engine="sumy-lexrank")]


@pytest.mark.parametrize("seed", range(10))
def test_textrank_chooses_as_sumy_does(seed: int) -> None:
    text = _text(seed, 20 + 8 * seed)
    ours = [choice.index for choice in choose(text, engine="textrank")]
    assert ours == [choice.index for choice in choose(text, engine="sumy-textrank")]


@pytest.mark.parametrize("rank", [rank_by_cosine, rank_by_overlap])
def test_shares_of_a_walk_add_up_to_one(rank: Callable[[list[list[str]]], NDArray[np.float64]]) -> None:
    assert rank([["a", "b"], ["b", "c"], [], ["d"]]).sum() == pytest.approx(1)


def test_a_sentence_tied_to_all_others_comes_first() -> None:
    words = [["peace"], ["peace", "grain"], ["grain"], ["concert"]]
    assert int(np.argmax(rank_by_cosine(words))) == 1
    assert int(np.argmax(rank_by_overlap([*words, ["peace", "grain", "truce"]]))) in (1, 4)


def test_sentences_without_words_have_no_tie() -> None:
    assert rank_by_alike([[], []]).tolist() == [0.5, 0.5]


def test_time_grows_no_faster_than_the_text() -> None:
    def seconds(count: int) -> float:
        words = [sentence.split() for sentence in _text(1, count)]
        return min(_timed(words) for _ in range(3))

    assert seconds(8_000) < 8 * 4 * seconds(1_000)


def _timed(words: list[list[str]]) -> float:
    start = time.perf_counter()
    rank_by_cosine(words)
    return time.perf_counter() - start

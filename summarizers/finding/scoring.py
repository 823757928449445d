"""How well texts fit a query: the share of its words that they hold, and the likeness of meaning.

The share is BM25 over what a perfect match would get, so it stays in [0, 1) and one stray word counts little; a
likeness is a cosine. Both are absolute: a score of a passage does not depend on how the others fare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizers.finding import meaning
from summarizers.vocabulary.bm25 import K1, bm25
from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from summarizers.finding.meaning import Vectors
    from summarizers.finding.terms import Terms, Vocabulary
    from summarizers.vocabulary.tokens import Token

    Scores = NDArray[np.float64]


NEAR = 0.3
"""Cosine of two words below which they have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines with the query: of each sentence, of the best sentence of each passage, of each passage as a whole."""

    sentences: Scores
    best: Scores
    whole: Scores


def count_words(counts: Iterable[Mapping[str, int]]) -> list[int]:
    """Give the words of each text; the concepts of its names stand beside them and do not count."""
    return [sum(count for term, count in text.items() if term[0].isalnum()) for text in counts]


def word_shares(
    weights: Mapping[str, float], counts: Sequence[Mapping[str, int]], lengths: Sequence[int] | None = None
) -> Scores:
    """Give the share of the query's weight that each text holds, in [0, 1); `lengths` in words, where they are known."""
    whole = sum(weights.values()) * (K1 + 1.0)
    if not whole or not counts:
        return np.zeros(len(counts))
    lengths = lengths or count_words(counts)
    average = sum(lengths) / len(lengths)
    scores = [bm25(weights, text, length, average) for text, length in zip(counts, lengths, strict=True)]
    return np.array(scores) / whole


def likeness(query: Terms, sentences: Sequence[str], bounds: Sequence[tuple[int, int]], names: Vocabulary) -> Likeness:
    """Compare a query with sentences and with passages, each the sentences between two bounds."""
    if names.language not in meaning.LANGUAGES or not sentences:
        return Likeness(np.zeros(len(sentences)), np.zeros(len(bounds)), np.zeros(len(bounds)))
    *sums_of_sentences, sum_of_query = encode_by_rarity([*sentences, telling_words(query, names)], names.language)
    sums = np.array(sums_of_sentences)
    asked = meaning.normalise(sum_of_query)
    of_sentences = meaning.normalise(sums) @ asked
    running = np.concatenate(
        (np.zeros((1, sums.shape[1]), dtype=np.float64), np.cumsum(sums, axis=0, dtype=np.float64))
    )
    starts, ends = np.array(bounds, dtype=np.intp).reshape(-1, 2).T
    of_passages = meaning.normalise((running[ends] - running[starts]).astype(np.float32)) @ asked
    best = [float(of_sentences[start:end].max()) for start, end in bounds]
    return Likeness(of_sentences.astype(np.float64), np.array(best), of_passages.astype(np.float64))


def encode_by_rarity(texts: Sequence[str], language: str) -> Vectors:
    """Give the sum of the word vectors of each text, each by the root of its word's rarity.

    After Arora, Liang & Ma (2017, "A simple but tough-to-beat baseline for sentence embeddings"): common words blur what
    a text is about.
    """
    read = [[(text[token.start : token.end], token.stem) for token in tokenize(text, language)] for text in texts]
    places = {word: at for at, word in enumerate(dict.fromkeys(word for words in read for word in words))}
    vectors = meaning.encode([form for form, _ in places])
    vectors *= np.sqrt([rarity(stem, language) for _, stem in places], dtype=np.float32).reshape(-1, 1)
    sums = [vectors[[places[word] for word in words]].sum(axis=0) for words in read]
    return np.array(sums, dtype=np.float32).reshape(len(texts), -1)


@dataclass(frozen=True, slots=True)
class WordLikeness:
    """How near each telling word of a query is to each word of a text: 1 for the same stem, else a cosine from 0 up.

    `weights` are the rarities of the query's words (rows), `columns` the place of each stem of the text.
    """

    nearness: Scores
    weights: Scores
    columns: Mapping[str, int]

    def farthest(self) -> float:
        """Give how near the text comes to that word of the query which it comes least near to."""
        return float(self.nearness.max(axis=1).min()) if self.nearness.size else 0.0

    def held_by(self, *parts: Terms, least: float = NEAR) -> float:
        """Give how much of the query a text holds in its own or in near words (nearer than `least`), in [0, 1]."""
        stems = {token.stem for terms in parts for token in terms.tokens}
        at = sorted(self.columns[stem] for stem in stems if stem in self.columns)
        if not at or not self.weights.sum():
            return 0.0
        near = np.maximum(self.nearness[:, at].max(axis=1) - least, 0.0) / (1.0 - least)
        return float(near @ self.weights / self.weights.sum())


def word_likeness(query: Terms, read: Sequence[Terms], names: Vocabulary) -> WordLikeness:
    """Compare the words of a query with those of a text, given in parts."""
    stopped = stop_words(names.language)
    asked = {token.stem: _written(terms, token) for terms, token in _telling(_spelt_out(query, names), stopped)}
    words: dict[str, str] = {}
    for part in read:
        for terms, token in _telling(part, stopped):
            words.setdefault(token.stem, _written(terms, token))
        words.update((token.stem, token.form) for token in _names_in_full(part, names))
    if not asked or not words or names.language not in meaning.LANGUAGES:
        return WordLikeness(np.zeros((0, 0)), np.zeros(0), {})
    vectors = meaning.normalise(meaning.encode([*asked.values(), *words.values()]))
    nearness = np.clip((vectors[: len(asked)] @ vectors[len(asked) :].T).astype(np.float64), 0.0, 1.0)
    columns = {stem: at for at, stem in enumerate(words)}
    for row, stem in enumerate(asked):
        if stem in columns:
            nearness[row, columns[stem]] = 1.0
    return WordLikeness(nearness, np.array([rarity(stem, names.language) for stem in asked]), columns)


def _telling(terms: Terms, stopped: frozenset[str]) -> list[tuple[Terms, Token]]:
    return [(terms, token) for token in terms.tokens if token.form not in stopped]


def _written(terms: Terms, token: Token) -> str:
    return terms.text[token.start : token.end]


def _names_in_full(terms: Terms, names: Vocabulary) -> tuple[Token, ...]:
    """Give the words of a text's names in full, where it has any."""
    return _spelt_out(terms, names).tokens if terms.mentions else ()


def _spelt_out(terms: Terms, names: Vocabulary) -> Terms:
    return names.read(names.spell_out(terms)) if terms.mentions else terms


def telling_words(query: Terms, names: Vocabulary) -> str:
    """Give the query without its stop words, acronyms and countries spelt out."""
    spelt_out = _spelt_out(query, names)
    words = [_written(terms, token) for terms, token in _telling(spelt_out, stop_words(names.language))]
    return " ".join(words) or spelt_out.text

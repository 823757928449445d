"""Engines that rank sentences by their ties to all others, in time and memory linear in the text.

The matrix of all pairs is never built. `lexrank` and `textrank` have ties that factor into words, so a step of the
power method is two sparse products; `lexrank-threshold` keeps only the pairs above its threshold.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from summarizers.choosing.engine import Weighed
from summarizers.choosing.reasons import central

if TYPE_CHECKING:
    from summarizers.choosing.material import Material

Scores = NDArray[np.float64]
Matrix = sparse.csr_array[Any, Any]
Words = Sequence[Sequence[str]]

_DAMPING = 0.85
_TOLERANCE = 1e-8
_MOST_STEPS = 200
_THRESHOLD = 0.1
_THRESHOLD_TOLERANCE = 0.1
_BLOCK = 512


class LexRank:
    """Centrality by cosine (Erkan & Radev, 2004), in the continuous form: every tie counts as strong as it is."""

    careful = False

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence its share of a random walk along cosines."""
        return _weighed(material, rank_by_cosine(material.content))


class LexRankThreshold:
    """Centrality by the number of sentences that are alike (Erkan & Radev, 2004): cosines are cut at 0.1."""

    careful = False

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence its share of a walk between sentences that are alike."""
        return _weighed(material, rank_by_alike(material.content))


class TextRank:
    """Centrality by words in common over the sentences' lengths (Mihalcea & Tarau, 2004)."""

    careful = False

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence its share of a random walk along common words."""
        return _weighed(material, rank_by_overlap(material.content))


def _weighed(material: Material, scores: Scores) -> Weighed:
    reasons = tuple(central(material, index) for index in range(len(material)))
    return Weighed(tuple(float(score) for score in scores), reasons)


def rank_by_cosine(words: Words) -> Scores:
    """Give the stationary shares of the walk whose ties are tf-idf cosines, `M @ (M.T @ v)` at each step."""
    rows = _unit_rows(words)
    degrees = rows @ (rows.T @ np.ones(rows.shape[0]))
    return _walk(lambda shares: rows @ (rows.T @ shares), degrees)


def rank_by_overlap(words: Words) -> Scores:
    """Give the stationary shares of the walk whose ties are the words in common over the sum of the log lengths.

    One over a sum does not factor, but a short sum of exponentials comes within 1e-6 of it, and each of those does.
    """
    counts = _count_matrix(words)
    logs = np.array([max(0.5, math.log(len(stems))) if stems else 0.5 for stems in words])
    rates, weights = _reciprocal_as_exponentials()
    decays = np.exp(-np.outer(logs, rates))

    def spread(shares: Scores) -> Scores:
        carried = counts.T @ (decays * shares[:, np.newaxis])
        return np.asarray(((counts @ carried) * decays) @ weights)

    return _walk(spread, spread(np.ones(len(words))))


def rank_by_alike(words: Words, threshold: float = _THRESHOLD) -> Scores:
    """Give the shares of the walk between sentences whose cosine is above the threshold.

    As sumy has it: term counts over the highest in the sentence, idf = log(n / (1 + df)), no damping, and a walk that
    stops at a coarse tolerance, which is part of the result.
    """
    ties = _ties_above(_unit_rows(words, smoothing=1), threshold)
    degrees = np.maximum(np.asarray(ties.sum(axis=1)).ravel(), 1.0)
    count = len(words)
    shares = np.full(count, 1.0 / count)
    change = 1.0
    while change > _THRESHOLD_TOLERANCE:
        following: Scores = ties.T @ (shares / degrees)
        length = math.sqrt(math.fsum(following * following))
        if not length:
            break
        following /= length
        change = math.sqrt(math.fsum((following - shares) ** 2))
        shares = following
    return shares


def _walk(spread: Callable[[Scores], Scores], degrees: Scores) -> Scores:
    """Run the power method on a damped walk; sums are exact, so that every machine takes the same steps."""
    count = len(degrees)
    divisors = np.where(degrees > 0, degrees, 1.0)
    shares = np.full(count, 1.0 / count)
    for _ in range(_MOST_STEPS):
        following = (1 - _DAMPING) / count + _DAMPING * spread(shares / divisors)
        following /= math.fsum(following)
        change = float(np.abs(following - shares).max())
        shares = following
        if change < _TOLERANCE / count:
            break
    return shares


def _count_matrix(words: Words) -> Matrix:
    """How often each stem stands in each sentence, stems in the order of their first appearance."""
    columns: dict[str, int] = {}
    indices, counts, ends = [], [], [0]
    for stems in words:
        for stem, count in Counter(stems).items():
            indices.append(columns.setdefault(stem, len(columns)))
            counts.append(float(count))
        ends.append(len(indices))
    shape = (len(words), max(1, len(columns)))
    return sparse.csr_array((np.array(counts), np.array(indices, dtype=np.int64), np.array(ends)), shape=shape)


def _unit_rows(words: Words, smoothing: int = 0) -> Matrix:
    """tf-idf rows of length one, or empty; idf counts each sentence as a document."""
    counts = _count_matrix(words)
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    present = np.maximum(held + smoothing, 1)
    idf = np.log(len(words) / present) if smoothing else np.log1p(len(words) / present)
    weights = counts.data * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=counts.shape[0]))
    lengths[lengths == 0] = 1.0
    return sparse.csr_array((weights / lengths[rows], counts.indices, counts.indptr), shape=counts.shape)


def _ties_above(rows: Matrix, threshold: float) -> Matrix:
    """Give the pairs whose cosine is above the threshold, each as 1, found block by block."""
    transposed = rows.T.tocsr()
    blocks: list[Matrix] = []
    for start in range(0, rows.shape[0], _BLOCK):
        cosines = (rows[start : start + _BLOCK] @ transposed).tocsr()
        cosines.data = (cosines.data > threshold).astype(np.float64)
        cosines.eliminate_zeros()
        blocks.append(cosines)
    ties: Matrix = sparse.vstack(blocks, format="csr")
    return ties


def _reciprocal_as_exponentials() -> tuple[Scores, Scores]:
    """Rates and weights with sum(weights * exp(-rates * x)) = 1/x within 1e-6 for x from 1 to 20.

    The trapezoidal rule on 1/x = integral of exp(u - x * exp(u)) du (Braess & Hackbusch, 2005).
    """
    step = 0.45
    points = np.arange(-16.5, 4.0, step)
    rates = np.exp(points)
    return rates, step * rates

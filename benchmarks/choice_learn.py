"""Weights of `structure` learnt from the dev documents: `python -m benchmarks.choice_learn --pull 0.3`.

Listwise logistic regression: in each document, every sentence that carries a reader's point (twice where the point may
never be missed) or that its issuer set bold should outweigh those that carry none. Weights are pulled towards the table
in use, the more the larger `--pull`. Figures are cross-validated by document: each is judged by weights that were learnt
without it.
"""

from __future__ import annotations

import argparse
import zlib
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from benchmarks import choice_data as data
from benchmarks import choice_judges as judges
from summarizers.choosing.features import describe
from summarizers.choosing.material import gather
from summarizers.choosing.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_FOLDS = 5
_EMPHASIS = 0.3
"""How much a document with bold sentences counts beside one with a reader's points."""


@dataclass(frozen=True)
class Lesson:
    """One document: its sentences' features, how much each sentence is wanted, how much the document counts."""

    id: str
    columns: NDArray[np.float64]
    wanted: NDArray[np.float64]
    counts: float


def fold_of(name: str) -> int:
    """Give the fold that a document is held out in."""
    return zlib.crc32(name.encode()) % _FOLDS


def lessons() -> Iterator[Lesson]:
    """Give every dev document to learn from."""
    for item in data.key_points("dev"):
        wanted = [
            (carrier, 2.0 if point.is_never_missed else 1.0) for point in item.points for carrier in point.carriers
        ]
        yield _lesson(item.statement, wanted, 1.0)
    for bold in data.emphasised("dev"):
        yield _lesson(bold.statement, [(span, 1.0) for span in bold.spans], _EMPHASIS)


def _lesson(statement: data.Statement, wanted: Sequence[tuple[data.Span, float]], counts: float) -> Lesson:
    rows = describe(gather(statement.document))
    columns = np.array([[row.get(name, 0.0) for name in WEIGHTS] for row in rows])
    worth = [
        max((value for carrier, value in wanted if judges.is_carried(carrier, [span])), default=0.0)
        for span in statement.sentences
    ]
    return Lesson(statement.id, columns, np.array(worth), counts)


def learn(taught: Sequence[Lesson], pull: float) -> dict[str, float]:
    """Give the weights that the lessons teach, pulled towards the table in use."""
    start = np.array(list(WEIGHTS.values()))
    usable = [lesson for lesson in taught if 0 < np.count_nonzero(lesson.wanted) < len(lesson.wanted)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(weights)
        for lesson in usable:
            part, change = _loss(lesson, weights)
            total += lesson.counts * part
            slope += lesson.counts * change
        away = weights - start
        return total / len(usable) + pull * float(away @ away), slope / len(usable) + 2 * pull * away

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return {name: round(float(weight), 2) for name, weight in zip(WEIGHTS, found.x, strict=True)}


def _loss(lesson: Lesson, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Give the mean cross-entropy of each wanted sentence against all that are not wanted, and its gradient."""
    scores = lesson.columns @ weights
    odds = np.exp(scores - scores.max())
    others = lesson.wanted == 0
    rest = odds[others].sum()
    wanted = np.flatnonzero(lesson.wanted)
    share = lesson.wanted[wanted] / lesson.wanted.sum()
    chance = odds[wanted] / (odds[wanted] + rest)
    missed = share * (1 - chance)
    mean_other = (odds[others] @ lesson.columns[others]) / rest
    return float(-(share @ np.log(chance))), missed.sum() * mean_other - missed @ lesson.columns[wanted]


def use(weights: Mapping[str, float]) -> None:
    """Let `structure` weigh by these."""
    WEIGHTS.update(weights)


def cross_validate(taught: Sequence[Lesson], pull: float) -> dict[str, float]:
    """Give each judge's mean over dev, every document judged by weights learnt without it."""
    hand = dict(WEIGHTS)
    results: dict[str, list[float]] = {"points": [], "never missed": [], "emphasis": []}
    tables = [learn([lesson for lesson in taught if fold_of(lesson.id) != fold], pull) for fold in range(_FOLDS)]
    for fold, table in enumerate(tables):
        use(table)
        for name, figures in results.items():
            judged = judges.JUDGES[name]("structure", "dev")
            figures.extend(figure for id_, figure in judged.items() if fold_of(id_) == fold)
    use(hand)
    return {name: fmean(figures) for name, figures in results.items()}


def main() -> None:
    """Print cross-validated figures for each pull, then the table learnt from all with the last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pull", nargs="+", type=float, default=[0.3])
    pulls = parser.parse_args().pull
    taught = list(lessons())
    print(
        "table in use",
        {
            name: round(fmean(judges.JUDGES[name]("structure", "dev").values()), 3)
            for name in ("points", "never missed", "emphasis")
        },
    )
    for pull in pulls:
        print("pull", pull, {name: round(mean, 3) for name, mean in cross_validate(taught, pull).items()}, flush=True)
    for name, weight in learn(taught, pulls[-1]).items():
        print(f'    "{name}": {weight},  # {WEIGHTS[name]}')


if __name__ == "__main__":
    main()

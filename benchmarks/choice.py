"""How well the engines choose, by four judges: `python -m benchmarks.choice --part dev`.

Prints the mean of each engine and judge with a 95 % bootstrap interval, and the paired difference of `structure` to
sumy's best engine.
"""

from __future__ import annotations

import argparse
import random
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.choice_judges import JUDGES, Figures, oracle_points, random_emphasis
from benchmarks.choice_kinds import differences_by_kind, leaning_openings, mean_pair
from summarizers.choosing import engine_names

if TYPE_CHECKING:
    from collections.abc import Sequence

_OURS = ("structure", "lexrank", "lexrank-threshold", "textrank", "lead")
_BY_KIND = ("points", "never missed")
_DRAWS = 2000
_SEED = 20


def bootstrap_interval(figures: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % interval of the mean, by drawing documents with replacement."""
    draw = random.Random(_SEED)  # noqa: S311
    means = sorted(fmean(draw.choices(figures, k=len(figures))) for _ in range(_DRAWS))
    return means[int(0.025 * _DRAWS)], means[int(0.975 * _DRAWS) - 1]


def describe(figures: Sequence[float]) -> str:
    """Give mean and interval as text."""
    low, high = bootstrap_interval(figures)
    return f"{fmean(figures):.3f} [{low:.3f}, {high:.3f}]"


def print_judge(name: str, engines: Sequence[str], part: str) -> None:
    """Print one judge's table, best engine first."""
    results = {engine: JUDGES[name](engine, part) for engine in engines}
    counted = len(next(iter(results.values()), {}))
    if not counted:
        return
    print(f"\n{name} ({part}, {counted} documents)")
    for engine, figures in sorted(results.items(), key=lambda item: -fmean(item[1].values())):
        print(f"  {engine:18} {describe(list(figures.values()))}")
    _print_bounds(name, part)
    _print_difference(results)
    if name in _BY_KIND:
        _print_kinds(name, results, part)


def _print_kinds(name: str, results: dict[str, Figures], part: str) -> None:
    """Print each kind of document beside sumy's best engine over all kinds."""
    sumys = [engine for engine in results if engine not in _OURS]
    if "structure" not in results or not sumys:
        return
    best = max(sumys, key=lambda engine: fmean(results[engine].values()))
    for kind, pairs in sorted(differences_by_kind(name, best, part).items()):
        mine, theirs = mean_pair(pairs)
        difference = describe([ours - other for ours, other in pairs])
        print(f"  {kind:24} {len(pairs):3} documents {mine:.3f} {best} {theirs:.3f} difference {difference}")


def _print_bounds(name: str, part: str) -> None:
    if name == "emphasis":
        print(f"  {'(random)':18} {fmean(random_emphasis(part).values()):.3f}")
    if name == "points":
        print(f"  {'(greedy oracle)':18} {fmean(oracle_points(part).values()):.3f}")


def _print_difference(results: dict[str, Figures]) -> None:
    sumys = [engine for engine in results if engine not in _OURS]
    if "structure" not in results or not sumys:
        return
    best = max(sumys, key=lambda engine: fmean(results[engine].values()))
    mine, theirs = results["structure"], results[best]
    ratio = fmean(mine.values()) / max(1e-9, fmean(theirs.values()))
    print(f"  structure is {ratio:.2f} times {best}; difference {describe([mine[id_] - theirs[id_] for id_ in mine])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--judges", nargs="*", default=list(JUDGES), choices=list(JUDGES))
    parser.add_argument("--engines", nargs="*", default=list(engine_names()))
    parser.add_argument("--openings", action="store_true", help="only count the briefings that open leaning")
    options = parser.parse_args()
    if options.openings:
        leaning, total = leaning_openings()
        print(f"{leaning} of {total} briefings open with a sentence that leans on one left out")
        return
    for name in options.judges:
        print_judge(name, options.engines, options.part)


if __name__ == "__main__":
    main()

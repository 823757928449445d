"""How the graph engines' time and memory grow, beside sumy's: `python -m benchmarks.choice_speed`.

The same sentences go through both, words already cut, so that only the engines are timed. sumy's are left out from the
size on where a run takes minutes.
"""

from __future__ import annotations

import argparse
import math
import random
import time
import tracemalloc
from collections.abc import Sequence

from summarizers.choosing.engines import load_engine
from summarizers.choosing.material import Material, gather

_SIZES = (50, 200, 500, 1_000, 2_000, 5_000, 20_000)
_OURS = ("lexrank", "lexrank-threshold", "textrank", "structure")
_SUMYS = ("sumy-lexrank", "sumy-textrank")
_LARGEST_FOR_SUMY = 1_000
_VOCABULARY = 8_000
_SEED = 20


def make_sentences(count: int) -> list[str]:
    """Make sentences of invented words, as unevenly common as a real text's (Zipf), 8 to 40 words each."""
    draw = random.Random(_SEED)  # noqa: S311  (the same text at every run)
    words = [f"{chr(97 + number % 26)}word{number}" for number in range(_VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(_VOCABULARY)]
    return [" ".join(draw.choices(words, weights, k=draw.randint(8, 40))) + "." for _ in range(count)]


def measure(engine: str, material: Material) -> tuple[float, float]:
    """Give an engine's seconds (best of three, or one where it is slow) and its peak of memory in MiB."""
    weigh = load_engine(engine).weigh
    times: list[float] = []
    while not times or (len(times) < 3 and times[0] < 5):
        start = time.perf_counter()
        weigh(material)
        times.append(time.perf_counter() - start)
    tracemalloc.start()
    weigh(material)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return min(times), peak


def growth(seconds: Sequence[tuple[int, float]]) -> float:
    """Give the exponent of growth from the size of 500 on, by least squares on logarithms."""
    points = [(math.log(size), math.log(time)) for size, time in seconds if size >= 500]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def main() -> None:
    """Print a line for each engine and size, then the exponents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=list(_SIZES))
    sizes = parser.parse_args().sizes
    times: dict[str, list[tuple[int, float]]] = {}
    for size in sizes:
        material = gather(make_sentences(size))
        _ = material.content, material.vectors
        for engine in (*_OURS, *(_SUMYS if size <= _LARGEST_FOR_SUMY else ())):
            seconds, peak = measure(engine, material)
            times.setdefault(engine, []).append((size, seconds))
            print(f"{size:6} {engine:18} {1000 * seconds:10.1f} ms {peak:8.1f} MiB")
    for engine, seconds_by_size in times.items():
        if sum(size >= 500 for size, _ in seconds_by_size) > 1:
            print(f"{engine:18} grows with n to the power of {growth(seconds_by_size):.2f}")


if __name__ == "__main__":
    main()

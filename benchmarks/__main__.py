"""Run the benchmarks one after the other: `python -m benchmarks [name ...]`, or `make bench`."""

from __future__ import annotations

import runpy
import sys

BENCHMARKS = (
    *("reading", "extraction", "pdf_reading", "extraction_limits", "fetching", "crowd"),
    *("choice", "choice_speed", "lookup", "ask_all", "series", "duplicates"),
    *("ingest", "search", "delivery", "jobs", "copying", "cold_start"),
)


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    names = sys.argv[1:] or BENCHMARKS
    for name in names:
        if name not in BENCHMARKS:
            sys.exit(f"No benchmark {name!r}. There are: {', '.join(BENCHMARKS)}.")
    for name in names:
        print(f"\n## {name}\n", flush=True)
        sys.argv = [name]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()

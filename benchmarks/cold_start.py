"""How long a command takes from a cold start, beside sumy's own command line: `python -m benchmarks.cold_start`.

Each command is run in turn with the others, so that a machine whose speed drifts drifts for all; the median counts.
sumy's command line needs data that a fresh machine lacks, so what is timed of it
is the import of its LexRank with numpy: the least that its command line does before it reads a word.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 7
SAMPLES = Path(__file__).parent.parent / "bot" / "samples"
BRIEFBOT = str(Path(sys.executable).parent / "briefbot")


def main() -> None:
    """Print the median seconds of each command and its ratio to sumy's import."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as statement:
        statement.write(next(SAMPLES.glob("*trilateral*.txt")).read_text(encoding="utf-8"))
        statement.flush()
        commands = {
            "import sumy's LexRank": [sys.executable, "-c", "import numpy; import sumy.summarizers.lex_rank"],
            "briefbot --help": [BRIEFBOT, "--help"],
            "briefbot brief FILE": [BRIEFBOT, "brief", statement.name],
            "briefbot sections FILE": [BRIEFBOT, "sections", statement.name],
            'briefbot ask FILE "..."': [BRIEFBOT, "ask", statement.name, "stolen money"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times[name].append(time.perf_counter() - started)
    base = median(times["import sumy's LexRank"])
    for name, spent in times.items():
        print(
            f"{name:26s} median {median(spent):.2f} s ({min(spent):.2f} to {max(spent):.2f}), ratio {median(spent) / base:.2f}"
        )


if __name__ == "__main__":
    main()

"""The `briefbot` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: its threads spin, and cost more than they give
    from bot.cli.program import run

    sys.exit(run(sys.argv[1:]))

"""The long fault runs: `python -m benchmarks.soak [--database URL] [--seeds N]`, or `make soak`.

Deliveries over platforms that misbehave, by processes that are killed at any moment, and kills at every step of inbox
and outbox. What counts is what the platforms have. It ends with an error where anything was lost or appeared twice.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.delivery.ports import Offer
from tests.delivery.fault_run import Outcome, Plan, run

DELIVERIES, CHANNELS, KILLS = 2000, 300, 20
STEPWISE = ("tests/delivery/test_killed.py", "tests/storage/test_inbox.py")
EVENTS = 2500


def main() -> None:
    """Run the runs and say what came of each."""
    parser = argparse.ArgumentParser(description="Long fault runs of inbox and outbox.")
    parser.add_argument("--database", default="", help="a database URL; without one, SQLite files that are removed")
    parser.add_argument("--seeds", type=int, default=1, help="how many runs of each kind")
    arguments = parser.parse_args()
    failed = 0
    for seed in range(arguments.seeds):
        for replicas in (1, 2):
            plan = Plan(DELIVERIES, CHANNELS, KILLS, seed, replicas, is_at_most_once=seed % 2 == 0)
            failed += not report(plan, run_once(plan, arguments.database))
    environment = os.environ | {"BRIEFBOT_SOAK": "1", "BRIEFBOT_SOAK_EVENTS": str(EVENTS)}
    stepwise = subprocess.run([sys.executable, "-m", "pytest", "-q", *STEPWISE], env=environment, check=False)
    sys.exit(1 if failed or stepwise.returncode else 0)


def run_once(plan: Plan, database: str) -> Outcome:
    """Run a plan on a database, or on a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        location = database or str(Path(folder) / "store.sqlite3")
        return asyncio.run(run(plan, location, Path(folder) / "log"))


def report(plan: Plan, outcome: Outcome) -> bool:
    """Print what came of a plan; say whether all is as promised."""
    print(
        f"{plan.deliveries} deliveries, {plan.channels} channels, {plan.replicas} process(es), seed {plan.seed}: "
        f"{outcome.requests} requests, {outcome.kills} kills, {outcome.seconds:.0f} s"
    )
    for offer in Offer:
        print(f"  {offer.value:8s} lost {outcome.lost[offer]:4d}, doubled {outcome.doubled[offer]:4d}")
    print(
        f"  lost or doubled without a word in the log {outcome.unlogged}, "
        f"out of order {outcome.out_of_order}, unfinished {outcome.unfinished}",
        flush=True,
    )
    held = [*(outcome.lost[offer] + outcome.doubled[offer] for offer in (Offer.KEY, Offer.LOOK)), outcome.unlogged]
    one_of_the_two = outcome.doubled if plan.is_at_most_once else outcome.lost
    return not any((*held, one_of_the_two[Offer.NEITHER], outcome.out_of_order, outcome.unfinished))


if __name__ == "__main__":
    main()

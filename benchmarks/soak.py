"""The long fault runs: `python -m benchmarks.soak [--seeds N] [--kills N]`, or `make soak`.

Deliveries over platforms that misbehave, the real Slack adapter among them, by processes that are killed at any moment:
on SQLite by one process or two, on PostgreSQL by two replicas while the server is restarted. Then kills at every step
of ingest, inbox and outbox, and events that come several times at two replicas, on both databases. What counts is what
the platforms have. It ends with an error where anything was lost or appeared twice.
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
from tests.delivery.stages import FakeStage, SlackStage, Stage
from tests.postgres import own_server

DELIVERIES, CHANNELS, KILLS, RESTARTS = 2000, 300, 20, 20
STEPWISE = (
    "tests/delivery/test_killed.py",
    "tests/storage/test_killed.py",
    "tests/storage/test_inbox.py",
    "tests/delivery/test_arriving.py",
)
EVENTS = 2500
STAGES = ("three kinds of platform", "Slack", "Slack, post only")


def main() -> None:
    """Run the runs and say what came of each."""
    parser = argparse.ArgumentParser(description="Long fault runs of inbox and outbox.")
    parser.add_argument("--seeds", type=int, default=1, help="how many runs of each kind")
    parser.add_argument("--kills", type=int, default=500, help="how many kills of each kind, step by step")
    arguments = parser.parse_args()
    failed = 0
    for seed in range(arguments.seeds):
        is_at_most_once = seed % 2 == 0
        for name in STAGES:
            for replicas in (1, 2):
                plan = Plan(DELIVERIES, CHANNELS, KILLS, seed, replicas, is_at_most_once)
                failed += not report(f"{name}, SQLite", plan, run_on_file(plan, name))
            plan = Plan(DELIVERIES, CHANNELS, KILLS, seed, 2, is_at_most_once, RESTARTS)
            failed += not report(f"{name}, PostgreSQL", plan, run_on_server(plan, name))
    wanted = {"BRIEFBOT_SOAK_KILLS": str(arguments.kills), "BRIEFBOT_SOAK_EVENTS": str(EVENTS)}
    stepwise = subprocess.run([sys.executable, "-m", "pytest", "-q", *STEPWISE], env=os.environ | wanted, check=False)
    sys.exit(1 if failed or stepwise.returncode else 0)


def stage_of(name: str, plan: Plan) -> Stage:
    """Give the platforms that are called so."""
    if name == STAGES[0]:
        return FakeStage(plan.seed)
    return SlackStage(plan.seed, plan.channels, is_post_only=name == STAGES[2])


def run_on_file(plan: Plan, name: str) -> Outcome:
    """Run a plan on a SQLite file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "store.sqlite3")
        return asyncio.run(run(plan, location, Path(folder) / "log", stage=stage_of(name, plan)))


def run_on_server(plan: Plan, name: str) -> Outcome:
    """Run a plan on a PostgreSQL server of its own, which is restarted."""
    with tempfile.TemporaryDirectory() as folder, own_server() as server:
        return asyncio.run(run(plan, server.url, Path(folder) / "log", stage=stage_of(name, plan), server=server))


def report(name: str, plan: Plan, outcome: Outcome) -> bool:
    """Print what came of a plan; say whether all is as promised."""
    print(
        f"{name}: {plan.deliveries} deliveries, {plan.channels} channels, {plan.replicas} process(es), "
        f"seed {plan.seed}: {outcome.posts} posts, {outcome.kills} kills, {outcome.restarts} restarts of the server, "
        f"{outcome.seconds:.0f} s"
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

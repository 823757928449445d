"""Deliveries to many channels over platforms that misbehave, by processes that are killed at any moment.

The oracle is what the platforms have, never what the processes say.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bot.delivery.ports import Offer
from storage.database import Database, open_database
from storage.delivery.records import DeliveryState, NewDelivery, NewPart, OnUnknown
from tests.fakes.platforms import FakePlatform, seeded_faults
from tests.fakes.served import ServedPlatforms

if TYPE_CHECKING:
    from asyncio.subprocess import Process

WORKSPACES = 10
LONGEST_WAIT_S = 600


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is delivered, by how many processes, and how often one is killed."""

    deliveries: int
    channels: int
    kills: int
    seed: int
    replicas: int = 1
    is_at_most_once: bool = True


@dataclass(slots=True)
class Outcome:
    """What came of it, by what each platform offers."""

    lost: Counter[Offer] = field(default_factory=Counter)
    doubled: Counter[Offer] = field(default_factory=Counter)
    unlogged: int = 0
    doubtful: int = 0
    out_of_order: int = 0
    unfinished: int = 0
    kills: int = 0
    requests: int = 0
    seconds: float = 0


@dataclass(slots=True)
class _Run:
    plan: Plan
    location: str
    served: ServedPlatforms
    log: Path
    chance: random.Random
    processes: dict[str, Process] = field(default_factory=dict)
    requests: int = 0
    kills_due: list[int] = field(default_factory=list)
    killed: set[int] = field(default_factory=set)

    async def start(self, name: str) -> None:
        """Start a process under a name."""
        with self.log.open("ab") as log:
            self.processes[name] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.delivery.worker", self.location, str(self.served.port), name),
                stderr=log,
                cwd=Path(__file__).parent.parent.parent,
            )

    async def keep_alive(self, name: str, database: Database) -> None:
        """Start a process again whenever it was killed, until everything is over; then stop it."""
        while await database.outbox.count_open():
            waiting = asyncio.create_task(self.processes[name].wait())
            done, _ = await asyncio.wait([waiting], timeout=0.2)
            waiting.cancel()
            if done:
                await self.start(name)
        self.processes[name].terminate()
        await self.processes[name].wait()

    def kill_some(self) -> None:
        """Be asked at each request: where a kill is due, kill a process within the time that a few requests take."""
        self.requests += 1
        if not self.kills_due or self.requests < self.kills_due[0]:
            return
        alive = [each for each in self.processes.values() if each.returncode is None and each.pid not in self.killed]
        if alive:
            del self.kills_due[0]
            pid = self.chance.choice(alive).pid
            self.killed.add(pid)
            asyncio.get_running_loop().call_later(self.chance.random() * 0.03, _kill, pid)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


async def run(plan: Plan, location: str, log: Path) -> Outcome:
    """Put the deliveries, have them delivered, and compare with what the platforms have."""
    started = datetime.now(UTC)
    platforms = {
        offer.value: FakePlatform(offer, seeded_faults(plan.seed + position), retry_after=0.1)
        for position, offer in enumerate(Offer)
    }
    async with open_database(location) as database, ServedPlatforms(platforms, slowness=0.8) as served:
        plans = [_delivery(plan, number) for number in range(plan.deliveries)]
        await asyncio.gather(*(database.outbox.put(each, datetime.now(UTC)) for each in plans))
        run = _Run(plan, location, served, log, random.Random(plan.seed))  # noqa: S311 - the same run each time
        expected = sum(len(each.parts) for each in plans)
        run.kills_due = sorted(run.chance.sample(range(1, expected - expected // 10), plan.kills))
        served.heard = run.kill_some
        names = [f"replica{number}" for number in range(plan.replicas)]
        await asyncio.gather(*map(run.start, names))
        async with asyncio.timeout(LONGEST_WAIT_S):
            await asyncio.gather(*(run.keep_alive(name, database) for name in names))
        outcome = Outcome(kills=len(run.killed), seconds=(datetime.now(UTC) - started) / timedelta(seconds=1))
        await _compare(outcome, plans, platforms, database, await asyncio.to_thread(log.read_text))
        return outcome


def _delivery(plan: Plan, number: int) -> NewDelivery:
    """Make a delivery: every second in order, every third of several parts."""
    offer = list(Offer)[number % len(Offer)]
    channel = number % plan.channels
    parts = tuple(NewPart({"text": f"{number}/{part}"}, 0 if part else None) for part in range(1 + number % 3))
    return NewDelivery(
        workspace=f"w{channel % WORKSPACES}",
        key=f"d{number}",
        platform=offer.value,
        channel=f"c{channel}",
        parts=parts,
        is_ordered=channel % 2 == 0,
        on_unknown=OnUnknown.AT_MOST_ONCE if plan.is_at_most_once else OnUnknown.MAY_REPEAT,
    )


async def _compare(
    outcome: Outcome, plans: list[NewDelivery], platforms: dict[str, FakePlatform], database: Database, log: str
) -> None:
    posted = {name: Counter(post.text for post in platform.posts) for name, platform in platforms.items()}
    outcome.requests = sum(len(platform.requests) for platform in platforms.values())
    for plan in plans:
        offer = Offer(plan.platform)
        for position, part in enumerate(plan.parts):
            count = posted[plan.platform][str(part.payload["text"])]
            is_logged = f"part {position} of delivery {plan.key} " in log
            outcome.doubled[offer] += count > 1
            outcome.lost[offer] += count < 1
            outcome.unlogged += count != 1 and not is_logged
            outcome.doubtful += is_logged
    outcome.out_of_order = sum(_count_inversions(plans, platform) for platform in platforms.values())
    outcome.unfinished = await database.outbox.count_open()
    outcome.unfinished += len(await database.outbox.list_deliveries(DeliveryState.DROPPED))


def _count_inversions(plans: list[NewDelivery], platform: FakePlatform) -> int:
    """Count what stands before something that was to go before it."""
    ordered = {plan.channel for plan in plans if plan.is_ordered}
    places = [(post.channel, tuple(map(int, post.text.split("/")))) for post in platform.posts]
    count = 0
    for channel in ordered:
        numbers = [number for name, number in places if name == channel]
        count += sum(after < before for before, after in pairwise(numbers))
    return count

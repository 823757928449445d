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
from storage.errors import StoreUnavailableError
from tests.delivery.stages import FakeStage, Stage

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from tests.postgres import OwnServer

LONGEST_WAIT_S = 900


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is delivered, by how many processes, and how often one is killed, or the database's server restarted."""

    deliveries: int
    channels: int
    kills: int
    seed: int
    replicas: int = 1
    is_at_most_once: bool = True
    restarts: int = 0


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
    restarts: int = 0
    posts: int = 0
    seconds: float = 0


@dataclass(slots=True)
class _Run:
    plan: Plan
    location: str
    stage: Stage
    log: Path
    chance: random.Random
    server: OwnServer | None
    processes: dict[str, Process] = field(default_factory=dict)
    posts: int = 0
    kills_due: list[int] = field(default_factory=list)
    restarts_due: list[int] = field(default_factory=list)
    killed: set[int] = field(default_factory=set)
    restarts: list[asyncio.Task[None]] = field(default_factory=list)
    restarting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, name: str) -> None:
        """Start a process under a name."""
        with self.log.open("ab") as log:
            self.processes[name] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.delivery.worker", self.location, self.stage.address, name),
                stderr=log,
                cwd=Path(__file__).parent.parent.parent,
            )

    async def keep_alive(self, name: str, database: Database) -> None:
        """Start a process again whenever it was killed, until everything is over; then stop it."""
        while await self._is_open(database):
            waiting = asyncio.create_task(self.processes[name].wait())
            done, _ = await asyncio.wait([waiting], timeout=0.2)
            waiting.cancel()
            if done:
                await self.start(name)
        self.processes[name].terminate()
        await self.processes[name].wait()

    async def _is_open(self, database: Database) -> bool:
        """Say whether something is to be sent still; while the server is away, nobody knows."""
        try:
            return bool(await database.outbox.count_open())
        except StoreUnavailableError:
            return True

    def hear(self) -> None:
        """Be told of each post: where a kill is due, kill a process within the time that a few posts take."""
        self.posts += 1
        if self.restarts_due and self.posts >= self.restarts_due[0] and self.server:
            del self.restarts_due[0]
            self.restarts.append(asyncio.create_task(self._restart(self.server)))
        if not self.kills_due or self.posts < self.kills_due[0]:
            return
        alive = [each for each in self.processes.values() if each.returncode is None and each.pid not in self.killed]
        if alive:
            del self.kills_due[0]
            pid = self.chance.choice(alive).pid
            self.killed.add(pid)
            asyncio.get_running_loop().call_later(self.chance.random() * 0.03, _kill, pid)

    async def _restart(self, server: OwnServer) -> None:
        async with self.restarting:
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


async def run(
    plan: Plan, location: str, log: Path, *, stage: Stage | None = None, server: OwnServer | None = None
) -> Outcome:
    """Put the deliveries, have them delivered, and compare with what the platforms have."""
    started = datetime.now(UTC)
    async with open_database(location) as database, stage or FakeStage(plan.seed) as playing:
        plans = [_delivery(plan, playing, number) for number in range(plan.deliveries)]
        for begin in range(0, len(plans), 100):
            some = plans[begin : begin + 100]
            await asyncio.gather(*(database.outbox.put(each, datetime.now(UTC)) for each in some))
        run = _Run(plan, location, playing, log, random.Random(plan.seed), server)  # noqa: S311 - the same each time
        expected = sum(len(each.parts) for each in plans)
        run.kills_due = sorted(run.chance.sample(range(1, expected - expected // 10), plan.kills))
        run.restarts_due = sorted(run.chance.sample(range(1, expected - expected // 10), plan.restarts))
        playing.heard = run.hear
        names = [f"replica{number}" for number in range(plan.replicas)]
        await asyncio.gather(*map(run.start, names))
        async with asyncio.timeout(LONGEST_WAIT_S):
            await asyncio.gather(*(run.keep_alive(name, database) for name in names))
            await asyncio.gather(*run.restarts)
        outcome = Outcome(kills=len(run.killed), restarts=len(run.restarts), posts=run.posts)
        outcome.seconds = (datetime.now(UTC) - started) / timedelta(seconds=1)
        await _compare(outcome, plans, playing, database, await asyncio.to_thread(log.read_text))
        return outcome


def _delivery(plan: Plan, stage: Stage, number: int) -> NewDelivery:
    """Make a delivery: every second in order, every third of several parts."""
    channel = number % plan.channels
    texts = [f"{number}/{part}" for part in range(1 + number % 3)]
    parts = tuple(NewPart(stage.payload(text), 0 if part else None) for part, text in enumerate(texts))
    platform, workspace, channel_id = stage.place(number, channel)
    return NewDelivery(
        workspace=workspace,
        key=f"d{number}",
        platform=platform,
        channel=channel_id,
        parts=parts,
        is_ordered=channel % 2 == 0,
        on_unknown=OnUnknown.AT_MOST_ONCE if plan.is_at_most_once else OnUnknown.MAY_REPEAT,
    )


async def _compare(outcome: Outcome, plans: list[NewDelivery], stage: Stage, database: Database, log: str) -> None:
    posted = Counter((post.platform, post.text) for post in stage.posts())
    for plan in plans:
        offer = stage.offers[plan.platform]
        for position, part in enumerate(plan.parts):
            count = posted[plan.platform, str(part.payload["text"])]
            is_logged = f"part {position} of delivery {plan.key} " in log
            outcome.doubled[offer] += count > 1
            outcome.lost[offer] += count < 1
            outcome.unlogged += count != 1 and not is_logged
            outcome.doubtful += is_logged
    outcome.out_of_order = _count_inversions(plans, stage)
    outcome.unfinished = await database.outbox.count_open()
    outcome.unfinished += len(await database.outbox.list_deliveries(DeliveryState.DROPPED))


def _count_inversions(plans: list[NewDelivery], stage: Stage) -> int:
    """Count what stands before something that was to go before it."""
    ordered = {(plan.platform, plan.channel) for plan in plans if plan.is_ordered}
    count = 0
    for place in ordered:
        numbers = [
            tuple(map(int, post.text.split("/"))) for post in stage.posts() if (post.platform, post.channel) == place
        ]
        count += sum(after < before for before, after in pairwise(numbers))
    return count

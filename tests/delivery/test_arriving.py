"""Events come several times, shuffled, at two processes that share a store; the platform has one answer to each."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.delivery.ports import Offer
from storage.database import open_database
from storage.delivery.records import DeliveryState, EventState
from tests.fakes.platforms import FakePlatform, seeded_faults
from tests.fakes.served import ServedPlatforms

EVENTS, COPIES = int(os.environ.get("BRIEFBOT_SOAK_EVENTS", "100")), 4
LONGEST_S = 900


@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes on one file need its locks")
async def test_each_event_has_one_effect_however_often_and_wherever_it_comes(either: Path | str) -> None:
    keys = [f"e{number}" for number in range(EVENTS)]
    arrivals = keys * COPIES
    random.Random(EVENTS).shuffle(arrivals)  # noqa: S311 - the same order each time
    platform = FakePlatform(Offer.KEY, seeded_faults(EVENTS), retry_after=0.1)
    async with ServedPlatforms({Offer.KEY.value: platform}, slowness=0.8) as served, asyncio.timeout(LONGEST_S):
        address = json.dumps({"port": served.port})
        news = await asyncio.gather(
            *(arrive(str(either), address, f"replica{at}", arrivals[at::2]) for at in range(2)),
        )
    assert Counter(key for each in news for key in each) == Counter(keys)
    assert Counter(post.text for post in platform.posts) == Counter(keys)
    async with open_database(either) as database:
        handled = await database.inbox.list_events(EventState.HANDLED, limit=2 * EVENTS)
        done = await database.outbox.list_deliveries(DeliveryState.DONE, limit=2 * EVENTS)
    assert (len(handled), len(done)) == (EVENTS, EVENTS)


async def arrive(location: str, address: str, name: str, keys: list[str]) -> list[str]:
    """Let events arrive at a process of their own; give those that were new there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.delivery.arriving", location, address, name),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parent.parent.parent,
    )
    out, _ = await process.communicate(json.dumps(keys).encode())
    assert process.returncode == 0
    new: list[str] = json.loads(out)
    return new

"""A process is killed after each step from an event's arrival to its answer; the next goes on as if nothing had been.

The killed process is a fork: no thread is running in a test that is not asynchronous.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import Inbox
from bot.delivery.ports import Offer, Outgoing
from storage.database import open_database
from storage.delivery.records import ClaimedEvent, DeliveryState, EventState, NewEvent
from tests.delivery.conftest import Makings, MovedClock, delivery
from tests.fakes.platforms import FakePlatform, Post

EVENT = NewEvent("acme", "e1", {"text": "brief"}, also=("c:1",))
MOST_STEPS = 1000
STRIDE = 1 if os.environ.get("BRIEFBOT_SOAK") else 2
"""Steps from one kill to the next."""


@dataclass(slots=True)
class FiledPlatform(FakePlatform):
    """A platform that keeps its record in a file, so that it outlives whoever posts."""

    file: Path = Path()
    step: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        with suppress(FileNotFoundError):
            self.posts = [Post(**json.loads(line)) for line in self.file.read_text().splitlines()]

    def post(self, part: Outgoing, key: str) -> Post:
        """Post a part and keep it, with a step before and after."""
        self.step()
        before = len(self.posts)
        post = FakePlatform.post(self, part, key)
        if len(self.posts) > before:
            with self.file.open("a") as file:
                file.write(json.dumps(asdict(post)) + "\n")
        self.step()
        return post


def killing(steps: int) -> Callable[[], None]:
    """Let this process be killed after some steps: statements, commits, connections given back, and what is given here."""
    left = steps

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sqlalchemy_event.listen(Engine, "after_cursor_execute", count)
    sqlalchemy_event.listen(Engine, "commit", count)
    sqlalchemy_event.listen(Pool, "checkin", count)
    return count


async def answer(event: ClaimedEvent) -> Sequence[Delivery]:
    """Answer an event in two parts."""
    return [delivery("one", "two", key=f"answer to {event.key}", is_ordered=True)]


async def live(folder: Path, offer: Offer, steps: int) -> None:
    """Take the event, tell that it is acknowledged, and answer it, until killed."""
    async with open_database(folder / "store.sqlite3") as database:
        platform = FiledPlatform(offer, file=folder / "posts")
        makings = Makings(database, platform=platform)
        outbox = makings.outbox()
        inbox = Inbox(database.inbox, answer, outbox, outbox.executor, clock=makings.clock)
        platform.step = killing(steps)
        await inbox.receive(EVENT)
        (folder / "acknowledged").touch()
        await inbox.stop()
        await outbox.deliver_due()


async def go_on(folder: Path, offer: Offer) -> tuple[list[str], dict[EventState, int], int]:
    """Take the event again, as its platform repeats it, and go on until everything is done; give what came of it."""
    async with open_database(folder / "store.sqlite3") as database:
        platform = FiledPlatform(offer, file=folder / "posts")
        makings = Makings(database, MovedClock(), platform)
        outbox = makings.outbox("another")
        inbox = Inbox(database.inbox, answer, outbox, outbox.executor, clock=makings.clock)
        if not (folder / "acknowledged").exists():
            await inbox.receive(EVENT)
            await asyncio.gather(*(task for _, task in inbox._in_hand.values()))
        for _ in range(5):
            makings.clock.move(60)
            await asyncio.gather(*await inbox.recover())
            await outbox.deliver_due()
        states = {state: len(await database.inbox.list_events(state)) for state in EventState}
        done = await database.outbox.list_deliveries(DeliveryState.DONE)
        return platform.texts, states, len(done)


def run_killed(folder: Path, offer: Offer, steps: int) -> bool:
    """Live in a process of its own that is killed after some steps; false if it ended before that."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(Exception):
            asyncio.run(live(folder, offer, steps))
            status = 0
        os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("offer", [Offer.KEY, Offer.LOOK])
def test_an_event_is_answered_once_wherever_its_process_is_killed(
    tmp_path: Path, empty_store: Path, offer: Offer
) -> None:
    acknowledged = set()
    for steps in range(1 if offer is Offer.KEY else 2, MOST_STEPS, STRIDE):
        folder = tmp_path / str(steps)
        folder.mkdir()
        shutil.copy(empty_store, folder)
        if not run_killed(folder, offer, steps):
            break
        acknowledged.add((folder / "acknowledged").exists())
        texts, states, done = asyncio.run(go_on(folder, offer))
        assert texts == ["one", "two"], steps
        assert (states[EventState.HANDLED], sum(states.values()), done) == (1, 1, 1), steps
    assert steps > 30
    assert acknowledged == {False, True}

"""A process is killed after each step from an event's arrival to its answer; the next goes on as if nothing had been."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import Inbox
from bot.delivery.ports import Offer, Outgoing
from storage.database import open_database
from storage.delivery.records import ClaimedEvent, DeliveryState, EventState, NewEvent
from tests.delivery.conftest import Makings, MovedClock, delivery
from tests.fakes.platforms import FakePlatform, Post
from tests.killing import KILLS, Place, copy_of, kill_after, kill_everywhere, needs_fork

EVENT = NewEvent("acme", "e1", {"text": "brief"}, also=("c:1",))


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


async def answer(event: ClaimedEvent) -> Sequence[Delivery]:
    """Answer an event in two parts."""
    return [delivery("one", "two", key=f"answer to {event.key}", is_ordered=True)]


async def live(folder: Path, location: Place, offer: Offer, steps: int) -> None:
    """Take the event, tell that it is acknowledged, and answer it, until killed."""
    async with open_database(location) as database:
        platform = FiledPlatform(offer, file=folder / "posts")
        makings = Makings(database, platform=platform)
        outbox = makings.outbox()
        inbox = Inbox(database.inbox, answer, outbox, outbox.executor, clock=makings.clock)
        platform.step = kill_after(steps)
        await inbox.receive(EVENT)
        (folder / "acknowledged").touch()
        await inbox.stop()
        await outbox.deliver_due()


async def go_on(folder: Path, location: Place, offer: Offer) -> tuple[list[str], dict[EventState, int], int]:
    """Take the event again, as its platform repeats it, and go on until everything is done; give what came of it."""
    async with open_database(location) as database:
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


@needs_fork
@pytest.mark.parametrize("offer", [Offer.KEY, Offer.LOOK])
def test_an_event_is_answered_once_wherever_its_process_is_killed(tmp_path: Path, either: Place, offer: Offer) -> None:
    acknowledged = set()

    def judge(place: Place) -> None:
        acknowledged.add((tmp_path / "acknowledged").exists())
        texts, states, done = asyncio.run(go_on(tmp_path, place, offer))
        assert texts == ["one", "two"]
        assert (states[EventState.HANDLED], sum(states.values()), done) == (1, 1, 1)

    def untouched() -> AbstractContextManager[Place]:
        for name in ("acknowledged", "posts"):
            (tmp_path / name).unlink(missing_ok=True)
        return copy_of(either, tmp_path)

    kills = kill_everywhere(
        untouched,
        lambda place, steps: live(tmp_path, place, offer, steps),
        judge,
        stride=2 if isinstance(either, Path) else 5,
        first=1 if offer is Offer.KEY else 2,
    )
    assert kills > max(KILLS - 1, 6)
    assert acknowledged == {False, True}

"""How many events and deliveries pass through the store a second, and how soon an event is answered.

`python -m benchmarks.delivery [DATABASE URL]`: on a SQLite file in a temporary folder, or on the database named.
The platform is in this process and answers at once; an empty handler called in place is what latency is compared with.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace, Rate, Rates
from bot.delivery.ports import Offer, Outgoing, Sent
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from storage.database import Database, open_database
from storage.delivery.records import ClaimedEvent, Executor, Hold, NewDelivery, NewEvent, NewPart, Room

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.delivery.progress import Halves
    from storage.delivery.records import Payload

EVENTS = 3000
DELIVERIES = 3000
BACKLOG = 100_000
ANSWERED = 200
TEXT = "The Committee voted to raise its policy rate by 25 basis points. " * 30
UNHURRIED = Rates(Rate(1e6, 1000), Rate(1e6, 1000))


class Instant:
    """A platform that posts at once; `posted` gets the moment of each text."""

    def __init__(self) -> None:
        self.posted: dict[str, float] = {}
        self.sent = asyncio.Event()

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Honour keys."""
        return Offer.KEY

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Keep the moment."""
        self.posted[str(part.payload.get("event"))] = time.perf_counter()
        self.sent.set()
        return Sent(key)

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Never asked."""
        raise NotImplementedError

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Never asked."""
        raise NotImplementedError

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Never asked."""
        raise NotImplementedError

    def halve(self, payload: Payload) -> Halves | None:
        """Never asked."""
        raise NotImplementedError


def new_delivery(number: int, *, is_ordered: bool = False, channels: int = 300) -> NewDelivery:
    channel = number % channels
    part = NewPart({"text": TEXT, "event": str(number)})
    return NewDelivery(f"w{channel % 30}", f"d{number}", "fake", f"c{channel}", (part,), is_ordered=is_ordered)


def outbox_of(database: Database, platform: Instant) -> Outbox:
    seal = Seal(Fernet.generate_key().decode())
    return Outbox(Sender(database.outbox, {"fake": platform}, seal, pace=Pace(UNHURRIED)), Executor("bench"))


async def timed(what: str, count: int, work: Awaitable[object]) -> None:
    started = time.perf_counter()
    await work
    spent = time.perf_counter() - started
    print(f"{what:58s} {count / spent:8.0f} a second")


async def measure_inbox(database: Database) -> None:
    now = datetime.now(UTC)
    hold = Hold(Executor("bench"), now + timedelta(minutes=1))
    events = [NewEvent("acme", f"e{number}", {"text": TEXT}, also=(f"c:{number}",)) for number in range(EVENTS)]

    async def one_by_one() -> None:
        for event in events[:300]:
            await database.inbox.accept(event, now, hold)

    await timed("events accepted, one after the other", 300, one_by_one())
    rest = events[300:]
    await timed(
        "events accepted, as they come", len(rest), gather(database.inbox.accept(each, now, hold) for each in rest)
    )
    await timed("repetitions refused", EVENTS, gather(database.inbox.accept(each, now, hold) for each in events))
    finishing = gather(database.inbox.finish("acme", event.key, 1) for event in events)
    await timed("events finished", EVENTS, finishing)


async def gather(works: Iterable[Awaitable[object]]) -> None:
    await asyncio.gather(*works)


async def measure_outbox(database: Database) -> None:
    now = datetime.now(UTC)
    for kind, is_ordered, first in (("answers", False, 0), ("ordered", True, DELIVERIES)):
        new = [new_delivery(first + number, is_ordered=is_ordered) for number in range(DELIVERIES)]
        await timed(f"deliveries put ({kind})", DELIVERIES, gather(database.outbox.put(each, now) for each in new))
        sending = outbox_of(database, Instant()).deliver_due()
        await timed(f"deliveries sent ({kind})", DELIVERIES, sending)


async def measure_backlog(database: Database) -> None:
    """Time the claim of a handful where very many wait, all due, of few channels and of many."""
    now = datetime.now(UTC)
    for channels in (300, 50_000):
        first = 10 * DELIVERIES + BACKLOG * (channels > 300)
        new = [new_delivery(first + number, is_ordered=True, channels=channels) for number in range(BACKLOG)]
        await gather(database.outbox.put(each, now) for each in new)
        hold = Hold(Executor("bench"), now + timedelta(seconds=30))
        spent = []
        for _ in range(5):
            started = time.perf_counter()
            claimed = await database.outbox.claim_due(hold, datetime.now(UTC), Room(is_ordered=True, limit=64, share=8))
            spent.append(time.perf_counter() - started)
            await database.outbox.hand_over([(each.id, each.claim) for each in claimed], now)
        open_now = await database.outbox.count_open()
        what = f"claim of {len(claimed)} of {open_now:,} waiting in {channels:,} channels"
        print(f"{what:58s} {1000 * median(spent):8.1f} ms")


async def measure_latency(database: Database) -> None:
    """Time an event's way to the platform's door beside an empty handler called in place."""
    platform = Instant()
    outbox = outbox_of(database, platform)
    acknowledged: dict[str, float] = {}
    began: dict[str, float] = {}

    async def handle(event: ClaimedEvent) -> Sequence[Delivery]:
        began[event.key] = time.perf_counter()
        part = NewPart({"text": TEXT, "event": event.key})
        return [Delivery(f"answer {event.key}", event.workspace, "fake", "c", (part,))]

    inbox = Inbox(database.inbox, handle, outbox, Executor("bench"))
    running = asyncio.create_task(outbox.run())
    in_place, arrived = [], {}
    for number in range(ANSWERED):
        key = f"l{number}"
        platform.sent.clear()
        arrived[key] = time.perf_counter()
        await inbox.receive(NewEvent("acme", key, {"text": TEXT}))
        acknowledged[key] = time.perf_counter()
        await platform.sent.wait()
        started = time.perf_counter()
        await handle(ClaimedEvent("acme", f"x{number}", {}, 1, 1))
        in_place.append(time.perf_counter() - started)
    await inbox.stop()
    await outbox.stop()
    await running
    print_times("an empty handler, called in place", in_place)
    print_times("from an event to its acknowledgement", [acknowledged[key] - at for key, at in arrived.items()])
    print_times(
        "from the acknowledgement to its handler", [max(0.0, began[key] - at) for key, at in acknowledged.items()]
    )
    print_times("from an event to the platform's door", [platform.posted[key] - at for key, at in arrived.items()])


def print_times(what: str, seconds: list[float]) -> None:
    worst = sorted(seconds)[int(len(seconds) * 0.99)]
    print(f"{what:58s} {1000 * median(seconds):8.2f} ms, 99 in 100 under {1000 * worst:.1f} ms")


@asynccontextmanager
async def opened() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        location = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "store.sqlite3")
        async with open_database(location) as database:
            yield database


async def main() -> None:
    """Measure one after the other."""
    async with opened() as database:
        await measure_latency(database)
        await measure_inbox(database)
        await measure_outbox(database)
    async with opened() as database:
        await measure_backlog(database)


if __name__ == "__main__":
    asyncio.run(main())

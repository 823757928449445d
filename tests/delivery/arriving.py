"""A process at which events arrive, which answers each in one message and ends when nothing is left to do.

`python -m tests.delivery.arriving STORE PLATFORMS NAME`: as for the worker; the keys of the events come as JSON on its
standard input, and those that were new here go to its standard output.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence

from cryptography.fernet import Fernet

from bot.delivery.deliveries import Delivery
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace
from bot.delivery.ports import Offer
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from bot.delivery.waiting import wait_for
from storage.database import Database, open_database
from storage.delivery.records import ClaimedEvent, EventState, Executor, NewEvent, NewPart
from tests.delivery.worker import PATIENCE, RATES, platforms_at

CHANNELS = 40


async def answer(event: ClaimedEvent) -> Sequence[Delivery]:
    """Answer an event with its key."""
    channel = f"c{sum(event.key.encode()) % CHANNELS}"
    return [Delivery(f"to {event.key}", event.workspace, Offer.KEY.value, channel, (NewPart({"text": event.key}),))]


async def work(location: str, address: str, name: str, keys: Sequence[str]) -> list[str]:
    """Take the events and work until everything is answered, here and elsewhere; give the keys that were new here."""
    async with open_database(location) as database:
        seal = Seal(Fernet.generate_key().decode())
        sender = Sender(database.outbox, platforms_at(json.loads(address)), seal, PATIENCE, Pace(RATES))
        outbox = Outbox(sender, Executor(name))
        inbox = Inbox(database.inbox, answer, outbox, outbox.executor, patience=PATIENCE)
        running = [asyncio.create_task(each.run()) for each in (inbox, outbox)]
        news = await asyncio.gather(*(inbox.receive(NewEvent("acme", key, {}, (f"also {key}",))) for key in keys))
        never = asyncio.Event()
        while await _is_open(database):
            await wait_for(never, PATIENCE.poll.total_seconds())
        await inbox.stop()
        await outbox.stop()
        await asyncio.gather(*running)
        return [key for key, is_new in zip(keys, news, strict=True) if is_new]


async def _is_open(database: Database) -> bool:
    return bool(await database.inbox.list_events(EventState.OPEN, limit=1) or await database.outbox.count_open())


if __name__ == "__main__":
    news = asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.stdin.read())))
    sys.stdout.write(json.dumps(news))

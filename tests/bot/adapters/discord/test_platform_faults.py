"""The outbox over the real adapter, real discord.py and a Discord that misbehaves: the oracle is what Discord has."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from cryptography.fernet import Fernet

from bot.adapters.discord.payloads import Forum, payload_of
from bot.adapters.discord.platform import DiscordPlatform
from bot.adapters.discord.rendering.messages import Message
from bot.delivery.deliveries import Delivery, ReplyAddress
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace
from bot.delivery.retrying import Patience
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from storage.database import Database, open_database
from storage.delivery.records import Executor, NewPart
from tests.bot.adapters.discord.conftest import Connected
from tests.delivery.conftest import NOON, UNHURRIED, MovedClock
from tests.fakes.discord.standing import APPLICATION, GUILD, Standing
from tests.fakes.platforms import Fault, seeded_faults

WORKSPACE = f"discord:{GUILD}"
CHANNELS = ("11", "12")
PATIENCE = Patience(timeout=timedelta(milliseconds=400), poll=timedelta(milliseconds=10))
DELIVERIES, KILLS = 60, 4


@dataclass(slots=True)
class _Run:
    """Deliveries, the processes that send them one after the other, and when one is killed."""

    connected: Connected
    database: Database
    stack: contextlib.AsyncExitStack
    seed: int
    clock: MovedClock = field(default_factory=MovedClock)
    seal: Seal = field(default_factory=lambda: Seal(Fernet.generate_key().decode()))
    processes: int = 0

    async def until_over(self) -> None:
        """Deliver until everything is over; between looks, time passes, so that keys run out now and then."""
        chance = random.Random(self.seed)  # noqa: S311 - the same run each time
        kills = sorted(chance.sample(range(5, DELIVERIES), KILLS))
        outbox = await self.start()
        while await self.database.outbox.count_open():
            if kills and len(self.connected.fake.requests) >= kills[0]:
                del kills[0]
                await self._kill(outbox, chance)
                outbox = await self.start()
            await outbox.deliver_due()
            self.clock.move(chance.choice([5, 20, 60, 200]))

    async def start(self) -> Outbox:
        """Start a process: with a client of its own, as whatever the former one knew is gone."""
        self.processes += 1
        client = await self.stack.enter_async_context(discord.Client(intents=discord.Intents(guilds=True)))
        await client.login("token")
        sender = Sender(
            outbox=self.database.outbox,
            platforms={"discord": DiscordPlatform(client)},
            seal=self.seal,
            patience=PATIENCE,
            pace=Pace(UNHURRIED),
            clock=self.clock,
        )
        return Outbox(sender, Executor(f"process {self.processes}"))

    async def _kill(self, outbox: Outbox, chance: random.Random) -> None:
        """End a process between two steps of what it does, and let its lease run out."""
        work = asyncio.create_task(outbox.deliver_due())
        heard = asyncio.Event()
        self.connected.fake.tell_when(len(self.connected.fake.requests) + chance.randrange(1, 4), heard)
        await asyncio.wait([work, asyncio.create_task(heard.wait())], return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work
        self.clock.move(60)


def _delivery(number: int, kind: str) -> Delivery:
    def part(text: str, way: str = "message", **more: object) -> NewPart:
        return NewPart(payload_of(Message(f"{kind} {number} {text}"), way, **more))  # type: ignore[arg-type]

    parts: tuple[NewPart, ...]
    address = None
    if kind == "answer":
        parts = (part("original", "original", ephemeral=True), part("after", "followup", ephemeral=True))
        address = ReplyAddress(f"{APPLICATION}/token-{number}", NOON + timedelta(days=2))
    elif kind == "post":
        parts = (part("opens", forum=Forum(f"Digest {number}")), NewPart(part("under").payload, parent=0))
    else:
        parts = (part("first"), part("second"))
    channel = "15" if kind == "post" else CHANNELS[number % len(CHANNELS)]
    return Delivery(f"{kind}{number}", WORKSPACE, "discord", channel, parts, kind == "message", address)


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_and_nothing_appears_twice(
    connected: Connected, tmp_path: Path, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    fake = connected.fake
    fake.retry_after, fake.slowness = 30, 1.5
    kinds = ("message", "post", "answer")
    deliveries = [_delivery(number, kinds[number % 3]) for number in range(DELIVERIES)]
    async with open_database(tmp_path / "store.sqlite3") as database, contextlib.AsyncExitStack() as stack:
        run = _Run(connected, database, stack, seed)
        fake.now, fake.draw = run.clock.now, seeded_faults(seed)
        for number, each in enumerate(deliveries):
            fake.originals[f"token-{number}"] = Standing(fake.new_id(), "", {"content": ""})
            await database.outbox.put(each.sealed(run.seal), run.clock.now())
        await run.until_over()
    assert run.processes == KILLS + 1
    counts = Counter(standing.content for standing in (*fake.messages, *fake.originals.values()))
    wrong = [(text, counts[text]) for each in deliveries for text in _texts(each) if counts[text] != 1]
    follow_ups = [(text, count) for text, count in wrong if text.endswith("after")]
    assert [each for each in wrong if each not in follow_ups] == []
    assert all(count == 0 for _, count in follow_ups)
    lost = [f"may be missing: part 1 of delivery {''.join(text.split()[:2])} " for text, _ in follow_ups]
    assert [each for each in lost if each not in caplog.text] == []
    assert [each for each in CHANNELS if fake.contents(each) != _ordered(fake.contents(each))] == []


def _texts(delivery: Delivery) -> list[str]:
    return [str(part.payload["content"]) for part in delivery.parts]


def _ordered(contents: list[str]) -> list[str]:
    """Give what stands in a channel in the order in which it was to be posted."""
    return sorted(contents, key=lambda content: (int(content.split()[1]), content.split()[2] != "first"))


async def test_a_message_whose_key_ran_out_is_looked_for_before_it_is_sent_again(
    connected: Connected, tmp_path: Path
) -> None:
    async with open_database(tmp_path / "store.sqlite3") as database, contextlib.AsyncExitStack() as stack:
        run = _Run(connected, database, stack, 1)
        connected.fake.now = run.clock.now
        outbox = await run.start()
        connected.fake.requests.clear()
        await outbox.put(_delivery(0, "message"))
        connected.fake.misbehave(Fault.ERROR_AFTER)
        await outbox.deliver_due()
        run.clock.move(600)
        await outbox.deliver_due()
    made = [(method, path) for method, path, _ in connected.fake.requests]
    messages = "/channels/11/messages"
    assert made == [("POST", messages), ("GET", messages), ("POST", messages)]
    assert connected.fake.contents("11") == ["message 0 first", "message 0 second"]

"""An outbox over a real store, a platform that misbehaves on demand, and a clock that tests move."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.delivery.deliveries import Delivery
from bot.delivery.outbox import Outbox
from bot.delivery.pacing import Pace, Rate, Rates
from bot.delivery.retrying import Patience
from bot.delivery.sealing import Seal
from bot.delivery.sending import Sender
from storage.database import Database, open_database
from storage.delivery.records import DeliveryRecord, DeliveryState, Executor, NewPart, PartState
from tests.fakes.platforms import FakePlatform
from tests.postgres import prepared_database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNHURRIED = Rates(Rate(1e6, 1000), Rate(1e6, 1000))
"""A pace that nobody notices."""


@dataclass(slots=True)
class MovedClock:
    """A clock that stands still until it is moved; whoever sleeps moves it. It can be set back."""

    moment: datetime = NOON
    ticks: float = 0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.ticks

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.ticks += seconds

    def set_back(self, seconds: float) -> None:
        self.moment -= timedelta(seconds=seconds)


@dataclass(slots=True)
class Makings:
    """An outbox and what it is made of."""

    database: Database
    clock: MovedClock = field(default_factory=MovedClock)
    platform: FakePlatform = field(default_factory=FakePlatform)
    seal: Seal = field(default_factory=lambda: Seal(Fernet.generate_key().decode()))
    told: list[DeliveryRecord] = field(default_factory=list)
    rates: Rates = UNHURRIED

    def outbox(self, name: str = "one", patience: Patience | None = None) -> Outbox:
        """Give an outbox as a process that just started has it."""
        sender = Sender(
            outbox=self.database.outbox,
            platforms={"fake": self.platform},
            seal=self.seal,
            patience=patience or Patience(),
            pace=Pace(self.rates),
            clock=self.clock,
            chance=lambda: 0.0,
        )
        return Outbox(sender, Executor(name), self._tell)

    async def _tell(self, given_up: DeliveryRecord) -> None:
        self.told.append(given_up)

    async def states(self, key: str = "d", workspace: str = "acme") -> list[PartState]:
        return [part.state for part in await self.database.outbox.parts(workspace, key)]

    async def reasons(self, key: str = "d") -> list[str | None]:
        return [part.reason for part in await self.database.outbox.parts("acme", key)]

    async def keys(self, state: DeliveryState) -> list[str]:
        return [each.key for each in await self.database.outbox.list_deliveries(state)]


def delivery(*texts: str, key: str = "d", channel: str = "c", workspace: str = "acme", **more: object) -> Delivery:
    """Make a delivery of texts; the parts after the first go in its thread."""
    parts = tuple(NewPart({"text": text}, parent=0 if position else None) for position, text in enumerate(texts))
    return Delivery(key, workspace, "fake", channel, parts, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables: making them takes longer than most tests."""
    location = tmp_path_factory.mktemp("empty") / "store.sqlite3"

    async def make() -> None:
        async with open_database(location):
            pass

    asyncio.run(make())
    return location


@pytest.fixture
def location(tmp_path: Path, empty_store: Path) -> Path:
    return Path(shutil.copy(empty_store, tmp_path))


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, location: Path) -> Iterator[Path | str]:
    """The place of an empty store, in each database."""
    if request.param == "sqlite":
        yield location
        return
    with prepared_database() as url:
        yield url


@pytest.fixture
async def makings(either: Path | str) -> AsyncIterator[Makings]:
    async with open_database(either) as database:
        yield Makings(database)

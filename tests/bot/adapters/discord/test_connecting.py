"""Being connected: the budget of identifications, what is tried again, and what ends with a sentence."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.adapters.discord.client import ShardedClient, intents, make_client
from bot.adapters.discord.connecting import Connection
from bot.adapters.discord.identifying import MOST_A_DAY, IdentifyBudget, TooSoonError
from bot.adapters.discord.quiet import quiet_library
from bot.adapters.discord.service import is_configured, shard_ids
from bot.errors import SettingError
from bot.settings import Settings
from tests.fakes.discord.rest import FakeDiscord
from tests.fakes.discord.served import ServedDiscord
from tests.fakes.web import closed_port


class Hands:
    """A clock that is moved by waiting."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


async def identified(seconds: float, *, every_s: float, shards: tuple[int | None, ...] = (None,)) -> int:
    """Try to identify again and again for a while, and give how often it was done."""
    hands = Hands()
    budget = IdentifyBudget(hands.now, hands.sleep)
    count, end = 0, hands.at + seconds
    while hands.at < end:
        for shard in shards:
            try:
                await budget.claim(shard)
                count += 1
            except TooSoonError:
                pass
        hands.at += every_s
    return count


@pytest.mark.parametrize("every_s", [0.5, 5.0, 60.0, 600.0])
async def test_an_hour_of_outage_takes_ten_identifications_at_most(every_s: float) -> None:
    assert 1 < await identified(3600.0, every_s=every_s) <= 10


async def test_a_day_of_outage_leaves_some_of_the_budget_with_many_shards() -> None:
    assert await identified(86_000.0, every_s=20.0, shards=tuple(range(12))) <= MOST_A_DAY


async def test_the_first_time_and_the_first_break_wait_little() -> None:
    hands = Hands()
    budget = IdentifyBudget(hands.now, hands.sleep)
    await budget.claim()
    await budget.claim()
    assert hands.at - 1000.0 <= 10.0


async def test_two_shards_do_not_identify_within_five_seconds() -> None:
    hands = Hands()
    budget = IdentifyBudget(hands.now, hands.sleep)
    await budget.claim(0)
    first = hands.at
    await budget.claim(1)
    assert hands.at - first >= 5.0


class Model:
    """A client whose connecting goes as is said, one thing after the other."""

    def __init__(self, *outcomes: Exception) -> None:
        self.outcomes = list(outcomes)
        self.tries = 0
        self.closed = False

    def is_closed(self) -> bool:
        return self.closed

    async def reopen(self) -> None:
        self.closed = False

    async def close(self) -> None:
        self.closed = True

    async def login(self, token: str) -> None:
        self.tries += 1
        if self.outcomes and isinstance(self.outcomes[0], discord.LoginFailure | discord.HTTPException):
            raise self.outcomes.pop(0)

    async def connect(self) -> None:
        if self.outcomes:
            raise self.outcomes.pop(0)
        await asyncio.Event().wait()


def closed_with(code: int) -> discord.ConnectionClosed:
    socket = SimpleNamespace(close_code=code)
    return discord.ConnectionClosed(socket, shard_id=None, code=code)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "error",
    [discord.LoginFailure("no"), discord.PrivilegedIntentsRequired(None), *map(closed_with, (4004, 4010, 4011, 4013))],
    ids=str,
)
async def test_what_can_not_get_better_ends_with_a_sentence(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    client = Model(error)
    connection = Connection(client, "token", sleep=forever)  # type: ignore[arg-type]
    running = asyncio.create_task(connection.run())
    await logged(caplog, "Discord is not served: ")

    assert not running.done()  # whoever serves it with others goes on
    await connection.stop()
    await running
    assert client.tries == 1


async def test_what_may_get_better_is_tried_again_more_and_more_slowly() -> None:
    waits: list[float] = []
    reached = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 12:
            reached.set()
            await asyncio.Event().wait()

    connection = Connection(Model(*[OSError()] * 20), "token", sleep=sleep)  # type: ignore[arg-type]
    running = asyncio.create_task(connection.run())
    await reached.wait()
    await connection.stop()
    await running

    assert waits[:4] == [5.0, 10.0, 20.0, 40.0]
    assert waits[-1] == 900.0


async def test_who_was_not_reached_at_first_is_logged_in_to_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{closed_port()}/api/v10")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(f"ws://127.0.0.1:{closed_port()}/"))
    client = make_client()
    async with ServedDiscord(FakeDiscord()) as served:
        waits = 0

        async def sleep(_: float) -> None:
            nonlocal waits
            waits += 1
            Route.BASE = served.base
            if client.user:
                await asyncio.Event().wait()

        connection = Connection(client, "token", sleep=sleep)
        running = asyncio.create_task(connection.run())
        async with asyncio.timeout(20):
            while client.user is None:  # noqa: ASYNC110 - the library wakes nobody
                await asyncio.sleep(0.01)
        await connection.stop()
        await running

    assert waits >= 1


async def forever(_: float) -> None:
    await asyncio.Event().wait()


async def logged(caplog: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(5):
        while words not in caplog.text:  # noqa: ASYNC110 - a log wakes nobody
            await asyncio.sleep(0.001)


def test_no_intent_is_used_that_has_to_be_asked_for() -> None:
    assert not intents().message_content
    assert not intents().members
    assert not intents().presences
    assert intents().guild_messages
    assert intents().dm_messages


def test_nobody_is_pinged_whatever_is_sent() -> None:
    made = make_client()
    assert made.allowed_mentions
    assert made.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


def test_shards_are_held_where_they_are_asked_for() -> None:
    made = make_client(4, (1, 3))
    assert isinstance(made, ShardedClient)
    assert (made.shard_count, made.shard_ids) == (4, [1, 3])


@pytest.mark.parametrize(("named", "expected"), [("", ()), ("0, 1", (0, 1)), ("1,1", (1,))])
def test_the_shards_of_a_process_are_named(named: str, expected: tuple[int, ...]) -> None:
    settings = Settings(_env_file=None, discord_shards=2, discord_shard_ids=named)  # type: ignore[call-arg]
    assert shard_ids(settings) == expected


@pytest.mark.parametrize("named", ["2", "a", "-1"])
def test_a_shard_that_there_is_not_is_refused(named: str) -> None:
    with pytest.raises(SettingError, match="SHARD_IDS"):
        is_configured(Settings(_env_file=None, discord_shards=2, discord_shard_ids=named))  # type: ignore[call-arg]


def test_the_library_logs_nothing_that_was_said(caplog: pytest.LogCaptureFixture) -> None:
    quiet_library()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("discord.gateway").debug("received %s", "a secret word")
        logging.getLogger("discord.http").warning("%s responded with 429 to %s", "/webhooks/1/token", "a secret word")
    assert "secret" not in caplog.text
    assert "token" not in caplog.text
    assert "responded with 429" in caplog.text

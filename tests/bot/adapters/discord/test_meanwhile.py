"""What is shown while something is read, and that an answer waits until Discord knows that one comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.adapters.discord.deferrals import Deferrals
from bot.ingest.fetch import FetchPolicy, HostPort
from bot.ingest.intake import Intake
from storage.delivery.records import EventState, NewEvent
from storage.errors import StoreUnavailableError
from tests.bot.adapters.discord.bots import Bot, Guild, bot_at_work, guild_of, until
from tests.bot.adapters.discord.test_ways_in import DREDGE, TEXT
from tests.fakes.web import Asked, Web, page

PAGE = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n")) + "</article></body></html>"


class Slow:
    """A page that comes when the test says so."""

    def __init__(self) -> None:
        self.may_come = asyncio.Event()

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        await self.may_come.wait()
        await page(PAGE)(asked, writer)


@asynccontextmanager
async def slow_town(folder: Path) -> AsyncIterator[tuple[Bot, Guild, Slow, str]]:
    slow = Slow()
    async with Web({"/": slow}) as web:
        policy = FetchPolicy(allow=frozenset({HostPort("127.0.0.1", web.port)}))
        async with Intake(policy) as intake, bot_at_work(folder, intake=intake, shown_after_s=0.05) as bot:
            yield bot, guild_of(bot), slow, web.address()


async def seen(condition: Callable[[], Any]) -> None:
    async def holds() -> Any:  # noqa: ANN401 - whatever the condition gives
        return condition()

    await until(holds)


async def kept(bot: Bot, asking: Awaitable[Any]) -> tuple[NewEvent, Any]:
    """Have something asked and give the event that is kept of it, not handled yet, and what asking gave.

    The model of Discord waits for all that the bot does about an event; what is to take long is begun afterwards.
    """
    events: list[NewEvent] = []

    async def keep(event: NewEvent) -> bool:
        events.append(event)
        return True

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bot.inbox, "receive", keep)
        given = await asking
    return events[-1], given


async def test_what_is_being_read_is_shown_to_a_mention_and_replaced(tmp_path: Path) -> None:
    async with slow_town(tmp_path) as (bot, guild, slow, address):
        event, _ = await kept(bot, guild.ada.send(guild.general, f"{bot.mention} {address}"))
        await bot.inbox.receive(event)
        await seen(lambda: "Reading 127" in guild.general.history()[-1].content)
        slow.may_come.set()
        await bot.settled()

        (_, answer) = guild.general.history()
        assert DREDGE in answer.content


async def test_what_is_being_read_is_shown_in_the_place_of_a_command_s_answer(tmp_path: Path) -> None:
    async with slow_town(tmp_path) as (bot, guild, slow, address):
        event, shown = await kept(bot, guild.ada.slash(guild.general, "brief", what=address))
        assert shown.deferred
        assert shown.ephemeral
        await bot.inbox.receive(event)
        await seen(lambda: shown.response and "Reading 127" in shown.response.content)
        slow.may_come.set()
        await bot.settled()

        assert shown.response
        assert DREDGE in shown.response.content
        assert not shown.followups


async def test_cancel_ends_what_is_being_read(tmp_path: Path) -> None:
    async with slow_town(tmp_path) as (bot, guild, _, address):
        event, _ = await kept(bot, guild.ada.send(guild.general, f"{bot.mention} {address}"))
        await bot.inbox.receive(event)
        await seen(lambda: "Reading" in guild.general.history()[-1].content)
        end, _ = await kept(bot, guild.ada.send(guild.general, f"{bot.mention} cancel"))
        await bot.inbox.receive(end)
        await bot.settled()

        _, first, _, second = (each.content for each in guild.general.history())
        assert "Cancelled" in first + second
        assert not any(each.startswith("-# Reading") for each in (first, second))


async def test_a_request_that_is_deleted_while_it_is_read_is_answered_no_more(tmp_path: Path) -> None:
    async with slow_town(tmp_path) as (bot, guild, _, address):
        event, asked = await kept(bot, guild.ada.send(guild.general, f"{bot.mention} {address}"))
        await bot.inbox.receive(event)
        await seen(lambda: "Reading" in guild.general.history()[-1].content)
        gone, _ = await kept(bot, guild.ada.delete(asked))
        await bot.inbox.receive(gone)
        await bot.settled()

        assert not guild.general.history()


async def test_an_answer_waits_until_discord_knows_that_one_comes() -> None:
    order: list[str] = []
    deferrals = Deferrals()

    async def answer() -> None:
        await deferrals.wait("interaction:1")
        order.append("answered")

    with deferrals.under_way("interaction:1"):
        answering = asyncio.create_task(answer())
        for _ in range(10):
            await asyncio.sleep(0)
        order.append("told")
    await answering
    await deferrals.wait("interaction:2")

    assert order == ["told", "answered"]


async def test_what_can_not_be_kept_is_not_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bot_at_work(tmp_path) as bot:
        guild = guild_of(bot)

        async def refuse(event: NewEvent) -> bool:
            raise StoreUnavailableError("the disk is full")

        with monkeypatch.context() as patched:
            patched.setattr(bot.inbox, "receive", refuse)
            shown = await guild.ada.slash(guild.general, "help")
        assert not shown.acknowledged
        simcord.assert_error(bot.env, StoreUnavailableError)
        assert not await bot.database.inbox.list_events(EventState.HANDLED)


async def test_who_can_not_be_answered_in_a_channel_is_told_in_private(tmp_path: Path) -> None:
    async with bot_at_work(tmp_path) as bot:
        guild = guild_of(bot)
        mute = discord.PermissionOverwrite(send_messages=False)
        me = guild.handle.me
        assert me
        quiet = guild.handle.create_text_channel("quiet", overwrites={me: mute})
        await guild.ada.send(quiet, f"{bot.mention} list")
        await seen(lambda: guild.ada.user.dm_channel.last_message)

        told = guild.ada.user.dm_channel.last_message
        assert told
        assert "was not" in told.content
        assert f"<#{quiet.id}>" in told.content

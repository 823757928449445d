"""Requests that are edited, deleted or come twice, and channels and guilds that go away."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.adapters.discord.events import Asked, Kind
from bot.adapters.discord.receiving import Receiving
from bot.adapters.discord.telling import Telling
from bot.delivery.deliveries import Delivery
from bot.delivery.outbox import Outbox
from storage.delivery.records import ClaimedEvent, DeliveryState, EventState, Executor, NewPart
from tests.bot.adapters.discord.bots import Bot, Guild, guild_of, until
from tests.bot.adapters.discord.test_ways_in import DREDGE, TEXT


async def test_an_edited_request_renews_its_answer_in_its_place(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    answer = guild.general.last_message
    assert answer

    await guild.ada.edit(asked, f"{bot.mention} sections S1")
    await bot.settled()

    assert len(guild.general.history()) == 2
    renewed = guild.general.history()[-1]
    assert renewed.id == answer.id
    assert DREDGE not in renewed.content
    assert "Costs" in renewed.content


async def test_a_deleted_request_takes_its_answer_along(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    await guild.ada.delete(asked)
    await bot.settled()

    assert not guild.general.history()


async def test_a_request_that_names_the_bot_no_more_loses_its_answer(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    await guild.ada.edit(asked, "never mind")
    await bot.settled()

    assert [each.content for each in guild.general.history()] == ["never mind"]


async def test_a_message_becomes_a_request_when_the_bot_is_named_in_it(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, TEXT)
    await guild.ada.edit(asked, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    assert DREDGE in bot.said(guild.general)


async def test_the_deletion_of_anything_else_is_not_kept(bot: Bot, guild: Guild) -> None:
    other = await guild.ada.send(guild.general, "hello")
    await guild.ada.delete(other)
    await bot.settled()

    assert not await bot.database.inbox.list_events(EventState.HANDLED)


async def test_a_message_that_comes_twice_is_answered_once(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    message = await bot.channel(guild.general).fetch_message(asked.id)
    assert bot.client.receiving

    await bot.client.receiving.take_message(message, bot.user_id)
    await bot.settled()

    assert len(guild.general.history()) == 2


async def test_an_interaction_that_comes_twice_has_one_effect(
    bot: Bot, guild: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Receiving._keep_and_defer

    async def take_twice(self: Receiving, interaction: discord.Interaction, asked: Asked) -> None:
        await take(self, interaction, asked)
        await take(self, interaction, asked)

    monkeypatch.setattr(Receiving, "_keep_and_defer", take_twice)
    shown = await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()

    assert shown.response
    assert not shown.followups
    (event,) = await bot.database.inbox.list_events(EventState.HANDLED)
    assert event.key.startswith("interaction:")


async def test_what_waits_for_a_channel_that_is_gone_is_dropped(bot: Bot, guild: Guild) -> None:
    waiting = Delivery("d1", f"discord:{guild.handle.id}", "discord", str(guild.secret.id), (NewPart({}),))
    await bot.outbox.stop()
    await bot.outbox.put(waiting)

    bot.client.dispatch("guild_channel_delete", bot.channel(guild.secret))

    async def are_dropped() -> bool:
        return not await bot.database.outbox.list_deliveries(DeliveryState.OPEN)

    await until(are_dropped)


async def test_who_set_up_what_a_deleted_channel_was_to_get_is_told(bot: Bot, guild: Guild) -> None:
    gone = "123456789012345678"
    part = NewPart({"content": "digest", "components": [], "way": "message"})
    workspace, ada = f"discord:{guild.handle.id}", str(guild.ada.id)
    await bot.outbox.stop()
    await bot.outbox.put(Delivery("d1", workspace, "discord", gone, (part,), set_up_by=ada))
    payload = Asked(Kind.CHANNEL_GONE, channel=gone).payload()
    await bot.handling.handle(ClaimedEvent(workspace, "gone", payload, tries=1, claim=1))
    outbox = Outbox(bot.outbox.sender, Executor("two"), Telling(bot.client))
    running = asyncio.create_task(outbox.run())

    async def is_told() -> bool:
        return guild.ada.user.dm_channel.last_message is not None

    await until(is_told)
    told = guild.ada.user.dm_channel.last_message
    assert told
    assert f"<#{gone}>" in told.content
    await outbox.stop()
    await running


async def test_what_waits_for_a_guild_that_threw_the_bot_out_is_dropped(bot: Bot, guild: Guild) -> None:
    other = guild_of(bot, "2")
    await bot.outbox.stop()
    for each in (guild, other):
        workspace = f"discord:{each.handle.id}"
        await bot.outbox.put(Delivery("d1", workspace, "discord", str(each.general.id), (NewPart({}),)))

    bot.client.dispatch("guild_remove", bot.client.get_guild(guild.handle.id))

    async def are_dropped() -> bool:
        return len(await bot.database.outbox.list_deliveries(DeliveryState.OPEN)) == 1

    await until(are_dropped)
    (left,) = await bot.database.outbox.list_deliveries(DeliveryState.OPEN)
    assert left.workspace == f"discord:{other.handle.id}"

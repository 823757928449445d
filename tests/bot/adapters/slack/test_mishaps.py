"""Connections that break, channels that go, apps that are uninstalled: nothing loops, and who set something up is told."""

from __future__ import annotations

from pathlib import Path

from bot.delivery.deliveries import Delivery
from storage.delivery.records import DeliveryState, NewPart
from tests.bot.adapters.slack.bots import Bot, bot_at_work, texts, until
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack


async def test_a_connection_that_slack_renews_loses_nothing(slack: FakeSlack, tmp_path: Path) -> None:
    async with bot_at_work(slack, tmp_path, "socket") as bot:
        await slack.socket.disconnect("refresh_requested")
        await slack.socket.connected(2, ever=4)
        await slack.commands("ada", "general", "/brief", "help")
        await bot.settled()
        assert slack.ephemerals("ada")


async def test_a_bot_stops_clean_while_slack_is_away(slack: FakeSlack, tmp_path: Path) -> None:
    async with bot_at_work(slack, tmp_path, "socket") as bot:
        slack.misbehave("apps.connections.open", *["fatal_error"] * 20)
        await slack.socket.drop()
        assert bot.mode is not None


async def set_up(bot: Bot, channel: str) -> None:
    payload = {"text": "A digest.", "blocks": [], "way": "message"}
    who = bot.slack.user("ada").id
    await bot.outbox.put(Delivery("digest:1", bot.workspace, "slack", channel, (NewPart(payload),), set_up_by=who))


async def test_who_set_something_up_is_told_that_its_channel_is_archived(bot: Bot) -> None:
    bot.outbox._tell = bot.handling.lifecycle.tell
    bot.slack.channel("general").is_archived = True
    await set_up(bot, bot.slack.channel("general").id)
    ada = bot.slack.user("ada")
    await bot.slack.until(lambda: bot.slack.messages(ada))
    assert "could not be posted" in texts(bot.slack.messages(ada))
    await bot.settled()
    assert len(bot.slack.messages(ada)) == 1


async def test_what_waits_for_a_channel_that_the_bot_leaves_is_dropped(bot: Bot) -> None:
    general = bot.slack.channel("general")
    later = {"text": "x", "blocks": [], "way": "message"}
    await bot.outbox.put(Delivery("later", bot.workspace, "nowhere", general.id, (NewPart(later),)))
    await bot.slack.removes_bot(general)
    await until(lambda: keys(bot, DeliveryState.DROPPED))
    assert await keys(bot, DeliveryState.DROPPED) == ["later"]


async def test_an_uninstalled_app_sends_nothing_more(bot: Bot) -> None:
    await bot.slack.says("ada", "general", "@briefbot help")
    await bot.settled()
    later = {"text": "x", "blocks": [], "way": "message"}
    await bot.outbox.put(Delivery("later", bot.workspace, "nowhere", "C1", (NewPart(later),)))
    await bot.slack.uninstalls(bot.slack.team)
    await until(lambda: keys(bot, DeliveryState.DROPPED))
    before = len(bot.slack.state.requests)
    await bot.settled()
    assert [each.method for each in bot.slack.state.requests[before:]] == []


async def test_what_belongs_to_a_channel_goes_along_when_its_id_changes(bot: Bot) -> None:
    secret = bot.slack.channel("secret")
    asked = await bot.slack.says("ada", secret, f"@briefbot brief {RATES}")
    await bot.settled()
    await bot.slack.changes_channel_id(secret)
    await bot.settled()
    await bot.slack.says("ada", secret, "@briefbot ask what is the policy rate?", thread=asked)
    await bot.settled()
    assert "4.25 percent" in bot.slack.thread(asked)[-1].text
    again = await bot.slack.says("ada", secret, f"@briefbot brief {RATES}")
    await bot.settled()
    assert "Stored as" not in texts(bot.slack.thread(again))
    await bot.slack.commands("ben", "general", "/brief", "list")
    await bot.settled()
    assert "Monetary" not in texts(bot.slack.ephemerals("ben"))


async def keys(bot: Bot, state: DeliveryState) -> list[str]:
    return [each.key for each in await bot.database.outbox.list_deliveries(state)]

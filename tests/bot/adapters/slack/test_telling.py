"""Who set a delivery up is told why it was given up, in a sentence that says what can be done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.adapters.slack.errors import meaning_of
from bot.adapters.slack.telling import telling_of
from bot.delivery.ports import RefusedError
from bot.delivery.sending import MAY_BE_MISSING, TOO_LATE
from storage.delivery.records import DeliveryRecord, DeliveryState
from tests.bot.adapters.slack.bots import Bot, texts
from tests.bot.adapters.slack.test_mishaps import set_up

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def given_up(reason: str | None, channel: str = "C024BE7LR") -> DeliveryRecord:
    state = DeliveryState.GIVEN_UP
    return DeliveryRecord("slack:T1", "digest:1", "slack", channel, state, NOON, None, "U1", reason, NOON)


def said(reason: str | None, channel: str = "C024BE7LR") -> str:
    (part,) = telling_of(given_up(reason, channel), "U1").parts
    return str(part.payload["text"])


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (MAY_BE_MISSING, "Slack did not say whether it came, so it may be missing there."),
        (TOO_LATE, "Slack did not take it in all the time that it was tried."),
        ("too long for a message", "Slack does not take it (too long for a message)."),
        ("That channel is archived.", "That channel is archived."),
        (None, "Slack does not take it."),
    ],
)
def test_each_reason_is_a_sentence(reason: str | None, expected: str) -> None:
    assert said(reason) == f"What you set up could not be posted in <#C024BE7LR>. {expected}"


def test_a_missing_scope_is_named_to_who_can_have_it_given() -> None:
    refused = meaning_of(200, {"ok": False, "error": "missing_scope", "needed": "chat:write"}, {})
    assert isinstance(refused, RefusedError)
    assert said(refused.reason).endswith(
        'The bot lacks the permission "chat:write". Whoever runs the bot can add it and install the bot again.'
    )


@pytest.mark.parametrize("channel", ["D024BE7LR", "U024BE7LR", "<!here>", "C1> <!here"])
def test_only_a_channel_is_linked(channel: str) -> None:
    assert "could not be posted in a direct message." in said(MAY_BE_MISSING, channel)


async def test_who_is_told_sees_the_channel_by_its_name(bot: Bot) -> None:
    bot.outbox._tell = bot.handling.lifecycle.tell
    general, ada = bot.slack.channel("general"), bot.slack.user("ada")
    general.is_archived = True
    await set_up(bot, general.id)
    await bot.slack.until(lambda: bot.slack.messages(ada))
    (told,) = bot.slack.messages(ada)
    assert {"type": "channel", "channel_id": general.id} in told.blocks[0]["elements"][0]["elements"]
    assert f"<#{general.id}>" in texts([told])


async def test_who_can_not_be_told_is_not_told_that(bot: Bot) -> None:
    bot.outbox._tell = bot.handling.lifecycle.tell
    bot.slack.misbehave("chat.postMessage", "is_archived", "messages_tab_disabled", *["messages_tab_disabled"] * 20)
    await set_up(bot, bot.slack.channel("general").id)
    await bot.slack.until(lambda: len(bot.slack.requests("chat.postMessage")) == 2)
    await bot.settled()
    assert len(bot.slack.requests("chat.postMessage")) == 2
    assert len(await bot.database.outbox.list_deliveries(DeliveryState.GIVEN_UP)) == 2

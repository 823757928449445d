"""Whoever set a delivery up is told that it was given up: once, in a direct message, in words that help."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.adapters.discord.telling import Telling, sentence_of
from bot.delivery.ports import RetryAfterError
from bot.delivery.sending import MAY_BE_MISSING, TOO_LATE
from storage.delivery.records import DeliveryRecord, DeliveryState
from tests.bot.adapters.discord.conftest import Connected
from tests.fakes.discord.standing import GUILD
from tests.fakes.platforms import Fault

LACKS = 'Briefbot lacks the permission "Send Messages" there.'
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def given_up(reason: str = LACKS, set_up_by: str | None = "21") -> DeliveryRecord:
    state = DeliveryState.GIVEN_UP
    return DeliveryRecord(f"discord:{GUILD}", "d", "discord", "11", state, NOON, None, set_up_by, reason, NOON)


async def test_who_set_it_up_is_told_once_what_can_be_done(connected: Connected) -> None:
    tell = Telling(connected.client)
    for _ in range(2):
        await tell(given_up())
    assert connected.fake.contents("dm 21") == [f"What was to be posted in <#11> was not. {LACKS}"]


async def test_what_nobody_set_up_is_told_to_nobody(connected: Connected) -> None:
    await Telling(connected.client)(given_up(set_up_by=None))
    assert connected.fake.requests == []


async def test_who_takes_no_direct_messages_is_not_told_for_ever(connected: Connected) -> None:
    connected.fake.add_channel("dm 21", refusal=(403, 50007))
    await Telling(connected.client)(given_up())
    assert connected.fake.messages == []


async def test_what_may_go_better_later_is_told_later(connected: Connected) -> None:
    connected.fake.misbehave(Fault.RETRY_AFTER)
    with pytest.raises(RetryAfterError):
        await Telling(connected.client)(given_up())


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (MAY_BE_MISSING, "may be missing there: Discord did not say whether it came."),
        (TOO_LATE, "was not. Discord did not take it, also later."),
        ("", "was not. Discord did not take it, also later."),
    ],
)
def test_reasons_that_are_no_sentences_are_said_in_one(reason: str, said: str) -> None:
    assert sentence_of(given_up(reason)).endswith(said)

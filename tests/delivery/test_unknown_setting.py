"""What is set about unknown outcomes decides what becomes of a delivery, read by whoever composes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answering.setting.values import on_unknown_in
from bot.delivery.ports import Offer
from storage.delivery.records import PartState
from storage.setting_records import Author, Place
from tests.delivery.conftest import NOON, Makings, delivery
from tests.fakes.platforms import Fault

ANN = Author("ann", NOON, "c")
WORKSPACE, CHANNEL, ANOTHER = Place("acme"), Place("acme", "c"), Place("acme", "another")


async def sent(makings: Makings, set_up: dict[Place, str]) -> list[PartState]:
    """Send to channel "c", as is set, what a platform that can't be asked loses sight of."""
    for place, value in set_up.items():
        await makings.database.settings.change(place, "unknown outcomes", value, ANN)
    makings.platform.offers = Offer.NEITHER
    makings.platform.misbehave(Fault.ERROR_AFTER)
    on_unknown = await on_unknown_in(makings.database, "acme", "c")
    outbox = makings.outbox()
    await outbox.put(delivery("one", channel="c", is_ordered=True, on_unknown=on_unknown))
    for _ in range(5):
        await outbox.deliver_due()
        makings.clock.move(timedelta(minutes=30).total_seconds())
    return await makings.states()


@pytest.mark.parametrize(
    ("set_up", "posted"),
    [
        ({}, 1),
        ({CHANNEL: "may appear twice"}, 2),
        ({WORKSPACE: "may appear twice"}, 2),
        ({WORKSPACE: "may appear twice", CHANNEL: "at most once"}, 1),
        ({ANOTHER: "may appear twice"}, 1),
        ({Place("umbrella", "c"): "may appear twice", Place("umbrella"): "may appear twice"}, 1),
    ],
    ids=["nothing set", "its channel", "its workspace", "the channel's wins", "another channel", "another workspace"],
)
async def test_an_unknown_outcome_is_treated_as_is_set(makings: Makings, set_up: dict[Place, str], posted: int) -> None:
    states = await sent(makings, set_up)
    assert makings.platform.texts == ["one"] * posted
    assert states == [PartState.SENT if posted == 2 else PartState.GIVEN_UP]

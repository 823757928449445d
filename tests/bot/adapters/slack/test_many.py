"""Many events, shuffled and repeated, over two replicas that share a store: one effect each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.adapters.slack.bots import bot_at_work
from tests.fakes.slack import FakeSlack
from tests.postgres import prepared_database

KEY = "b2tva29rb2tva29rb2tva29rb2tva29rb2tva29rb2s="
EVENTS, COPIES = 200, 4


@pytest.mark.parametrize("kept", ["sqlite", "postgres"])
async def test_each_event_has_one_effect(slack: FakeSlack, tmp_path: Path, kept: str) -> None:
    if kept == "postgres":
        with prepared_database() as url:
            await send_many(slack, tmp_path, url)
    else:
        await send_many(slack, tmp_path, tmp_path / "store.sqlite3")


async def send_many(slack: FakeSlack, folder: Path, location: Path | str) -> None:
    async with (
        bot_at_work(slack, folder, location=location, name="one", key=KEY) as one,
        bot_at_work(slack, folder, location=location, name="two", key=KEY) as two,
    ):
        slack.dispatch.hold()
        for at in range(EVENTS):
            await slack.says("ada" if at % 2 else "ben", "general", "@briefbot list")
        taken = await slack.dispatch.release(copies=COPIES, seed=5)
        assert sum(each.is_acknowledged for each in taken) == len(taken) >= EVENTS * COPIES
        await slack.until(lambda: len(slack.posted) >= EVENTS, seconds=60)
        await one.settled()
        await two.settled()
        asked = [each for each in slack.messages("general") if not each.bot_id]
        assert {len(slack.thread(each)) for each in asked} == {1}
        assert len(slack.posted) == EVENTS

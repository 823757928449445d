"""A bot in a fake Slack with two people, a public and a private channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.adapters.slack.bots import Bot, bot_at_work
from tests.fakes.slack import FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        ada, ben = fake.add_user("ada"), fake.add_user("ben")
        fake.add_channel("general", ada, ben)
        fake.add_channel("secret", ada, kind="group")
        yield fake


@pytest.fixture
async def bot(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Bot]:
    async with bot_at_work(slack, tmp_path) as running:
        yield running


@pytest.fixture(params=["http", "socket"])
async def either(slack: FakeSlack, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    """The bot in each mode."""
    async with bot_at_work(slack, tmp_path, request.param) as running:
        yield running

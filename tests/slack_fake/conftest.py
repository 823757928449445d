"""A fake Slack with a channel and two people in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack import FakeSlack


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.seconds = 1_790_000_000.0

    def __call__(self) -> float:
        """Give the moment."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(now=clock) as fake:
        ada, ben = fake.add_user("ada"), fake.add_user("ben")
        fake.add_channel("general", ada, ben)
        yield fake

"""A desk over a real store, and statements to answer from."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering.desk import Desk
from bot.answering.replies import Reply
from bot.answering.requests import Request
from bot.app import open_desk
from bot.settings import Settings

TALKS = """\
Alba, Borea and Corinth Hold Talks in Lisbon

The following text was released by the Governments of Alba, Borea, and Corinth.

Begin Text:

The Foreign Ministers of Alba, Borea, and Corinth met on March 19, 2026 in Lisbon to deepen their cooperation. They thanked the Portuguese Government for hosting the meeting.

Protecting Undersea Cables

The Ministers condemned the deliberate cutting of the Skerry cable, which left 310,000 households without service. They called on the flag state of the vessel to cooperate fully with investigators.

Strengthening Energy Security

The Ministers agreed to share emergency stocks of natural gas during a shortfall of the coming winter. They committed to build joint stockpiles covering at least 90 days of consumption.

End Text.
"""
RATES = """\
Central Bank of Merrow: Monetary Policy Decision

11 March 2026

The Monetary Policy Committee voted to raise its policy rate by 25 basis points to 4.25 percent. Inflation remains above the target of 2 percent. The Committee will continue to reduce its holdings of government bonds.
"""

Say = Callable[..., Awaitable[Reply]]


def request(text: str, *, conversation: str = "here", person: str = "ann", workspace: str = "team") -> Request:
    """Give what somebody says in a conversation."""
    return Request(text, workspace, conversation, person, at=datetime(2026, 4, 1, 12, tzinfo=UTC))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(Settings(data=tmp_path / "data", database="")) as opened:
        yield opened


@pytest.fixture
def say(desk: Desk) -> Say:
    async def answer(text: str, **where: str) -> Reply:
        return await desk.answer(request(text, **where))

    return answer


@pytest.fixture
async def stored(say: Say) -> Say:
    """Store both statements (S1 the rates, S2 the talks, which is at hand) and give the way to ask about them."""
    await say(f"brief {RATES}")
    await say(f"brief {TALKS}")
    return say

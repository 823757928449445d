"""An installation that reads no messages: commands and the shortcut work, and what can't be known counts as private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.slack.scopes import POST_ONLY
from tests.bot.adapters.slack.bots import Bot, bot_at_work, texts
from tests.bot.conftest import RATES
from tests.fakes.slack import FakeSlack

HEARD = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


@pytest.fixture
async def poor(tmp_path: Path) -> AsyncIterator[Bot]:
    async with FakeSlack(scopes=POST_ONLY) as slack:
        slack.state.subscriptions = set(HEARD)
        ada, ben = slack.add_user("ada"), slack.add_user("ben")
        slack.add_channel("general", ada, ben)
        slack.add_channel("other", ada, ben)
        async with bot_at_work(slack, tmp_path) as running:
            yield running


async def test_a_command_is_answered_and_shared_through_its_address(poor: Bot) -> None:
    await poor.slack.commands("ada", "general", "/brief", f"brief {RATES}")
    await poor.settled()
    (answer,) = poor.slack.ephemerals("ada")
    assert "25 basis points" in answer.text
    await poor.slack.presses("ada", answer, "share")
    await poor.settled()
    (shared,) = poor.slack.messages("general")
    assert "25 basis points" in shared.text


async def test_what_arrives_in_a_channel_stays_there_until_it_is_shared(poor: Bot) -> None:
    await poor.slack.commands("ada", "general", "/brief", f"brief {RATES}")
    await poor.settled()
    await poor.slack.commands("ben", "other", "/brief", "list")
    await poor.settled()
    assert "Monetary" not in texts(poor.slack.ephemerals("ben"))
    await poor.slack.commands("ada", "general", "/brief", "share S1")
    await poor.settled()
    await poor.slack.commands("ben", "other", "/brief", "list")
    await poor.settled()
    assert "Monetary" in poor.slack.ephemerals("ben")[-1].text


async def test_the_shortcut_briefs_a_text_and_says_what_files_would_need(poor: Bot) -> None:
    said = await poor.slack.says("ben", "general", RATES)
    await poor.slack.uses_shortcut("ada", said)
    await poor.settled()
    assert "25 basis points" in texts(poor.slack.ephemerals("ada"))
    dropped = await poor.slack.uploads("ben", "general", "rates.txt", RATES.encode())
    await poor.slack.uses_shortcut("ada", dropped)
    await poor.settled()
    assert "files:read" in poor.slack.ephemerals("ada")[-1].text


async def test_the_home_tab_says_that_no_messages_are_read(poor: Bot) -> None:
    await poor.slack.opens_home("ada")
    await poor.settled()
    home = poor.slack.home("ada")
    assert home
    assert "no messages" in str(home.given)

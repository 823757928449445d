"""What was dropped in a private channel is found by nobody outside of it, whatever they send."""

from __future__ import annotations

import json

import pytest

from tests.bot.adapters.slack.bots import Bot, texts
from tests.bot.conftest import RATES, TALKS

MARK = "Skerry"
COMMANDS = [
    "list",
    "brief S1",
    "brief latest",
    "sections S1",
    "section S1 1",
    "ask S1 what about the Skerry cable?",
    "ask all what about the Skerry cable?",
    "find Skerry",
    "similar S1",
    "series S1",
    "cite S1 1",
    "why",
    "share S1",
    "forget S1",
    "reread S1",
    'brief "Alba, Borea and Corinth Hold Talks in Lisbon"',
    "help",
    "settings",
    "sections",
    "cite 1",
]


async def dropped(bot: Bot) -> None:
    await bot.slack.says("ada", "secret", f"@briefbot brief {TALKS}")
    await bot.settled()


def seen_by(bot: Bot, name: str) -> str:
    said = [each for each in bot.slack.messages("general") if each.bot_id]
    return texts(bot.slack.ephemerals(name)) + texts(said)


@pytest.mark.parametrize("words", COMMANDS)
async def test_no_command_finds_what_was_dropped_in_a_private_channel(bot: Bot, words: str) -> None:
    await dropped(bot)
    await bot.slack.commands("ben", "general", "/brief", words)
    await bot.slack.says("ada", "general", f"@briefbot {words}")
    await bot.settled()
    seen = seen_by(bot, "ben").replace("what about the Skerry cable", "").replace('"Skerry"', "")
    assert MARK not in seen
    assert "Lisbon" not in seen.replace(words, "").replace("Hold Talks in Lisbon", "")
    await bot.slack.commands("ada", "secret", "/brief", "brief S1")
    await bot.settled()
    assert MARK in texts(bot.slack.ephemerals("ada", "secret"))


async def test_no_forged_button_finds_it(bot: Bot) -> None:
    await dropped(bot)
    await bot.slack.commands("ben", "general", "/brief", f"brief {RATES}")
    await bot.settled()
    answer = bot.slack.ephemerals("ben")[-1]
    before = len(bot.slack.posted)
    for words in COMMANDS:
        await bot.slack.presses("ben", answer, "share", value=json.dumps({"say": words}))
        await bot.slack.presses("ben", answer, "ask", value=json.dumps({"say": words}))
    await bot.settled()
    assert len(bot.slack.posted) > before
    assert MARK not in seen_by(bot, "ben").replace("what about the Skerry cable", "").replace('"Skerry"', "")


async def test_the_home_tab_of_others_does_not_show_it(bot: Bot) -> None:
    await dropped(bot)
    for name in ("ada", "ben"):
        await bot.slack.opens_home(name)
        await bot.settled()
        home = bot.slack.home(name)
        assert home
        assert "Lisbon" not in str(home.given)


async def test_a_share_button_changes_nothing_whatever_it_holds(bot: Bot) -> None:
    await bot.slack.commands("ben", "general", "/brief", f"brief {RATES}")
    await bot.settled()
    answer = bot.slack.ephemerals("ben")[-1]
    await bot.slack.presses("ben", answer, "share", value=json.dumps({"say": "forget S1"}))
    await bot.settled()
    await bot.slack.commands("ben", "general", "/brief", "list")
    await bot.settled()
    assert "Monetary Policy Decision" in texts(bot.slack.ephemerals("ben")[-1:])


async def test_what_arrives_in_a_public_channel_is_the_workspaces(bot: Bot) -> None:
    bot.slack.add_channel("other", "ben")
    await bot.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await bot.settled()
    await bot.slack.commands("ben", "other", "/brief", "list")
    await bot.settled()
    assert "Lisbon" in texts(bot.slack.ephemerals("ben"))


async def test_a_channel_shared_with_others_sees_only_its_own(bot: Bot) -> None:
    partner = bot.slack.state.add_team("Partner")
    sam = bot.slack.add_user("sam", team=partner)
    bot.slack.add_channel("shared", "ada", sam, shared_with=(partner,))
    await bot.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await bot.settled()
    asked = await bot.slack.says("ada", "shared", "@briefbot brief S1")
    await bot.settled()
    assert "No statement" in texts(bot.slack.thread(asked))
    own = await bot.slack.says("ada", "shared", f"@briefbot brief {RATES}")
    await bot.settled()
    assert "25 basis points" in texts(bot.slack.thread(own))
    await bot.slack.commands("ada", "general", "/brief", "list")
    await bot.settled()
    assert "Monetary" not in texts(bot.slack.ephemerals("ada"))


async def test_who_is_of_another_workspace_is_told_so(bot: Bot) -> None:
    partner = bot.slack.state.add_team("Partner")
    sam = bot.slack.add_user("sam", team=partner)
    bot.slack.add_channel("shared", "ada", sam, shared_with=(partner,))
    asked = await bot.slack.says("ada", "shared", f"@briefbot brief {RATES}")
    await bot.settled()
    (answer,) = bot.slack.thread(asked)
    await bot.slack.presses(sam, answer, "say:0")
    await bot.settled()
    assert "Only members of the workspace" in texts(bot.slack.thread(asked)[1:] + bot.slack.ephemerals(sam))
    bot.slack.dispatch.hold()
    said = await bot.slack.says("ada", "shared", "@briefbot list")
    _, payload = bot.slack.dispatch.held[0]
    payload["event"] |= {"user": sam.id, "user_team": partner.id}
    await bot.slack.dispatch.release()
    await bot.settled()
    assert "Only members of the workspace" in texts(bot.slack.thread(said))

"""Files dropped in Slack: fetched with the token from Slack alone, for that conversation alone."""

from __future__ import annotations

import pytest

from tests.bot.adapters.slack.bots import Bot, bot_at_work, texts
from tests.bot.conftest import RATES, TALKS
from tests.fakes.slack import FakeSlack


async def test_a_file_in_a_direct_message_is_briefed(either: Bot) -> None:
    ada = either.slack.user("ada")
    await either.slack.uploads(ada, ada, "rates.txt", RATES.encode())
    await either.settled()
    assert "25 basis points" in texts(either.slack.messages(ada))


async def test_a_file_with_a_mention_is_for_that_channel_alone(bot: Bot) -> None:
    bot.slack.add_channel("other", "ada")
    asked = await bot.slack.uploads("ada", "general", "talks.txt", TALKS.encode(), text="@briefbot in 1 sentence")
    await bot.settled()
    assert "Hold Talks in Lisbon" in texts(bot.slack.thread(asked))
    await bot.slack.commands("ada", "other", "/brief", "list")
    await bot.settled()
    assert "Lisbon" not in texts(bot.slack.ephemerals("ada", "other"))
    await bot.slack.commands("ada", "general", "/brief", "list")
    await bot.settled()
    assert "Lisbon" in texts(bot.slack.ephemerals("ada", "general"))


async def test_a_question_with_a_file_is_answered_from_it(bot: Bot) -> None:
    ada = bot.slack.user("ada")
    await bot.slack.uploads(ada, ada, "rates.txt", RATES.encode(), text="what is the policy rate?")
    await bot.settled()
    assert "4.25 percent" in bot.slack.messages(ada)[-1].text


async def test_what_slack_connect_leaves_out_is_asked_for(bot: Bot) -> None:
    ada = bot.slack.user("ada")
    await bot.slack.uploads(ada, ada, "rates.txt", RATES.encode(), needs_check=True)
    await bot.settled()
    assert "25 basis points" in texts(bot.slack.messages(ada))


@pytest.mark.parametrize("is_elsewhere", [True, False], ids=["to another host", "to the same host"])
async def test_the_token_is_not_sent_across_a_redirect(bot: Bot, is_elsewhere: bool) -> None:
    ada = bot.slack.user("ada")
    async with FakeSlack() as elsewhere:
        bot.slack.dispatch.hold()
        message = await bot.slack.uploads(ada, ada, "rates.txt", RATES.encode())
        url = elsewhere.url if is_elsewhere else bot.slack.url
        bot.slack.state.files[message.files[0]].redirect_to = f"{url}/files-pri/x/other"
        await bot.slack.dispatch.release()
        await bot.settled()
        assert elsewhere.downloads == []
    assert len(bot.slack.downloads) == 1
    assert "can't be fetched from Slack" in bot.slack.messages(ada)[-1].text


@pytest.mark.parametrize(
    ("mode", "says"), [("external", "lies outside of Slack"), ("tombstone", "can't be opened")], ids=str
)
async def test_what_is_no_file_of_slack_is_not_fetched(bot: Bot, mode: str, says: str) -> None:
    ada = bot.slack.user("ada")
    await bot.slack.uploads(ada, ada, "rates.txt", RATES.encode(), mode=mode)
    await bot.settled()
    assert says in bot.slack.messages(ada)[-1].text
    assert bot.slack.downloads == []


async def test_a_missing_scope_is_said_and_no_log_in_page_is_stored(slack: FakeSlack, tmp_path: object) -> None:
    slack.state.tokens[slack.token].scopes.discard("files:read")
    async with bot_at_work(slack, tmp_path) as bot:  # type: ignore[arg-type]
        ada = slack.user("ada")
        await slack.uploads(ada, ada, "rates.txt", RATES.encode())
        await bot.settled()
        assert "files:read" in slack.messages(ada)[-1].text

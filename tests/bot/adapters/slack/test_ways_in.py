"""Every way in, through both modes."""

from __future__ import annotations

from storage.delivery.records import EventState
from tests.bot.adapters.slack.bots import Bot, texts
from tests.bot.conftest import RATES, TALKS


async def test_a_command_is_answered_to_who_gave_it_alone(either: Bot) -> None:
    delivered = await either.slack.commands("ada", "general", "/brief", f"brief {RATES}")
    assert delivered.is_acknowledged
    await either.settled()
    assert "raise its policy rate by 25 basis points" in texts(either.slack.ephemerals("ada"))
    assert either.slack.messages("general") == either.slack.ephemerals("ben") == []


async def test_a_public_command_is_answered_to_the_channel(either: Bot) -> None:
    await either.slack.commands("ada", "general", "/brief", f"brief {RATES}")
    await either.settled()
    await either.slack.commands("ada", "general", "/brief", "brief S1 public")
    await either.settled()
    (message,) = either.slack.messages("general")
    assert "25 basis points" in message.text
    assert not message.may_unfurl


async def test_where_the_bot_may_not_post_a_public_answer_goes_through_the_address(bot: Bot) -> None:
    bot.slack.add_channel("outside", "ada", bot=False)
    await bot.slack.commands("ada", "outside", "/brief", f"brief {RATES}")
    await bot.settled()
    await bot.slack.commands("ada", "outside", "/brief", "brief S1 public")
    await bot.settled()
    (message,) = bot.slack.messages("outside")
    assert (message.way, "25 basis points" in message.text) == ("response_url", True)


async def test_a_mention_is_answered_in_its_thread(either: Bot) -> None:
    asked = await either.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await either.settled()
    assert "deliberate cutting of the Skerry cable" in texts(either.slack.thread(asked))
    assert either.slack.messages("general")[0] == asked


async def test_the_statement_at_hand_is_the_threads(either: Bot) -> None:
    talks = await either.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await either.settled()
    rates = await either.slack.says("ada", "general", f"@briefbot brief {RATES}")
    await either.settled()
    await either.slack.says("ben", "general", "@briefbot section 2", thread=talks)
    await either.settled()
    assert "natural gas" in either.slack.thread(talks)[-1].text
    await either.slack.says("ben", "general", "@briefbot ask what is the policy rate?", thread=rates)
    await either.settled()
    assert "4.25 percent" in either.slack.thread(rates)[-1].text


async def test_a_thread_without_a_statement_has_the_channels(bot: Bot) -> None:
    await bot.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await bot.settled()
    asked = await bot.slack.says("ada", "general", "@briefbot section 2")
    await bot.settled()
    assert "natural gas" in texts(bot.slack.thread(asked))


async def test_a_direct_message_is_answered_where_it_was_written(either: Bot) -> None:
    ada = either.slack.user("ada")
    await either.slack.says(ada, ada, f"brief {RATES}")
    await either.settled()
    answer = either.slack.messages(ada)[-1]
    assert "25 basis points" in answer.text
    assert answer.thread_ts is None


async def test_people_talking_among_themselves_are_not_answered(bot: Bot) -> None:
    asked = await bot.slack.says("ada", "general", f"@briefbot brief {RATES}")
    await bot.settled()
    await bot.slack.says("ben", "general", "brief me at lunch, please")
    await bot.slack.says("ben", "general", "section 1 is dull", thread=asked)
    await bot.settled()
    assert len(bot.slack.posted) == 1
    assert await bot.database.inbox.list_events(EventState.HANDLED) != ()
    assert len(await bot.database.inbox.list_events(EventState.HANDLED)) == 1


async def test_a_shortcut_briefs_the_text_of_a_message_to_who_used_it(either: Bot) -> None:
    said = await either.slack.says("ben", "general", RATES)
    await either.slack.uses_shortcut("ada", said)
    await either.settled()
    assert "25 basis points" in texts(either.slack.ephemerals("ada"))
    assert either.slack.thread(said) == []


async def test_a_shortcut_briefs_the_files_of_a_message(bot: Bot) -> None:
    said = await bot.slack.uploads("ben", "general", "rates.txt", RATES.encode())
    await bot.slack.uses_shortcut("ada", said)
    await bot.settled()
    assert "25 basis points" in texts(bot.slack.ephemerals("ada"))


async def test_a_button_says_its_command_where_it_stands(either: Bot) -> None:
    asked = await either.slack.says("ada", "general", f"@briefbot brief {TALKS}")
    await either.settled()
    answer = either.slack.thread(asked)[0]
    await either.slack.presses("ben", answer, "say:0")
    await either.settled()
    assert len(either.slack.thread(asked)) == 2
    await either.slack.selects("ben", answer, "section", "section S1 2")
    await either.settled()
    assert "natural gas" in either.slack.thread(asked)[-1].text


async def test_a_button_on_an_ephemeral_answer_answers_to_one(either: Bot) -> None:
    await either.slack.commands("ada", "general", "/brief", f"brief {TALKS}")
    await either.settled()
    (answer,) = either.slack.ephemerals("ada")
    await either.slack.selects("ada", answer, "section", "section S1 2")
    await either.settled()
    assert "natural gas" in either.slack.ephemerals("ada")[-1].text
    assert either.slack.messages("general") == []


async def test_share_posts_the_quotations_in_the_channel(either: Bot) -> None:
    await either.slack.commands("ada", "general", "/brief", f"brief {TALKS}")
    await either.settled()
    (answer,) = either.slack.ephemerals("ada")
    await either.slack.presses("ada", answer, "share")
    await either.settled()
    (shared,) = either.slack.messages("general")
    assert "deliberate cutting of the Skerry cable" in shared.text
    assert not [e for b in shared.blocks for e in b.get("elements", ()) if e.get("action_id") == "share"]


async def test_brief_alone_opens_a_modal_and_its_answer_comes_where_it_was_opened(either: Bot) -> None:
    await either.slack.commands("ada", "general", "/brief")
    modal = either.slack.modal("ada")
    assert modal
    await either.slack.submits(modal, {"subject": RATES})
    assert either.slack.modal("ada") is None
    await either.settled()
    assert "25 basis points" in texts(either.slack.ephemerals("ada"))
    assert "response/" not in str(modal.given)


async def test_a_modal_says_what_is_wrong_and_stays(bot: Bot) -> None:
    await bot.slack.commands("ada", "general", "/brief")
    modal = bot.slack.modal("ada")
    assert modal
    await bot.slack.submits(modal, {"subject": "  "})
    assert "subject" in modal.errors
    assert not modal.is_closed


async def test_ask_opens_a_modal_about_its_statement(bot: Bot) -> None:
    await bot.slack.commands("ada", "general", "/brief", f"brief {RATES}")
    await bot.settled()
    (answer,) = bot.slack.ephemerals("ada")
    await bot.slack.presses("ada", answer, "ask")
    modal = bot.slack.modal("ada")
    assert modal
    await bot.slack.submits(modal, {"question": "What is the policy rate?"})
    await bot.settled()
    assert "4.25 percent" in bot.slack.ephemerals("ada")[-1].text


async def test_a_question_from_an_answer_in_a_thread_is_answered_there(bot: Bot) -> None:
    asked = await bot.slack.says("ada", "general", f"@briefbot brief {RATES}")
    await bot.settled()
    await bot.slack.presses("ben", bot.slack.thread(asked)[0], "ask")
    modal = bot.slack.modal("ben")
    assert modal
    await bot.slack.submits(modal, {"question": "What is the policy rate?"})
    await bot.settled()
    assert "4.25 percent" in bot.slack.thread(asked)[-1].text
    assert len(bot.slack.thread(asked)) == 2


async def test_the_home_tab_shows_the_workspace_and_ones_own_and_briefs(either: Bot) -> None:
    ada = either.slack.user("ada")
    await either.slack.says("ben", "general", f"@briefbot brief {RATES}")
    await either.slack.says(ada, ada, f"brief {TALKS}")
    await either.settled()
    await either.slack.opens_home("ada")
    await either.settled()
    home = either.slack.home("ada")
    assert home
    assert "Monetary Policy Decision" in str(home.given)
    assert "Hold Talks in Lisbon" in str(home.given)
    await either.slack.opens_home("ben")
    await either.settled()
    other = either.slack.home("ben")
    assert other
    assert "Hold Talks in Lisbon" not in str(other.given)
    await either.slack.presses("ada", home, "brief")
    modal = either.slack.modal("ada")
    assert modal
    await either.slack.submits(modal, {"subject": f"{RATES} It will meet again in May. "})
    await either.settled()
    assert "25 basis points" in either.slack.messages(ada)[-1].text


async def test_a_button_of_the_home_tab_answers_beside_it(bot: Bot) -> None:
    ada = bot.slack.user("ada")
    await bot.slack.says("ben", "general", f"@briefbot brief {RATES}")
    await bot.settled()
    await bot.slack.opens_home("ada")
    await bot.settled()
    home = bot.slack.home("ada")
    assert home
    await bot.slack.presses("ada", home, "say:brief")
    await bot.settled()
    assert "25 basis points" in bot.slack.messages(ada)[-1].text

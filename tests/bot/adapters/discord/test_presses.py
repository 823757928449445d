"""Buttons, menus and forms: what they do, for whom, and that they outlive the process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.adapters.discord.client import make_client
from bot.adapters.discord.service import listen
from bot.adapters.discord.shown import Shown
from storage.scope import Scope
from tests.bot.adapters.discord.bots import Bot, Guild, bot_at_work, guild_of
from tests.bot.adapters.discord.test_ways_in import DREDGE, TEXT

LONG = "Joint Statement on the Harbours\n\nThe ministers met in Lisbon on 3 April 2025.\n\n" + "\n\n".join(
    f"Harbour {at}\n\nThe ministers decided to dredge harbour {at} at a cost of {at} million euros, "
    "and they agreed to share what it costs in equal parts between both sides, as they had announced it in the spring."
    for at in range(1, 41)
)


async def briefed(bot: Bot, guild: Guild, text: str = TEXT) -> Any:  # noqa: ANN401 - a message of the model's
    """Have Ada mention the bot with a text, and give the answer."""
    await guild.ada.send(guild.general, f"{bot.mention} brief {text}")
    await bot.settled()
    return guild.general.last_message


async def listed(bot: Bot, guild: Guild) -> Any:  # noqa: ANN401 - as above
    """Have a long text briefed at length by Ada, and give the answer, which has pages."""
    await guild.ada.send(guild.general, bot.mention, attachments=[("l.txt", LONG.encode())])
    await bot.settled()
    await guild.ada.send(guild.general, f"{bot.mention} brief S1 in 35 sentences")
    await bot.settled()
    return guild.general.last_message


async def test_a_button_answers_who_presses_it_alone(bot: Bot, guild: Guild) -> None:
    answer = await briefed(bot, guild)

    shown = await guild.ben.click(answer, label="By section")
    await bot.settled()

    assert shown.ephemeral
    assert shown.response
    assert "each side pays half" in shown.response.content
    assert len(guild.general.history()) == 2


async def test_another_length_takes_the_place_of_what_only_one_sees(bot: Bot, guild: Guild) -> None:
    first = await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()
    assert first.response

    await guild.ada.click(first.response, label="Longer")
    await bot.settled()

    assert "4 of 4 sentences" in first.response.content
    assert not first.followups


async def test_a_section_is_chosen_from_the_menu(bot: Bot, guild: Guild) -> None:
    answer = await briefed(bot, guild)

    shown = await guild.ben.select(answer, [":section S1 1"], custom_id="section:0:")
    await bot.settled()

    assert shown.response
    assert "each side pays half" in shown.response.content


async def test_share_posts_the_quotations_in_the_channel(bot: Bot, guild: Guild) -> None:
    first = await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()
    assert first.response

    await guild.ada.click(first.response, label="Share to channel")
    await bot.settled()

    (posted,) = guild.general.history(viewer=guild.ben)
    assert DREDGE in posted.content
    assert posted.author.id == bot.user_id
    assert DREDGE in first.response.content


async def test_what_can_not_be_shared_any_more_is_told_to_who_presses_alone(bot: Bot, guild: Guild) -> None:
    first = await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()
    assert first.response
    await guild.ada.slash(guild.general, "statement forget", statement="S1")
    await bot.settled()

    shared = await guild.ada.click(first.response, label="Share to channel")
    await bot.settled()

    (told,) = shared.followups
    assert told.ephemeral
    assert "No statement S1 here" in told.content
    assert not guild.general.history(viewer=guild.ben)


async def test_ask_opens_a_form_whose_question_is_answered(bot: Bot, guild: Guild) -> None:
    answer = await briefed(bot, guild)

    shown = await guild.ben.click(answer, label="Ask")
    assert shown.modal
    sent = await guild.ben.submit_modal(shown, {"question": "Who pays?"})
    await bot.settled()

    assert sent.response
    assert sent.ephemeral
    assert "pays half" in sent.response.content


async def test_a_form_with_no_question_is_told_so(bot: Bot, guild: Guild) -> None:
    answer = await briefed(bot, guild)

    shown = await guild.ben.click(answer, label="Ask")
    sent = await guild.ben.submit_modal(shown, {"question": "??"})

    assert sent.response
    assert sent.response.content == "That holds no question."


async def test_who_asked_turns_the_page_for_everybody(bot: Bot, guild: Guild) -> None:
    answer = await listed(bot, guild)
    assert "Page 1 of" in answer.content

    await guild.ada.click(answer, label="Next page")
    await bot.settled()

    assert guild.general.last_message
    assert guild.general.last_message.id == answer.id
    assert "Page 2 of" in guild.general.last_message.content


async def test_somebody_else_gets_the_next_page_alone(bot: Bot, guild: Guild) -> None:
    answer = await listed(bot, guild)

    shown = await guild.ben.click(answer, label="Next page")
    await bot.settled()

    assert shown.ephemeral
    assert shown.response
    assert "Page 2 of" in shown.response.content
    assert "Page 1 of" in guild.general.history()[-1].content


async def test_a_page_that_one_sees_is_turned_in_its_place(bot: Bot, guild: Guild) -> None:
    await guild.ada.slash(guild.general, "brief", file=("l.txt", LONG.encode()))
    first = await guild.ada.slash(guild.general, "brief", what="S1", sentences=35)
    await bot.settled()
    assert first.response
    assert "Page 1 of" in first.response.content

    await guild.ada.click(first.response, label="Next page")
    await bot.settled()

    assert "Page 2 of" in first.response.content


async def test_buttons_work_after_a_restart(tmp_path: Path) -> None:
    async with bot_at_work(tmp_path) as bot:
        guild = guild_of(bot)
        answer = await briefed(bot, guild)
        again = make_client()
        bot.handling.means.platform._calls._client = again  # type: ignore[attr-defined]
        listen(again, bot.inbox, bot.handling)
        await bot.env.restart_bot(again)

        shown = await guild.ben.click(answer, label="By section")
        await bot.settled()

        assert shown.response
        assert "each side pays half" in shown.response.content


async def test_a_command_without_room_in_its_button_is_known_after_a_restart(tmp_path: Path) -> None:
    async with bot_at_work(tmp_path) as bot:
        guild = guild_of(bot)
        await briefed(bot, guild)
        question = f"who pays the half of the costs {'that were agreed for the harbour ' * 3}?"
        first = await guild.ada.slash(guild.general, "lookup ask", question=question, statement="S1")
        await bot.settled()
        assert first.response
        bot.handling.means = replace(bot.handling.means, shown=Shown(bot.database))

        await guild.ada.click(first.response, label="Share to channel")
        await bot.settled()

        assert DREDGE in guild.general.history(viewer=guild.ben)[-1].content.replace("**", "")


@pytest.mark.parametrize("held", ["share S1", "forget S1", "settings changers everyone"])
async def test_a_forged_share_button_shares_nothing(bot: Bot, guild: Guild, held: str) -> None:
    await briefed(bot, guild)
    before = len(guild.general.history())
    forged = await press(bot, guild, guild.ben, f"share:0:{held}")

    assert forged
    assert len(guild.general.history()) == before
    assert await bot.desk.database.statements.count(scope_of(guild)) == 1


async def test_a_button_of_nobody_s_is_taken_and_does_nothing(bot: Bot, guild: Guild) -> None:
    assert await press(bot, guild, guild.ben, "other:thing")


async def test_a_button_whose_command_is_not_known_any_more_says_so(bot: Bot, guild: Guild) -> None:
    shown = await press(bot, guild, guild.ben, f"say:0={'A' * 26}")

    assert shown.response
    assert "not known any more" in shown.response.content


async def press(bot: Bot, guild: Guild, who: Any, custom_id: str) -> Any:  # noqa: ANN401 - of the model's
    """Have a button pressed whatever it holds, on a message of the bot's own."""
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Odd", custom_id=custom_id))
    view.stop()
    message = await bot.channel(guild.general).send("odd", view=view)
    shown = await who.click(message, custom_id=custom_id)
    await bot.settled()
    await message.delete()
    return shown


def scope_of(guild: Guild) -> Scope:
    return Scope.at(f"discord:{guild.handle.id}", str(guild.general.id))

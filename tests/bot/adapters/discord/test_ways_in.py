"""What people ask in Discord, in every way there is, and what they get."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from tests.bot.adapters.discord.bots import Bot, Guild, bot_at_work, guild_of

TEXT = """Joint Statement on the Harbour

The ministers met in Lisbon on 3 April 2025. They agreed to dredge the harbour by 2027 and to share its costs.

Costs

The ministers decided that each side pays half of the costs. They will meet again in Porto.
"""
DREDGE = "dredge the harbour by 2027"


async def test_a_mention_is_answered_in_reply(bot: Bot, guild: Guild) -> None:
    asked = await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    (_, answer) = guild.general.history()
    assert DREDGE in answer.content
    assert answer.reference
    assert answer.reference.message_id == asked.id


async def test_a_message_that_does_not_name_the_bot_is_none_of_its_business(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.general, "brief https://example.org/")
    await bot.settled()

    assert len(guild.general.history()) == 1


async def test_a_direct_message_is_answered_without_a_mention(bot: Bot, guild: Guild) -> None:
    await guild.ada.send_dm(TEXT)
    await bot.settled()

    answer = guild.ada.user.dm_channel.last_message
    assert answer
    assert answer.author.id == bot.user_id


async def test_a_thread_is_answered_in_the_thread(bot: Bot, guild: Guild) -> None:
    first = await guild.ada.send(guild.general, "A talk")
    thread = await bot.channel(guild.general).get_partial_message(first.id).create_thread(name="talk")
    (handle,) = guild.general.threads
    await guild.ada.send(handle, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    assert handle.id == thread.id
    assert handle.last_message
    assert DREDGE in handle.last_message.content


async def test_a_file_is_briefed_by_its_bytes(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.general, f"{bot.mention} brief short", attachments=[("note.bin", TEXT.encode())])
    await bot.settled()

    assert "each side pays half" in bot.said(guild.general)


async def test_brief_answers_who_asked_alone(bot: Bot, guild: Guild) -> None:
    shown = await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()

    assert shown.acknowledged
    assert shown.ephemeral
    assert shown.response
    assert DREDGE in shown.response.content
    assert not guild.general.history(viewer=guild.ben)


async def test_a_public_briefing_is_seen_by_everybody(bot: Bot, guild: Guild) -> None:
    shown = await guild.ada.slash(guild.general, "brief", what=TEXT, public=True)
    await bot.settled()

    assert not shown.ephemeral
    assert DREDGE in guild.general.history(viewer=guild.ben)[-1].content


async def test_brief_takes_a_file(bot: Bot, guild: Guild) -> None:
    shown = await guild.ada.slash(guild.general, "brief", file=("harbour.txt", TEXT.encode()), by_section=True)
    await bot.settled()

    assert shown.response
    assert "each side pays half" in shown.response.content


async def test_brief_with_nothing_opens_a_form_and_its_words_are_briefed(bot: Bot, guild: Guild) -> None:
    shown = await guild.ada.slash(guild.general, "brief")
    assert shown.modal

    engine = _options(shown.modal, "engine")[0]
    fields = {"subject": TEXT, "length": ["short"], "shape": ["whole"], "sentences": "2", "engine": [engine]}
    sent = await guild.ada.submit_modal(shown, fields)
    await bot.settled()

    assert sent.response
    assert "2 of 4 sentences" in sent.response.content


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("lookup sections", {}, "Costs"),
        ("lookup section", {"section": "1"}, "each side pays half"),
        ("lookup section", {"section": "costs", "statement": "S1"}, "each side pays half"),
        ("lookup ask", {"question": "who pays?"}, "pays half"),
        ("lookup ask", {"question": "who pays?", "everywhere": True, "passages": 1}, "pays half"),
        ("lookup find", {"words": "dredge"}, "harbour"),
        ("lookup list", {}, "S1"),
        ("lookup why", {}, "chose these"),
        ("lookup cite", {"number": 1, "statement": "S1"}, "S1"),
        ("lookup series", {"statement": "S1"}, "S1"),
        ("lookup similar", {"statement": "latest"}, "S1"),
        ("statement share", {"statement": "S1"}, "S1"),
        ("statement reread", {"statement": "S1"}, "S1"),
        ("statement follows", {"statement": "S1"}, "S1"),
        ("statement forget", {"statement": "S1"}, "S1"),
        ("help", {}, "brief"),
        ("help", {"command": "section"}, "section"),
        ("cancel", {}, "is being read"),
    ],
)
async def test_every_command_is_answered(
    bot: Bot, guild: Guild, command: str, options: dict[str, object], expected: str
) -> None:
    await guild.ada.slash(guild.general, "brief", what=TEXT)
    await bot.settled()

    shown = await guild.ada.slash(guild.general, command, **options)
    await bot.settled()

    assert shown.response
    assert shown.ephemeral
    assert expected in shown.response.content


async def test_brief_this_on_a_message_briefs_what_the_bot_could_not_read(bot: Bot, guild: Guild) -> None:
    message = await guild.ben.send(guild.general, TEXT)
    shown = await guild.ada.context_menu(guild.general, "Brief this", message)
    await bot.settled()

    assert shown.response
    assert DREDGE in shown.response.content
    assert shown.ephemeral


async def test_a_mention_in_reply_to_what_it_can_not_read_points_to_the_menu(bot: Bot, guild: Guild) -> None:
    message = await guild.ben.send(guild.general, TEXT)
    await guild.ada.send(guild.general, bot.mention, reply_to=message)
    await bot.settled()

    assert "Brief this" in bot.said(guild.general)


async def test_a_mention_in_reply_to_a_message_that_names_it_briefs_that(bot: Bot, guild: Guild) -> None:
    message = await guild.ben.send(guild.general, f"{bot.mention} what about this?\n{TEXT}")
    await bot.settled()
    await guild.ada.send(guild.general, f"{bot.mention} brief", reply_to=message)
    await bot.settled()

    assert DREDGE in bot.said(guild.general)


async def test_who_names_the_bot_s_role_is_told_to_name_the_bot(
    bot: Bot, guild: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = guild.handle.create_role("briefbot", mentionable=True)
    monkeypatch.setattr(discord.Guild, "self_role", property(lambda each: each.get_role(handle.id)))
    await guild.ada.send(guild.general, f"{handle.mention} brief {TEXT}")
    await bot.settled()

    assert "Name the bot itself" in bot.said(guild.general)


async def test_a_reply_to_an_answer_is_about_its_statement(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    first = guild.general.last_message
    assert first
    await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT.replace('harbour', 'airport')} more")
    await bot.settled()

    await guild.ben.send(guild.general, f"{bot.mention} sections", reply_to=first)
    await bot.settled()

    assert "S1" in bot.said(guild.general)
    assert "S2" not in bot.said(guild.general)


async def test_a_client_with_several_connections_answers_in_each_of_its_servers(tmp_path: Path) -> None:
    async with bot_at_work(tmp_path, shards=2) as bot:
        for name in ("1", "2", "3"):
            guild = guild_of(bot, name)
            await guild.ada.send(guild.general, f"{bot.mention} help section")
            await bot.settled()
            assert "section" in bot.said(guild.general)


async def test_nothing_that_a_source_says_pings_or_links(bot: Bot, guild: Guild) -> None:
    text = TEXT.replace("The ministers decided", "@everyone, said [the ministers](https://evil.example), decided")
    await guild.ada.send(guild.general, bot.mention, attachments=[("t.txt", text.encode())])
    await bot.settled()

    answer = guild.general.last_message
    assert answer
    assert not answer.mention_everyone
    assert "](https://evil" not in answer.content
    assert answer.flags.suppress_embeds


def _options(modal: object, name: str) -> list[str]:
    found: list[str] = []

    def walk(each: object) -> None:
        if isinstance(each, dict):
            if each.get("custom_id") == name:
                found.extend(option["value"] for option in each["options"])
            for value in each.values():
                walk(value)
        elif isinstance(each, list):
            for value in each:
                walk(value)

    walk(modal)
    return found

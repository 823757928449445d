"""Who sees what: nobody outside of a private channel finds what was dropped there, and no guild what is another's."""

from __future__ import annotations

import discord
import pytest

from bot.adapters.discord.places import is_open
from tests.bot.adapters.discord.bots import Bot, Guild, guild_of
from tests.bot.adapters.discord.test_ways_in import DREDGE, TEXT


async def asked(bot: Bot, who: object, channel: object, command: str, **options: object) -> str:
    shown = await who.slash(channel, command, **options)  # type: ignore[attr-defined]
    await bot.settled()
    return str(shown.response.content)


EVERYTHING: list[tuple[str, dict[str, object]]] = [
    ("lookup list", {}),
    ("lookup find", {"words": "dredge"}),
    ("lookup ask", {"question": "harbour", "everywhere": True}),
    ("lookup section", {"section": "1", "statement": "S1"}),
    ("lookup sections", {"statement": "S1"}),
    ("brief", {"what": "S1"}),
    ("brief", {"what": "latest"}),
    ("lookup cite", {"number": 1, "statement": "S1"}),
    ("statement share", {"statement": "S1"}),
]


@pytest.mark.parametrize(("command", "options"), EVERYTHING)
async def test_nobody_outside_of_a_private_channel_finds_what_was_dropped_there(
    bot: Bot, guild: Guild, command: str, options: dict[str, object]
) -> None:
    await guild.ada.send(guild.secret, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    assert DREDGE in bot.said(guild.secret)

    said = await asked(bot, guild.ben, guild.general, command, **options)

    assert "dredge" not in said.replace('"dredge"', "")
    assert "Costs" not in said


@pytest.mark.parametrize(("command", "options"), EVERYTHING)
async def test_no_guild_finds_what_is_another_s(
    bot: Bot, guild: Guild, command: str, options: dict[str, object]
) -> None:
    await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    other = guild_of(bot, "2")

    said = await asked(bot, other.ada, other.general, command, **options)

    assert "dredge" not in said.replace('"dredge"', "")
    assert "Costs" not in said


async def test_what_stands_in_an_open_channel_is_found_in_another(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.general, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    other = guild.handle.create_text_channel("other")

    assert DREDGE in await asked(bot, guild.ben, other, "brief", what="S1")


async def test_who_may_read_a_private_channel_finds_there_what_was_dropped_there(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.secret, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    assert DREDGE in await asked(bot, guild.ada, guild.secret, "brief", what="S1")
    assert DREDGE not in await asked(bot, guild.ada, guild.general, "brief", what="S1")


async def test_a_private_thread_of_an_open_channel_is_private(bot: Bot, guild: Guild) -> None:
    await bot.channel(guild.general).create_thread(name="aside", type=discord.ChannelType.private_thread)
    (thread,) = guild.general.threads
    await bot.channel(thread).add_user(discord.Object(guild.ada.id))
    await guild.ada.send(thread, f"{bot.mention} brief {TEXT}")
    await bot.settled()
    assert DREDGE in bot.said(thread)

    assert "S1" not in await asked(bot, guild.ada, guild.general, "lookup list")


@pytest.mark.parametrize(("may_enter", "expected"), [(True, True), (False, False)])
async def test_a_voice_channel_that_not_everybody_may_enter_is_private(
    bot: Bot, guild: Guild, monkeypatch: pytest.MonkeyPatch, may_enter: bool, expected: bool
) -> None:
    voice = bot.channel(guild.handle.create_voice_channel("talk"))
    theirs = discord.Permissions(view_channel=True, connect=may_enter)
    monkeypatch.setattr(discord.VoiceChannel, "permissions_for", lambda *_: theirs)

    assert is_open(voice) is expected


async def test_what_stands_in_a_public_thread_of_an_open_channel_is_for_all(bot: Bot, guild: Guild) -> None:
    await bot.channel(guild.general).create_thread(name="talk", type=discord.ChannelType.public_thread)
    (thread,) = guild.general.threads
    await guild.ada.send(thread, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    assert "S1" in await asked(bot, guild.ben, guild.handle.create_text_channel("other"), "lookup list")


async def test_autocomplete_offers_what_can_be_seen_and_nothing_else(bot: Bot, guild: Guild) -> None:
    await guild.ada.send(guild.secret, f"{bot.mention} brief {TEXT}")
    await bot.settled()

    there = await guild.ada.autocomplete(guild.secret, "lookup sections", "statement", "harb")
    elsewhere = await guild.ben.autocomplete(guild.general, "lookup sections", "statement", "harb")
    headings = await guild.ada.autocomplete(guild.secret, "lookup section", "section", "cost", statement="S1")
    forged = await guild.ben.autocomplete(guild.general, "lookup section", "section", "", statement="S1")

    assert [each["value"] for each in there] == ["S1"]
    assert elsewhere == []
    assert [each["value"] for each in headings] == ["1"]
    assert forged == []


async def test_direct_messages_are_a_person_s_own(bot: Bot, guild: Guild) -> None:
    await guild.ada.send_dm(f"brief {TEXT}")
    await bot.settled()

    assert "S1" not in await asked(bot, guild.ada, guild.general, "lookup list")
    await guild.ben.send_dm("list")
    await bot.settled()
    answer = guild.ben.user.dm_channel.last_message
    assert answer
    assert "No statements here yet" in answer.content


async def test_only_who_manages_the_server_changes_settings_also_by_a_mention(bot: Bot, guild: Guild) -> None:
    words = f"{bot.mention} settings changers everyone"
    await guild.ada.send(guild.general, words)
    await bot.settled()
    assert "Only an admin" in bot.said(guild.general)

    await guild.chief.send(guild.general, words)
    await bot.settled()
    assert "everyone" in bot.said(guild.general)
    assert "Only an admin" not in bot.said(guild.general)


async def test_the_settings_command_is_shown_to_who_manages_the_server_alone(bot: Bot, guild: Guild) -> None:
    assert "settings show" in guild.chief.available_commands(guild.general)
    assert "settings show" not in guild.ada.available_commands(guild.general)
    assert "brief" in guild.ada.available_commands(guild.general)


async def test_settings_are_shown_and_changed_by_commands(bot: Bot, guild: Guild) -> None:
    said = await asked(bot, guild.chief, guild.general, "settings set", setting="changers", value="everyone")
    assert "everyone" in said
    assert "changers" in await asked(bot, guild.chief, guild.general, "settings show")
    assert "admins" in await asked(bot, guild.chief, guild.general, "settings undo", setting="changers")
    offers = await guild.chief.autocomplete(guild.general, "settings set", "setting", "chan")
    assert [each["value"] for each in offers] == ["changers"]

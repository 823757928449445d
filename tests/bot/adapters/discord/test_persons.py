"""The bot installed by a person, and a server that has its commands but not the bot."""

from __future__ import annotations

from typing import Any

import pytest
import simcord.interactions

from tests.bot.adapters.discord.bots import Bot, Guild
from tests.bot.adapters.discord.test_ways_in import DREDGE, TEXT


@pytest.fixture
def owners(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Who installed the bot, as Discord tells with each interaction; empty is as the model has it."""
    said: dict[str, str] = {}
    original = simcord.interactions.base_payload

    def told(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - as the original
        record, payload = original(*given, **more)
        return record, {**payload, "authorizing_integration_owners": dict(said)}

    monkeypatch.setattr(simcord.interactions, "base_payload", told)
    return said


async def asked(bot: Bot, who: Any, channel: Any, command: str, **options: Any) -> Any:  # noqa: ANN401 - of the model
    shown = await who.slash(channel, command, **options)
    await bot.settled()
    return shown


async def test_what_a_person_reads_with_their_own_bot_is_theirs_alone(
    bot: Bot, guild: Guild, owners: dict[str, str]
) -> None:
    owners["1"] = str(guild.ada.id)
    assert DREDGE in (await asked(bot, guild.ada, guild.general, "brief", what=TEXT)).response.content
    assert "S1" in (await asked(bot, guild.ada, guild.secret, "lookup list")).response.content

    owners["1"] = str(guild.ben.id)
    assert "S1" not in (await asked(bot, guild.ben, guild.general, "lookup list")).response.content
    owners.clear()
    owners["0"] = str(guild.handle.id)
    assert "S1" not in (await asked(bot, guild.ada, guild.general, "lookup list")).response.content


async def test_a_server_s_statements_are_not_shown_to_a_person_s_own_bot(
    bot: Bot, guild: Guild, owners: dict[str, str]
) -> None:
    await asked(bot, guild.ada, guild.general, "brief", what=TEXT)
    owners["1"] = str(guild.ada.id)

    assert "S1" not in (await asked(bot, guild.ada, guild.general, "lookup list")).response.content


async def test_nobody_manages_anything_by_their_own_bot_in_a_server(
    bot: Bot, guild: Guild, owners: dict[str, str]
) -> None:
    owners["1"] = str(guild.chief.id)
    shown = await asked(bot, guild.chief, guild.general, "settings set", setting="changers", value="everyone")

    assert "Only an admin" in shown.response.content


async def test_a_person_s_own_bot_shares_through_the_command(bot: Bot, guild: Guild, owners: dict[str, str]) -> None:
    owners["1"] = str(guild.ada.id)
    first = await asked(bot, guild.ada, guild.general, "brief", what=TEXT)

    shared = await guild.ada.click(first.response, label="Share to channel")
    await bot.settled()

    (posted,) = shared.followups
    assert not posted.ephemeral
    assert DREDGE in posted.content
    assert guild.general.history(viewer=guild.ben)[-1].id == posted.id

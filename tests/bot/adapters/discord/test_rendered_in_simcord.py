"""What is rendered, in a whole Discord: simcord takes it, real discord.py hands back what was pressed and filled in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord.http import Route

from bot import samples
from bot.adapters.discord.payloads import Forum, payload_of
from bot.adapters.discord.platform import DiscordPlatform
from bot.adapters.discord.rendering import Message, Press, read_press, render
from bot.adapters.discord.views.asking import ask_modal, read_question
from bot.answering.replies import Line, Quote, Reply, Title
from bot.delivery.ports import Outgoing, RefusedError
from tests.bot.adapters.saying import ask_desk

TEXT = min(Path(samples.__file__).parent.glob("*trilateral*")).read_text()
KEY = "K" * 25
MODAL = 9
DEFERRED = 5


@dataclass(slots=True)
class World:
    """A guild with a channel and a person; what they press is kept, and answered where `answer` says how."""

    env: simcord.Env
    client: discord.Client
    platform: DiscordPlatform
    channel: Any
    person: Any
    pressed: list[Press | None] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)

    async def post(self, message: Message) -> None:
        part = Outgoing("discord:1", str(self.channel.id), payload_of(message))
        await self.platform.send(part, KEY)

    async def handle(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data or {}
        if interaction.type is discord.InteractionType.modal_submit:
            self.asked.append(read_question(data))
            await self._call(interaction, DEFERRED, {"flags": 64})
            return
        press = read_press(data)
        self.pressed.append(press)
        if press and press.action == "ask":
            await self._call(interaction, MODAL, ask_modal("S1", title="Talks"))
            return
        await self._call(interaction, DEFERRED, {"flags": 64})
        answer = payload_of(Message("Answered"), "original", ephemeral=True)
        address = f"{interaction.application_id}/{interaction.token}"
        await self.platform.send(Outgoing("discord:1", str(interaction.channel_id), answer, address=address), KEY)

    async def _call(self, interaction: discord.Interaction, kind: int, data: object) -> None:
        route = Route("POST", "/interactions/{id}/{token}/callback", id=interaction.id, token=interaction.token)
        await self.client.http.request(route, json={"type": kind, "data": data})


@asynccontextmanager
async def a_world() -> AsyncIterator[World]:
    """Run a Discord; its clock belongs to the task that runs it, so no fixture can."""
    client = discord.Client(intents=discord.Intents.default())
    async with simcord.run(client) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("statements")
        person = guild.add_member(env.create_user("alice"))
        world = World(env, client, DiscordPlatform(client), channel, person)
        client.event(_on_interaction(world))
        yield world


def _on_interaction(world: World) -> Callable[[discord.Interaction], Coroutine[Any, Any, None]]:
    async def on_interaction(interaction: discord.Interaction) -> None:
        await world.handle(interaction)

    return on_interaction


@pytest.fixture(scope="module")
def briefing() -> Reply:
    return dict(ask_desk([f"brief {TEXT}", "brief S1"]))["brief S1"]


def _rendered(reply: Reply) -> Message:
    return render(reply, said="brief S1", can_share=True)[0]


async def test_a_briefing_stands_in_the_channel_with_its_buttons(briefing: Reply) -> None:
    async with a_world() as world:
        await world.post(_rendered(briefing))
        posted = world.channel.last_message
        assert posted.content == _rendered(briefing).content
        assert posted.flags.suppress_embeds
        buttons = [each.label for row in posted.components[:1] for each in row.children]
        assert buttons == ["Longer", "By section", "Ask", "Share to channel"]


async def test_what_is_pressed_and_chosen_comes_back_as_its_command(briefing: Reply) -> None:
    async with a_world() as world:
        await world.post(_rendered(briefing))
        posted = world.channel.last_message
        result = await world.person.click(posted, label="By section")
        await world.person.select(posted, values=[":section S1 2"])
        assert world.pressed == [Press("say", "brief S1 by section"), Press("say", "section S1 2")]
        assert result.ephemeral
        assert result.response.content == "Answered"


async def test_ask_opens_a_modal_and_what_is_typed_is_the_question(briefing: Reply) -> None:
    async with a_world() as world:
        await world.post(_rendered(briefing))
        shown = await world.person.click(world.channel.last_message, label="Ask")
        await world.person.submit_modal(shown, {"question": "What of the cables?"})
        assert world.asked == ["ask S1 What of the cables?"]


async def test_nobody_is_mentioned_whatever_a_source_says() -> None:
    async with a_world() as world:
        said = f"@everyone @here <@{world.person.id}> <@!{world.person.id}>"
        (message,) = render(Reply((Title(said), Quote(said, 0, len(said)), Line(said))))
        await world.post(message)
        assert world.channel.last_message.mentions == []
        assert not world.channel.last_message.mention_everyone


async def test_everyone_is_not_pinged_even_where_the_name_is_not_escaped() -> None:
    async with a_world() as world:
        await world.post(Message("@everyone @here"))
        assert not world.channel.last_message.mention_everyone


async def test_a_missing_permission_is_named() -> None:
    async with a_world() as world:
        overwrites: dict[Any, discord.PermissionOverwrite] = {
            world.env.guild.default_role: discord.PermissionOverwrite(send_messages=False)
        }
        quiet = world.env.guild.create_text_channel("quiet", overwrites=overwrites)
        part = Outgoing("discord:1", str(quiet.id), payload_of(Message("Talks")))
        with pytest.raises(RefusedError, match='"Send Messages"'):
            await world.platform.send(part, KEY)


async def test_what_was_posted_is_found_edited_and_deleted() -> None:
    async with a_world() as world:
        await world.post(Message("Talks"))
        part = Outgoing("discord:1", str(world.channel.id), payload_of(Message("Talks")))
        posted = world.channel.last_message
        found = await world.platform.look(part, KEY, posted.created_at - timedelta(minutes=5))
        assert found is not None
        assert found.id == f"{world.channel.id}/{posted.id}"
        await world.platform.edit(Outgoing(part.workspace, part.channel, payload_of(Message("Changed"))), found.id)
        assert world.channel.last_message.content == "Changed"
        for _ in range(2):
            await world.platform.delete(part, found.id)
        assert world.channel.last_message is None


async def test_a_post_in_a_forum_is_opened_and_found() -> None:
    async with a_world() as world:
        forum = world.env.guild.create_forum_channel("digests")
        payload = payload_of(Message("Three statements"), forum=Forum("Thu 3 April"))
        part = Outgoing(f"discord:{world.env.guild.id}", str(forum.id), payload)
        opened = await world.platform.send(part, KEY)
        since = discord.utils.utcnow() - timedelta(days=3_650)
        assert await world.platform.look(part, KEY, since) == opened

"""The doctor says what is wrong and how it becomes right, and what an installation can do; it posts nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from discord.http import Route

from bot.adapters.discord.doctor import examine
from bot.adapters.discord.installing import INSTALLS, TALKING
from bot.settings import Settings
from tests.fakes.discord.rest import FakeDiscord
from tests.fakes.discord.served import ServedDiscord
from tests.fakes.web import closed_port


class Portal(FakeDiscord):
    """A Discord that tells of the application and the gateway too."""

    is_known = True
    shards = 1
    left = 990
    ways: dict[str, Any] = {"0": {}, "1": {}}  # noqa: RUF012 - set anew in tests

    def _answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:  # noqa: ANN401
        if not self.is_known:
            return 401, {"message": "401: Unauthorized", "code": 0}
        match path.strip("/").split("/"):
            case ["applications", "@me"]:
                return 200, {"id": "77", "integration_types_config": self.ways}
            case ["gateway", "bot"]:
                return 200, {"shards": self.shards, "session_start_limit": {"remaining": self.left, "total": 1000}}
            case ["applications", "77", "commands"]:
                return 200, [{"name": "brief"}]
        return super()._answer(method, path, query, body)


@pytest.fixture
async def portal(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Portal, str]]:
    fake = Portal()
    async with ServedDiscord(fake) as served:
        monkeypatch.setattr(Route, "BASE", served.base)
        yield fake, served.base


async def said(base: str, **more: Any) -> tuple[bool, str]:  # noqa: ANN401 - settings
    given = {"discord_token": "to.ke.n", "discord_api_url": base, **more}
    findings = await examine(Settings(_env_file=None, **given))  # type: ignore[call-arg]
    return all(each.is_good for each in findings), "\n".join(each.says for each in findings)


async def test_a_good_installation_is_good_and_nothing_is_posted(portal: tuple[Portal, str]) -> None:
    fake, base = portal
    is_good, says = await said(base)
    assert is_good
    assert "The token works" in says
    assert "990 of 1000" in says
    assert "client_id=77" in says
    assert "can't be installed for a person" not in says
    assert all(method == "GET" for method, *_ in fake.requests)


async def test_a_wrong_token_and_none_are_named(portal: tuple[Portal, str]) -> None:
    fake, base = portal
    fake.is_known = False
    is_good, says = await said(base)
    assert not is_good
    assert "does not know the token" in says
    assert "to.ke.n" not in says
    is_good, says = await said(base, discord_token="")
    assert not is_good
    assert "BRIEFBOT_DISCORD_TOKEN is not set" in says


async def test_what_is_to_be_fixed_is_said_with_how(portal: tuple[Portal, str]) -> None:
    fake, base = portal
    fake.shards, fake.left, fake.ways = 3, 7, {"0": {}}
    is_good, says = await said(base)
    assert not is_good
    assert "BRIEFBOT_DISCORD_SHARDS=3" in says
    assert "7 of 1000" in says
    assert "can't be installed for a person" in says
    assert "BRIEFBOT_DISCORD_SHARDS=3" not in (await said(base, discord_shards=3))[1]


async def test_where_discord_can_not_be_reached_that_is_said(portal: tuple[Portal, str]) -> None:
    is_good, says = await said(f"http://127.0.0.1:{closed_port()}/api/v10")
    assert not is_good
    assert "can't be reached" in says


def test_the_links_ask_for_these_permissions_and_no_others() -> None:
    asked = [parse_qs(urlsplit(each.link("77")).query) for each in INSTALLS]
    assert [each.get("permissions") for each in asked] == [None, ["274877975552"], None]
    assert [each["integration_type"] for each in asked] == [["0"], ["0"], ["1"]]
    wanted = discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
    )
    assert sum(TALKING) == wanted.value

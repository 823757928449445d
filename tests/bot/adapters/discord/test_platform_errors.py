"""What goes wrong with Discord: asked once, named as the outbox knows it, and said to whoever can help."""

from __future__ import annotations

import json

import discord
import pytest
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.errors import Doing, meaning, read_refusal
from bot.adapters.discord.platform import DiscordPlatform
from bot.delivery.ports import (
    DeliveryError,
    NotPostedError,
    Outgoing,
    RefusedError,
    RetryAfterError,
    Scope,
    TooLongError,
    UnknownOutcomeError,
)
from tests.bot.adapters.discord.conftest import Connected
from tests.bot.adapters.discord.parts import KEY, answer, defer, part, post
from tests.fakes.platforms import Fault

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["code", "errors", "retry_after", "content"]), inner)
    ),
)


@pytest.mark.parametrize(
    ("fault", "error", "posted"),
    [
        (Fault.ERROR_BEFORE, UnknownOutcomeError, 0),
        (Fault.ERROR_AFTER, UnknownOutcomeError, 1),
        (Fault.CUT_BEFORE, UnknownOutcomeError, 0),
        (Fault.CUT_AFTER, UnknownOutcomeError, 1),
        (Fault.RETRY_AFTER, RetryAfterError, 0),
        (Fault.REFUSED, RefusedError, 0),
    ],
)
async def test_what_goes_wrong_is_asked_once_and_named(
    connected: Connected, fault: Fault, error: type[DeliveryError], posted: int
) -> None:
    connected.fake.misbehave(fault)
    with pytest.raises(error):
        await connected.platform.send(part("Talks"), KEY)
    assert len(connected.fake.requests) == 1
    assert len(connected.fake.messages) == posted


@pytest.mark.parametrize("what", [post("Digest"), answer("More", "followup")], ids=["a post", "a follow-up"])
async def test_what_has_no_key_is_never_repeated_by_the_library(connected: Connected, what: Outgoing) -> None:
    defer(connected)
    connected.fake.misbehave(Fault.ERROR_AFTER)
    with pytest.raises(UnknownOutcomeError):
        await connected.platform.send(what, KEY)
    assert len(connected.fake.messages) == 1


@pytest.mark.parametrize(
    ("fault", "scope"), [(Fault.RETRY_AFTER, Scope.CHANNEL), (Fault.RETRY_WORKSPACE_AFTER, Scope.WORKSPACE)]
)
async def test_how_long_discord_wants_to_be_left_alone_is_told(
    connected: Connected, fault: Fault, scope: Scope
) -> None:
    connected.fake.retry_after = 12.5
    connected.fake.misbehave(fault)
    with pytest.raises(RetryAfterError) as raised:
        await connected.platform.send(part("Talks"), KEY)
    assert (raised.value.seconds, raised.value.scope) == (12.5, scope)


async def test_a_discord_that_is_not_reached_posted_nothing(
    connected: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1/api/v10")
    with pytest.raises(NotPostedError):
        await connected.platform.send(part("Talks"), KEY)


async def test_a_message_that_is_too_long_is_named_so(connected: Connected) -> None:
    with pytest.raises(TooLongError):
        await connected.platform.send(part("a" * 2_001), KEY)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, 50001, 'lacks the permission "View Channel"'),
        (403, 50013, 'lacks the permission "Send Messages"'),
        (404, 10003, "The channel is not there any more"),
        (400, 50083, "The thread is archived"),
        (400, 160005, "The thread is locked"),
        (400, 160006, "as many open threads"),
        (403, 50007, "takes no direct messages"),
        (404, 10062, "15 minutes"),
        (401, 50027, "15 minutes"),
        (400, 200000, "AutoMod"),
    ],
)
async def test_what_a_person_can_help_is_said_to_them(connected: Connected, status: int, code: int, said: str) -> None:
    connected.fake.channels["11"].refusal = (status, code)
    with pytest.raises(RefusedError) as raised:
        await connected.platform.send(part("Talks"), KEY)
    assert said in raised.value.reason
    assert not any(character.isdecimal() for character in raised.value.reason.replace("15 minutes", ""))


async def test_before_it_is_logged_in_nothing_is_posted() -> None:
    platform = DiscordPlatform(discord.Client(intents=discord.Intents(guilds=True)))
    with pytest.raises(NotPostedError):
        await platform.send(part("Talks"), KEY)


async def test_after_it_was_closed_nothing_is_posted(connected: Connected) -> None:
    await connected.client.close()
    with pytest.raises(NotPostedError):
        await connected.platform.send(part("Talks"), KEY)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, NotPostedError),
        (404, NotPostedError),
        (429, RetryAfterError),
        (413, TooLongError),
        (503, UnknownOutcomeError),
    ],
)
def test_what_stands_before_discord_refuses_nothing_for_good(status: int, error: type[DeliveryError]) -> None:
    for raw in (b"<html>error code: 1015</html>", b"", b"[1]", b"[" * 100_000):
        assert type(meaning(read_refusal(status, raw, "7"), Doing.SEND)) is error


@given(
    st.integers(400, 599),
    st.binary() | json_values.map(lambda value: json.dumps(value).encode()),
    st.none() | st.text(),
)
def test_whatever_is_answered_means_something(status: int, raw: bytes, retry_after: str | None) -> None:
    assert isinstance(meaning(read_refusal(status, raw, retry_after), Doing.SEND), DeliveryError)


async def test_a_forum_that_demands_a_tag_is_named_so(connected: Connected) -> None:
    connected.fake.channels["15"].needs_tag = True
    with pytest.raises(RefusedError, match="need a tag"):
        await connected.platform.send(post("Digest"), KEY)


async def test_a_message_that_was_deleted_meanwhile_is_not_posted_again(connected: Connected) -> None:
    sent = await connected.platform.send(part("Talks"), KEY)
    await connected.platform.delete(part("Talks"), sent.id)
    with pytest.raises(RefusedError):
        await connected.platform.send(part("Talks"), KEY)
    assert connected.fake.contents("11") == []

"""What Slack refuses, and where: what is tried in another form, who has to wait, and whose address an answer goes to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.adapters.slack.addresses import is_slacks
from bot.adapters.slack.client import API_URL, Workspace, web_client
from bot.adapters.slack.errors import meaning_at_address, meaning_of
from bot.adapters.slack.platform import SlackPlatform
from bot.adapters.slack.rendering import render
from bot.answering.replies import Reply, Table
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
from tests.fakes.slack import FakeSlack, Fault

ADDRESS = "response_url"
NOWHERE = "http://127.0.0.1:1/"
PLAIN: Mapping[str, object] = {"text": "The one."}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.add_channel("general", fake.add_user("ada"))
        yield fake


@pytest.fixture
def platform(slack: FakeSlack) -> SlackPlatform:
    return SlackPlatform(Workspace(web_client(slack.token, slack.api_url)), slack.api_url)


def with_table() -> Mapping[str, object]:
    (message,) = render(Reply((Table(("Statement", "Date"), (("S1", "3 April"), ("S2", "4 April"))),)))
    return {"text": message.text, "blocks": list(message.blocks)}


def part_to(slack: FakeSlack, payload: Mapping[str, object], way: str = "message") -> Outgoing:
    general, ada = slack.channel("general").id, slack.user("ada").id
    address = slack.state.new_response_url(general, ada, slack.team.id) if way == "response" else None
    return Outgoing(f"slack:{slack.team.id}", general, {**payload, "way": way, "user": ada}, None, address)


@pytest.mark.parametrize("way", ["message", "ephemeral", "response"])
async def test_a_table_that_is_refused_is_lines_on_each_way(
    slack: FakeSlack, platform: SlackPlatform, way: str
) -> None:
    slack.state.refused_blocks = {"table"}
    await platform.send(part_to(slack, with_table(), way), "key-1")
    (posted,) = slack.posted
    assert "table" not in {block["type"] for block in posted.blocks}
    assert "4 April" in str(posted.blocks)


async def test_a_table_that_is_refused_when_a_message_is_changed_is_lines(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    sent = await platform.send(part_to(slack, PLAIN), "key-1")
    slack.state.refused_blocks = {"table"}
    await platform.edit(part_to(slack, with_table()), sent.id)
    (standing,) = slack.messages(slack.channel("general"))
    assert "4 April" in str(standing.blocks)


async def test_blocks_that_have_no_plainer_form_are_refused_after_one_try(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    slack.misbehave("chat.postMessage", "invalid_blocks")
    with pytest.raises(RefusedError):
        await platform.send(part_to(slack, PLAIN), "key-1")
    assert len(slack.requests("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.RATE_LIMITED, RetryAfterError),
        (Fault.ERROR_BEFORE, UnknownOutcomeError),
        (Fault.ERROR_AFTER, UnknownOutcomeError),
        (Fault.CUT_AFTER, UnknownOutcomeError),
        ("msg_blocks_too_long", TooLongError),
        ("expired_url", RefusedError),
        ("used_url", RefusedError),
        ("is_archived", RefusedError),
    ],
)
async def test_each_answer_at_an_address_means_what_it_says(
    slack: FakeSlack, platform: SlackPlatform, fault: Fault | str, kind: type[DeliveryError]
) -> None:
    slack.misbehave(ADDRESS, fault)
    with pytest.raises(DeliveryError) as raised:
        await platform.send(part_to(slack, PLAIN, "response"), "key-1")
    assert type(raised.value) is kind


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, "ok", None),
        (200, "", None),
        (200, '{"ok":true}', None),
        (200, '{"ok":false,"error":"expired_url"}', "The time is over"),
        (404, '{"ok":false,"error":"used_url"}', "The time is over"),
        (404, "no_team", "The time is over"),
        (410, "channel_is_archived", "archived"),
        (404, "channel_not_found", "not there any more"),
        (400, "<html>No</html>", "400"),
    ],
)
def test_an_address_is_understood_in_whatever_form_it_answers(status: int, body: str, said: str | None) -> None:
    meant = meaning_at_address(status, body, {})
    assert (meant is None) == (said is None)
    assert meant is None or (type(meant) is RefusedError and said is not None and said in meant.reason)


@pytest.mark.parametrize(
    ("fault", "way", "scope"),
    [
        (Fault.RATE_LIMITED, "message", Scope.CHANNEL),
        (Fault.RATE_LIMITED, "ephemeral", Scope.WORKSPACE),
        ("message_limit_exceeded", "message", Scope.WORKSPACE),
        ("rate_limited", "message", Scope.CHANNEL),
    ],
)
async def test_only_who_is_meant_has_to_wait(
    slack: FakeSlack, platform: SlackPlatform, fault: Fault | str, way: str, scope: Scope
) -> None:
    slack.misbehave("chat.*", fault)
    with pytest.raises(RetryAfterError) as raised:
        await platform.send(part_to(slack, PLAIN, way), "key-1")
    assert raised.value.scope is scope


@pytest.mark.parametrize(
    ("said", "seconds"), [({"Retry-After": "7"}, 7), ({"retry-after": ["9"]}, 9), ({}, 30), ({"Retry-After": "x"}, 30)]
)
def test_a_wait_is_read_in_each_form_and_has_a_length_where_none_is_told(
    said: Mapping[str, object], seconds: float
) -> None:
    meant = meaning_of(429, {"ok": False, "error": "ratelimited"}, said)
    assert isinstance(meant, RetryAfterError)
    assert meant.seconds == seconds


async def test_no_address_is_called_a_second_time_by_a_library(slack: FakeSlack, platform: SlackPlatform) -> None:
    slack.misbehave(ADDRESS, Fault.CUT_AFTER)
    with pytest.raises(UnknownOutcomeError):
        await platform.send(part_to(slack, PLAIN, "response"), "key-1")
    assert len(slack.posted) == 1


async def test_an_address_where_nothing_answers_was_not_reached() -> None:
    platform = SlackPlatform(Workspace(web_client("xoxb-none", NOWHERE)), NOWHERE)
    part = Outgoing("slack:T1", "C1", {**PLAIN, "way": "response"}, None, f"{NOWHERE}response/x")
    with pytest.raises(NotPostedError):
        await platform.send(part, "key-1")


@pytest.mark.parametrize(
    ("address", "api_url", "expected"),
    [
        ("https://hooks.slack.com/commands/T1/1/x", API_URL, True),
        ("https://hooks.slack-gov.com/commands/T1/1/x", "https://slack-gov.com/api/", True),
        ("https://hooks.slack-gov.com/commands/T1/1/x", API_URL, False),
        ("http://127.0.0.1:8080/response/x", "http://127.0.0.1:8080/api/", True),
        ("http://127.0.0.1:8081/response/x", "http://127.0.0.1:8080/api/", False),
        ("http://hooks.slack.com/x", API_URL, False),
        ("http://slack.com/x", API_URL, False),
        ("https://notslack.com/x", API_URL, False),
        ("https://[slack.com/x", API_URL, False),
    ],
)
def test_an_address_is_known_by_its_host(address: str, api_url: str, expected: bool) -> None:
    assert is_slacks(address, api_url) is expected

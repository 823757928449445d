"""The way out to Slack: what each answer means for a part, what is looked for, and what never becomes live."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.slack.client import Workspace, web_client
from bot.adapters.slack.platform import SlackPlatform
from bot.adapters.slack.rendering import render
from bot.answering.replies import Line, Quote, Reply, Table
from bot.delivery.ports import (
    DeliveryError,
    NotPostedError,
    Offer,
    Outgoing,
    RefusedError,
    RetryAfterError,
    Sent,
    TooLongError,
    UnknownOutcomeError,
)
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack.records import POST_ONLY, Message

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
NO_TIME = timedelta(0)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        ada = fake.add_user("ada")
        fake.add_channel("general", ada)
        yield fake


async def platform_of(slack: FakeSlack) -> SlackPlatform:
    workspace = Workspace(web_client(slack.token, slack.api_url))
    await workspace.installation()
    return SlackPlatform(workspace, slack.api_url)


def payload_of(*lines: str, **more: object) -> Mapping[str, object]:
    (message,) = render(Reply(tuple(Line(line) for line in lines)))
    return {"text": message.text, "blocks": list(message.blocks), "way": "message", **more}


def part_to(slack: FakeSlack, payload: Mapping[str, object], *, parent: str | None = None) -> Outgoing:
    return Outgoing(f"slack:{slack.team.id}", slack.channel("general").id, payload, parent)


async def test_a_part_is_posted_without_previews_and_found_by_its_key(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    part = part_to(slack, payload_of("Read https://example.org/ first."))
    sent = await platform.send(part, "key-1")
    (posted,) = slack.posted
    assert sent.id == f"{posted.channel}/{posted.ts}"
    assert not posted.may_unfurl
    assert await platform.look(part, "key-1", SINCE) == sent
    assert await platform.look(part, "key-2", SINCE) is None


async def test_a_part_under_another_goes_into_its_thread_and_is_found_there(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    first = await platform.send(part_to(slack, payload_of("The first.")), "key-1")
    part = part_to(slack, payload_of("The second."), parent=first.id)
    second = await platform.send(part, "key-2")
    assert [each.text for each in slack.thread(slack.posted[0])] == ["The second."]
    assert await platform.look(part, "key-2", SINCE) == second


async def test_what_is_far_back_in_a_channel_is_found(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    sent = await platform.send(part_to(slack, payload_of("The one.")), "key-1")
    for number in range(250):
        channel = slack.channel("general").id
        other = Message(
            channel, slack.state.new_ts(), slack.user("ada").id, f"Another {number}.", "person", slack.team.id
        )
        slack.state.add_message(other)
    assert await platform.look(part_to(slack, payload_of("The one.")), "key-1", SINCE) == sent


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.RATE_LIMITED, RetryAfterError),
        (Fault.ERROR_BEFORE, UnknownOutcomeError),
        (Fault.ERROR_AFTER, UnknownOutcomeError),
        (Fault.CUT_BEFORE, UnknownOutcomeError),
        (Fault.CUT_AFTER, UnknownOutcomeError),
        (Fault.FATAL_AFTER, UnknownOutcomeError),
        (Fault.GARBLED_AFTER, UnknownOutcomeError),
        ("internal_error", UnknownOutcomeError),
        ("service_unavailable", NotPostedError),
        ("msg_blocks_too_long", TooLongError),
        ("msg_too_long", TooLongError),
        ("channel_not_found", RefusedError),
        ("is_archived", RefusedError),
        ("not_in_channel", RefusedError),
        ("token_revoked", RefusedError),
        ("restricted_action_thread_locked", RefusedError),
        ("something_new", RefusedError),
    ],
)
async def test_each_answer_means_what_it_says(slack: FakeSlack, fault: Fault | str, kind: type[DeliveryError]) -> None:
    platform = await platform_of(slack)
    slack.misbehave("chat.postMessage", fault)
    with pytest.raises(DeliveryError) as raised:
        await platform.send(part_to(slack, payload_of("zanzibarmarker")), "key-1")
    assert type(raised.value) is kind
    assert "zanzibarmarker" not in repr(raised.value)
    assert len(slack.requests("chat.postMessage")) == 1, "nothing is repeated by a library"


async def test_a_wait_is_as_long_as_slack_asks(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    slack.faults.retry_after = 37
    slack.misbehave("chat.postMessage", Fault.RATE_LIMITED)
    with pytest.raises(RetryAfterError) as raised:
        await platform.send(part_to(slack, payload_of("Later.")), "key-1")
    assert raised.value.seconds == 37


async def test_a_missing_scope_is_named(slack: FakeSlack) -> None:
    slack.state.tokens[slack.token].scopes = {"commands"}
    platform = await platform_of(slack)
    with pytest.raises(RefusedError, match='lacks the permission "chat:write'):
        await platform.send(part_to(slack, payload_of("No.")), "key-1")


async def test_slack_that_is_not_there_was_not_reached() -> None:
    workspace = Workspace(web_client("xoxb-none", "http://127.0.0.1:1/api/"))
    platform = SlackPlatform(workspace, "http://127.0.0.1:1/api/")
    with pytest.raises(NotPostedError):
        await platform.send(Outgoing("slack:T1", "C1", payload_of("No.")), "key-1")


async def test_only_who_may_read_the_history_offers_to_look(slack: FakeSlack) -> None:
    part = part_to(slack, payload_of("One."))
    assert (await platform_of(slack)).offer(part, NO_TIME) is Offer.LOOK
    async with FakeSlack(scopes=POST_ONLY) as post_only:
        platform = await platform_of(post_only)
    assert platform.offer(part, NO_TIME) is Offer.NEITHER
    for way in ("response", "ephemeral"):
        assert (await platform_of(slack)).offer(part_to(slack, payload_of("One.", way=way)), NO_TIME) is Offer.NEITHER


async def test_a_table_that_is_refused_is_posted_as_lines(slack: FakeSlack) -> None:
    slack.state.refused_blocks = {"table"}
    platform = await platform_of(slack)
    reply = Reply((Table(("Statement", "Date"), (("S1", "3 April"), ("S2", "4 April"))),))
    (message,) = render(reply)
    payload = {"text": message.text, "blocks": list(message.blocks), "way": "message"}
    await platform.send(part_to(slack, payload), "key-1")
    (posted,) = slack.posted
    assert "table" not in {block["type"] for block in posted.blocks}
    assert all(cell in str(posted.blocks) for cell in ("S1", "4 April"))


async def test_a_message_is_changed_and_removed_and_twice_is_once(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    part = part_to(slack, payload_of("The first text."))
    sent = await platform.send(part, "key-1")
    for _ in range(2):
        await platform.edit(part_to(slack, payload_of("The second text.")), sent.id)
    assert [each.text for each in slack.messages(slack.channel("general"))] == ["The second text."]
    for _ in range(2):
        await platform.delete(part, sent.id)
    assert not slack.messages(slack.channel("general"))


async def test_what_only_one_person_saw_can_not_be_changed(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    ada = slack.user("ada")
    sent = await platform.send(part_to(slack, payload_of("For one.", way="ephemeral", user=ada.id)), "key-1")
    assert [each.text for each in slack.ephemerals(ada)] == ["For one."]
    with pytest.raises(RefusedError):
        await platform.edit(part_to(slack, payload_of("Another.")), sent.id)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/actions/T1/1/x",
        "http://hooks.slack.com/actions/T1/1/x",
        "https://slack.com.example.org/actions",
        "https://hooks.slack.com@example.org/",
        "file:///etc/passwd",
        "",
    ],
)
async def test_an_answer_goes_to_nobody_but_slack(slack: FakeSlack, address: str) -> None:
    platform = await platform_of(slack)
    part = Outgoing("slack:T1", "C1", payload_of("One.", way="response"), address=address)
    with pytest.raises(RefusedError, match="The time is over"):
        await platform.send(part, "key-1")


async def test_nothing_that_is_posted_gets_into_a_log(slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    platform = await platform_of(slack)
    slack.misbehave("chat.postMessage", None, Fault.CUT_AFTER, Fault.ERROR_AFTER, "invalid_arguments")
    for number in range(4):
        try:
            await platform.send(part_to(slack, payload_of("zanzibarmarker")), f"key-{number}")
        except DeliveryError:
            continue
    assert "zanzibarmarker" not in caplog.text
    assert slack.token not in caplog.text


async def test_the_halves_of_a_message_are_short_enough(slack: FakeSlack) -> None:
    platform = await platform_of(slack)
    slack.state.most_in_blocks = 1_500
    quotation = "The ministers agreed on one thing after the other. " * 40
    (message,) = render(Reply((Quote(quotation.strip(), 0, len(quotation.strip())),)))
    payload: Mapping[str, object] = {"text": message.text, "blocks": list(message.blocks), "way": "message"}
    waiting, posted = [payload], list[Sent]()
    while waiting:
        each = waiting.pop(0)
        try:
            posted.append(await platform.send(part_to(slack, each), f"key-{len(posted)}"))
        except TooLongError:
            halves = platform.halve(each)
            assert halves is not None
            waiting[:0] = [halves.first, halves.second]
    assert len(posted) > 1

"""Looking for what may have been posted, where Slack answers little at a time and not often."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.slack.client import Workspace, web_client
from bot.adapters.slack.platform import SlackPlatform
from bot.delivery.ports import Offer, Outgoing, RefusedError, RetryAfterError, Sent, UnknownOutcomeError
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack.records import POST_ONLY, Message

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
NO_TIME = timedelta(0)
A_MINUTE_S = 61


class Moved:
    """The time of a fake Slack, which passes only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


@pytest.fixture
def time() -> Moved:
    return Moved()


@pytest.fixture
async def slack(time: Moved) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(now=time) as fake:
        fake.add_channel("general", fake.add_user("ada"))
        yield fake


def platform_in(slack: FakeSlack) -> SlackPlatform:
    return SlackPlatform(Workspace(web_client(slack.token, slack.api_url)), slack.api_url)


def part_to(slack: FakeSlack, *, parent: str | None = None, channel: str = "general") -> Outgoing:
    payload = {"text": "The one.", "way": "message"}
    return Outgoing(f"slack:{slack.team.id}", slack.channel(channel).id, payload, parent)


def people_say(slack: FakeSlack, count: int, *, thread_ts: str | None = None) -> None:
    channel, ada = slack.channel("general").id, slack.user("ada").id
    for number in range(count):
        said = Message(channel, slack.state.new_ts(), ada, f"Another {number}.", "person", slack.team.id)
        said.thread_ts = thread_ts
        slack.state.add_message(said)


async def look_as_often_as_allowed(platform: SlackPlatform, part: Outgoing, time: Moved) -> tuple[Sent | None, int]:
    waits = 0
    while waits < 20:
        try:
            return await platform.look(part, "key-1", SINCE), waits
        except RetryAfterError as error:
            time.seconds += min(error.seconds, A_MINUTE_S)
            waits += 1
    raise AssertionError("it begins with the first page each time")


@pytest.mark.parametrize("is_in_thread", [False, True])
async def test_what_is_pages_back_is_found_at_one_page_a_minute(
    slack: FakeSlack, time: Moved, is_in_thread: bool
) -> None:
    platform = platform_in(slack)
    parent = await platform.send(part_to(slack), "key-0") if is_in_thread else None
    part = part_to(slack, parent=parent.id if parent else None)
    thread = parent.id.rpartition("/")[2] if parent else None
    if is_in_thread:
        people_say(slack, 40, thread_ts=thread)
    sent = await platform.send(part, "key-1")
    people_say(slack, 40, thread_ts=thread)
    slack.act_as_distributed()
    assert await look_as_often_as_allowed(platform, part, time) == (sent, 2)


async def test_each_look_begins_with_what_is_newest(slack: FakeSlack, time: Moved) -> None:
    platform = platform_in(slack)
    people_say(slack, 40)
    slack.act_as_distributed()
    assert (await look_as_often_as_allowed(platform, part_to(slack), time))[0] is None
    sent = await platform.send(part_to(slack), "key-1")
    time.seconds += A_MINUTE_S
    assert await platform.look(part_to(slack), "key-1", SINCE) == sent


async def test_a_page_that_slack_knows_no_more_is_looked_for_from_the_beginning(slack: FakeSlack, time: Moved) -> None:
    platform = platform_in(slack)
    sent = await platform.send(part_to(slack), "key-1")
    people_say(slack, 20)
    slack.act_as_distributed()
    with pytest.raises(RetryAfterError):
        await platform.look(part_to(slack), "key-1", SINCE)
    slack.limits.rates.clear()
    slack.misbehave("conversations.history", "invalid_cursor")
    with pytest.raises(Exception, match="invalid_cursor"):
        await platform.look(part_to(slack), "key-1", SINCE)
    assert await platform.look(part_to(slack), "key-1", SINCE) == sent


async def test_an_installation_that_turns_out_to_read_nothing_back_offers_nothing() -> None:
    async with FakeSlack(scopes=POST_ONLY) as post_only:
        post_only.add_channel("general", post_only.add_user("ada"))
        platform, part = platform_in(post_only), part_to(post_only)
        assert platform.offer(part, NO_TIME) is Offer.LOOK, "nothing is known yet"
        with pytest.raises(UnknownOutcomeError):
            await platform.look(part, "key-1", SINCE)
        assert platform.offer(part, NO_TIME) is Offer.NEITHER


async def test_what_an_installation_may_do_is_learned_from_any_answer() -> None:
    async with FakeSlack(scopes=POST_ONLY) as post_only:
        post_only.add_channel("general", post_only.add_user("ada"))
        platform, part = platform_in(post_only), part_to(post_only)
        await platform.send(part, "key-1")
        assert platform.offer(part, NO_TIME) is Offer.NEITHER
        post_only.state.tokens[post_only.token].scopes |= {"channels:history"}
        await platform.send(part, "key-2")
        assert platform.offer(part, NO_TIME) is Offer.LOOK, "it was installed again meanwhile"


async def test_a_channel_of_another_kind_than_may_be_read_is_not_looked_at_again_and_again(slack: FakeSlack) -> None:
    slack.add_channel("secret", slack.user("ada"), kind="group")
    slack.state.tokens[slack.token].scopes -= {"groups:history"}
    platform, part = platform_in(slack), part_to(slack, channel="secret")
    await platform.send(part, "key-1")
    assert platform.offer(part, NO_TIME) is Offer.LOOK, "by its id it may be an open one"
    with pytest.raises(RefusedError, match="groups:history"):
        await platform.look(part, "key-1", SINCE)


async def test_what_is_marked_by_somebody_else_is_not_taken_for_ours(slack: FakeSlack) -> None:
    platform = platform_in(slack)
    people_say(slack, 1)
    (said,) = slack.messages(slack.channel("general"))
    said.metadata = {"event_type": "briefbot_part", "event_payload": {"key": "key-2"}}
    assert await platform.look(part_to(slack), "key-1", SINCE) is None


async def test_a_look_goes_on_after_an_answer_that_was_lost(slack: FakeSlack) -> None:
    platform = platform_in(slack)
    sent = await platform.send(part_to(slack), "key-1")
    people_say(slack, 250)
    slack.misbehave("conversations.history", None, None, Fault.ERROR_AFTER)
    with pytest.raises(UnknownOutcomeError):
        await platform.look(part_to(slack), "key-1", SINCE)
    before = len(slack.requests("conversations.history"))
    assert await platform.look(part_to(slack), "key-1", SINCE) == sent
    assert len(slack.requests("conversations.history")) == before + 1

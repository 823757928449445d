"""Deliveries held back, shuffled, repeated; retries; what the app hears of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import Delivered
from tests.fakes.slack.dispatch import NowhereError
from tests.fakes.slack.records import Json


@dataclass
class Listener:
    """A way that takes everything, after so many refusals of each payload."""

    refusals: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[Json, int, str]] = field(default_factory=list)

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivered:
        self.heard.append((payload, attempt, reason))
        status = 500 if attempt < self.refusals else 200
        failure = None if status == 200 else "http_error"
        return Delivered(kind, payload, status, attempt=attempt, failure=failure, headers=self.headers)


@pytest.fixture
def listener(slack: FakeSlack) -> Listener:
    listener = Listener()
    slack.dispatch.ways.append(listener)
    slack.state.subscriptions = {"message.channels"}
    return listener


def said(listener: Listener) -> list[str]:
    return [payload["event"].get("text", payload["event"].get("subtype")) for payload, _, _ in listener.heard]


async def test_what_is_held_back_comes_shuffled_and_repeated_and_so_each_time(
    slack: FakeSlack, listener: Listener
) -> None:
    slack.dispatch.hold()
    for number in range(20):
        await slack.says("ada", "general", str(number))
    assert listener.heard == []
    held = list(slack.dispatch.held)
    await slack.dispatch.release(copies=3, seed=1, at_once=1)
    first = said(listener)
    assert Counter(first) == {str(number): 3 for number in range(20)}
    assert first != sorted(first, key=int)
    listener.heard.clear()
    slack.dispatch.held = held
    await slack.dispatch.release(copies=3, seed=1, at_once=1)
    assert said(listener) == first


async def test_an_event_is_sent_again_until_it_is_taken(slack: FakeSlack, listener: Listener) -> None:
    listener.refusals = 2
    slack.dispatch.retries = 3
    await slack.says("ada", "general", "x")
    assert [each[1:] for each in listener.heard] == [(0, ""), (1, "http_error"), (2, "http_error")]
    assert len({each[0]["event_id"] for each in listener.heard}) == 1


async def test_the_app_may_ask_for_no_retry(slack: FakeSlack, listener: Listener) -> None:
    listener.refusals, listener.headers = 2, {"x-slack-no-retry": "1"}
    slack.dispatch.retries = 3
    await slack.says("ada", "general", "x")
    assert len(listener.heard) == 1


async def test_a_command_is_not_sent_again(slack: FakeSlack, listener: Listener) -> None:
    listener.refusals = 2
    slack.dispatch.retries = 3
    assert not (await slack.commands("ada", "general", "/brief")).is_acknowledged
    assert len(listener.heard) == 1


async def test_an_event_may_come_in_copies(slack: FakeSlack, listener: Listener) -> None:
    slack.dispatch.copies = 3
    await slack.says("ada", "general", "x")
    assert said(listener) == ["x", "x", "x"]


async def test_the_app_hears_its_own_messages_if_it_listens(slack: FakeSlack, listener: Listener) -> None:
    slack.echoes.are_on = True
    web = AsyncWebClient(token=slack.token, base_url=slack.api_url)
    general = slack.channel("general").id
    posted = await web.chat_postMessage(channel=general, text="mine")
    await web.chat_update(channel=general, ts=posted["ts"], text="still mine")
    await web.chat_delete(channel=general, ts=posted["ts"])
    await web.chat_postEphemeral(channel=general, user=slack.user("ada").id, text="unheard")
    await slack.echoes.settled()
    assert said(listener) == ["mine", "message_changed", "message_deleted"]
    assert listener.heard[0][0]["event"]["bot_id"] == slack.team.bot_id
    assert listener.heard[1][0]["event"]["previous_message"]["text"] == "mine"


async def test_other_bots_and_slack_itself_speak_too(slack: FakeSlack, listener: Listener) -> None:
    other = slack.add_user("other", bot=True)
    slack.channel("general").members.add(other.id)
    await slack.says(other, "general", "beep")
    await slack.notices("general", "ben")
    assert listener.heard[0][0]["event"]["bot_id"] not in {None, slack.team.bot_id}
    assert listener.heard[1][0]["event"]["subtype"] == "channel_join"
    assert slack.posted == []


async def test_a_distributed_app_reads_once_a_minute(slack: FakeSlack) -> None:
    slack.act_as_distributed()
    web = AsyncWebClient(token=slack.token, base_url=slack.api_url)
    await web.conversations_history(channel=slack.channel("general").id)
    with pytest.raises(Exception, match="ratelimited"):
        await web.conversations_history(channel=slack.channel("general").id)
    assert [each.answer and each.answer["ok"] for each in slack.requests("conversations.history")] == [True, False]


async def test_with_no_app_at_all_a_test_is_told(slack: FakeSlack) -> None:
    with pytest.raises(NowhereError):
        await slack.says("ada", "general", "x")

"""How the fake misbehaves towards the real client, and what it keeps of it."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, Fault


def client(slack: FakeSlack, timeout: int = 2) -> AsyncWebClient:
    return AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[], timeout=timeout)


CASES = [
    (Fault.RATE_LIMITED, SlackApiError, 0),
    (Fault.ERROR_BEFORE, SlackApiError, 0),
    (Fault.ERROR_AFTER, SlackApiError, 1),
    (Fault.FATAL_BEFORE, SlackApiError, 0),
    (Fault.FATAL_AFTER, SlackApiError, 1),
    (Fault.GARBLED_AFTER, SlackApiError, 1),
    (Fault.CUT_BEFORE, aiohttp.ClientError, 0),
    (Fault.CUT_AFTER, aiohttp.ClientError, 1),
    (Fault.SLOW_AFTER, asyncio.TimeoutError, 1),
    ("is_archived", SlackApiError, 0),
]


@pytest.mark.parametrize(("fault", "error", "posts"), CASES, ids=lambda each: getattr(each, "name", None))
async def test_a_fault_has_its_effect_and_its_error(
    slack: FakeSlack, fault: Fault | str, error: type[Exception], posts: int
) -> None:
    slack.misbehave("chat.postMessage", fault)
    general = slack.channel("general").id
    with pytest.raises(error):
        await client(slack, timeout=1).chat_postMessage(channel=general, text="x")
    assert len(slack.posted) == posts
    await client(slack).chat_postMessage(channel=general, text="x")
    assert len(slack.posted) == posts + 1


async def test_faults_hold_for_the_methods_they_are_meant_for(slack: FakeSlack) -> None:
    slack.misbehave("chat.*", None, "is_archived")
    general, web = slack.channel("general").id, client(slack)
    await web.auth_test()
    await web.chat_postMessage(channel=general, text="x")
    with pytest.raises(SlackApiError, match="is_archived"):
        await web.chat_postMessage(channel=general, text="y")


async def test_chance_is_the_same_for_one_seed() -> None:
    drawn = []
    for _ in range(2):
        async with FakeSlack() as slack:
            slack.misbehave_by_chance("chat.*", {Fault.ERROR_BEFORE: 0.5}, seed=3)
            drawn.append([slack.faults.draw("chat.postMessage") for _ in range(40)])
    assert drawn[0] == drawn[1]
    assert set(drawn[0]) == {None, Fault.ERROR_BEFORE}


async def test_every_request_is_kept_with_its_answer(slack: FakeSlack) -> None:
    slack.misbehave("chat.postMessage", Fault.CUT_AFTER)
    general = slack.channel("general").id
    with pytest.raises(aiohttp.ClientError):
        await client(slack).chat_postMessage(channel=general, text="x")
    (request,) = slack.state.requests
    assert (request.method, request.args["text"], request.token, request.answer) == (
        "chat.postMessage",
        "x",
        slack.token,
        None,
    )

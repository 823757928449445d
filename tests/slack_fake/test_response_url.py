"""response_url: five uses in half an hour, replacing and deleting."""

from __future__ import annotations

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack.records import Message
from tests.slack_fake.conftest import Clock


def address(slack: FakeSlack, original: Message | None = None) -> AsyncWebhookClient:
    general, ada = slack.channel("general"), slack.user("ada")
    url = slack.state.new_response_url(general.id, ada.id, slack.team.id, original, is_command=original is None)
    return AsyncWebhookClient(url, retry_handlers=[], timeout=1)


async def test_an_answer_is_for_the_asker_unless_it_is_for_the_channel(slack: FakeSlack) -> None:
    web = address(slack)
    assert (await web.send(text="mine")).body == "ok"
    await web.send(text="ours", response_type="in_channel", unfurl_links=False, unfurl_media=False)
    assert [each.text for each in slack.ephemerals("ada")] == ["mine"]
    assert [(each.text, each.may_unfurl) for each in slack.messages("general")] == [("ours", False)]


async def test_an_answer_to_a_button_replaces_its_message_and_keeps_its_readers(slack: FakeSlack) -> None:
    await address(slack).send(text="with a button")
    web = address(slack, slack.posted[0])
    await web.send(text="beside")
    await web.send(text="instead", replace_original=True, response_type="in_channel")
    assert [each.text for each in slack.ephemerals("ada")] == ["instead", "beside"]
    assert slack.messages("general") == []
    await web.send(delete_original=True)
    assert [each.text for each in slack.ephemerals("ada")] == ["beside"]
    assert [each.text for each in slack.deleted] == ["instead"]


@pytest.mark.parametrize(("can", "shown"), [(False, ["Reading", "Read"]), (True, ["Read"])])
async def test_a_command_posts_anew_unless_it_can_replace(slack: FakeSlack, can: bool, shown: list[str]) -> None:
    slack.state.commands_can_replace = can
    web = address(slack)
    await web.send(text="Reading")
    await web.send(text="Read", replace_original=True)
    assert [each.text for each in slack.ephemerals("ada")] == shown


async def test_what_a_person_said_is_not_replaced(slack: FakeSlack) -> None:
    slack.dispatch.hold()
    said = await slack.says("ben", "general", "a statement")
    await address(slack, said).send(text="Brief", replace_original=True)
    assert [each.text for each in slack.messages("general")] == ["a statement"]
    assert [each.text for each in slack.ephemerals("ada")] == ["Brief"]


async def test_an_address_ends_after_five_uses(slack: FakeSlack) -> None:
    web = address(slack)
    statuses = [(await web.send(text=str(number))).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(slack.posted) == 5


async def test_an_address_ends_after_half_an_hour(slack: FakeSlack, clock: Clock) -> None:
    web = address(slack)
    clock.seconds += 30 * 60 + 1
    answer = await web.send(text="late")
    assert (answer.status_code, '"expired_url"' in answer.body) == (404, True)


async def test_an_answer_is_checked_like_any_message(slack: FakeSlack) -> None:
    answer = await address(slack).send(text="x", blocks=[{"type": "header"}])
    assert (answer.status_code, "invalid_blocks" in answer.body) == (400, True)
    assert slack.posted == []


@pytest.mark.parametrize(("fault", "posts"), [(Fault.ERROR_BEFORE, 0), (Fault.ERROR_AFTER, 1)])
async def test_an_answer_may_fail_before_or_after_it_stands(slack: FakeSlack, fault: Fault, posts: int) -> None:
    slack.misbehave("response_url", fault)
    assert (await address(slack).send(text="x")).status_code == 500
    assert len(slack.posted) == posts

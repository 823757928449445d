"""The real AsyncApp against the fake, through both modes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import Http
from tests.fakes.slack.records import Json

SECRET = "signing-secret"  # noqa: S105 - of a fake


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


def listening_app(slack: FakeSlack) -> AsyncApp:
    web_client = AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[])
    app = AsyncApp(client=web_client, signing_secret=SECRET, process_before_response=True)

    @app.command("/brief")
    async def brief(ack: AsyncAck, command: Json, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack("Reading")
        if command["text"] == "modal":
            element = {"type": "plain_text_input", "action_id": "text"}
            label = {"type": "plain_text", "text": "Text"}
            view = {
                "type": "modal",
                "callback_id": "brief",
                "title": {"type": "plain_text", "text": "Brief"},
                "submit": {"type": "plain_text", "text": "Go"},
                "blocks": [{"type": "input", "block_id": "what", "label": label, "element": element}],
            }
            await client.views_open(trigger_id=command["trigger_id"], view=view)
        else:
            await respond(f"You said {command['text']}", replace_original=True)

    @app.event("app_mention")
    async def mentioned(event: Json, say: AsyncSay) -> None:
        button = {
            "type": "button",
            "action_id": "longer",
            "value": "v",
            "text": {"type": "plain_text", "text": "Longer"},
        }
        await say(text="Answer", blocks=[{"type": "actions", "elements": [button]}], thread_ts=event["ts"])

    @app.action("longer")
    async def longer(ack: AsyncAck, respond: AsyncRespond, action: Json) -> None:
        await ack()
        await respond(f"Longer {action['value']}")

    @app.view("brief")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        said = view["state"]["values"]["what"]["text"]["value"]
        if said == "bad":
            await ack(response_action="errors", errors={"what": "No."})
        else:
            await ack()

    return app


@asynccontextmanager
async def over_http(slack: FakeSlack) -> AsyncIterator[Http]:
    app = listening_app(slack)
    runner = web.AppRunner(app.web_app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield slack.http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", SECRET)
    await runner.cleanup()


@asynccontextmanager
async def over_socket(slack: FakeSlack, many: int = 1) -> AsyncIterator[None]:
    app = listening_app(slack)
    handlers = [AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.2) for _ in range(many)]
    for handler in handlers:
        await handler.client.connect_to_new_endpoint()
    await slack.use_socket_mode().connected(many)
    yield
    for handler in handlers:
        await handler.client.close()  # type: ignore[no-untyped-call]


@pytest.fixture(params=[over_http, over_socket])
async def connected(slack: FakeSlack, request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    async with request.param(slack):
        yield slack


async def test_a_command_is_acknowledged_and_answered(connected: FakeSlack) -> None:
    ada = connected.add_user("ada")
    general = connected.add_channel("general", ada)
    delivered = await connected.commands(ada, general, "/brief", "a & b")
    assert delivered.is_acknowledged
    assert "Reading" in [each.text for each in connected.ephemerals(ada)]
    assert "You said a & b" in [each.text for each in connected.ephemerals(ada)]


async def test_a_mention_is_answered_in_its_thread_and_its_button_works(connected: FakeSlack) -> None:
    ada = connected.add_user("ada")
    general = connected.add_channel("general", ada)
    asked = await connected.says(ada, general, "@briefbot brief https://example.org/a?b=1&c=2")
    assert asked.text == f"<@{connected.team.bot_user}> brief <https://example.org/a?b=1&amp;c=2>"
    (answer,) = connected.thread(asked)
    assert (await connected.presses(ada, answer, "longer")).is_acknowledged
    assert [each.text for each in connected.ephemerals(ada)] == ["Longer v"]


async def test_a_modal_opens_and_refuses_what_is_wrong(connected: FakeSlack) -> None:
    ada = connected.add_user("ada")
    general = connected.add_channel("general", ada)
    await connected.commands(ada, general, "/brief", "modal")
    modal = connected.modal(ada)
    assert modal
    await connected.submits(modal, {"text": "bad"})
    assert modal.errors == {"what": "No."}
    await connected.submits(modal, {"text": "good"})
    assert connected.modal(ada) is None


async def test_a_bad_signature_is_refused(slack: FakeSlack) -> None:
    async with over_http(slack) as http:
        payload = {"type": "event_callback", "event": {"type": "app_mention"}}
        assert (await http.unsigned("events_api", payload)).status == 401
        assert (await http.badly_signed("events_api", payload)).status == 401
        assert (await http.badly_signed("events_api", payload, age=301)).status == 401
        assert (await http.verify_url("abc")).body is not None

"""What the fake does with what an app answers, and who is named in what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import Delivered
from tests.fakes.slack.records import Json, View
from tests.slack_fake.making import feedback


@dataclass
class App:
    """A way that takes everything and answers the same to all."""

    body: Json | str | None = None
    heard: list[Json] = field(default_factory=list)

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivered:
        self.heard.append(payload)
        return Delivered(kind, payload, 200, self.body, attempt=attempt)


@pytest.fixture
def app(slack: FakeSlack) -> App:
    app = App()
    slack.dispatch.ways.append(app)
    return app


def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[])


def modal(title: str, **more: object) -> Json:
    block = {"type": "section", "text": {"type": "plain_text", "text": title}}
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": [block]} | more


async def opened(slack: FakeSlack, app: App, **more: object) -> View:
    await slack.commands("ada", "general", "/brief")
    await client(slack).views_open(trigger_id=app.heard[-1]["trigger_id"], view=modal("First", **more))
    view = slack.modal("ada")
    assert view
    return view


def title(view: View | None) -> str | None:
    return str(view.given["title"]["text"]) if view else None


async def test_what_acknowledges_a_command_is_shown_to_who_gave_it(slack: FakeSlack, app: App) -> None:
    app.body = "Here"
    await slack.commands("ada", "general", "/brief")
    app.body = {"text": "To all", "response_type": "in_channel"}
    await slack.commands("ada", "general", "/brief")
    assert [each.text for each in slack.ephemerals("ada")] == ["Here"]
    assert [each.text for each in slack.messages("general")] == ["To all"]
    assert [each.kind for each in slack.deliveries] == ["slash_commands"] * 2


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (None, None),
        ({"response_action": "clear"}, None),
        ({"response_action": "update", "view": modal("Second")}, "Second"),
        ({"response_action": "push", "view": modal("Second")}, "Second"),
    ],
)
async def test_an_answer_to_a_modal_is_done(slack: FakeSlack, app: App, body: Json | None, shown: str | None) -> None:
    view = await opened(slack, app)
    app.body = body
    await slack.submits(view)
    assert title(slack.modal("ada")) == shown


@pytest.mark.parametrize("wants", [True, False])
async def test_a_closed_modal_is_told_if_the_app_wants_to_know(slack: FakeSlack, app: App, wants: bool) -> None:
    view = await opened(slack, app, notify_on_close=wants)
    await slack.closes(view)
    assert (app.heard[-1].get("type") == "view_closed") is wants
    assert slack.modal("ada") is None


@pytest.mark.parametrize(("good", "value"), [(True, "up"), (False, "down")])
async def test_feedback_is_of_one_button(slack: FakeSlack, app: App, good: bool, value: str) -> None:
    blocks = [feedback()]
    for name, each in (("positive_button", "up"), ("negative_button", "down")):
        blocks[0]["elements"][0][name] = blocks[0]["elements"][0][name] | {"value": each}
    await client(slack).chat_postMessage(channel=slack.channel("general").id, text="x", blocks=blocks)
    await slack.rates("ada", slack.posted[0], "f", good=good)
    assert app.heard[-1]["actions"][0]["value"] == value


async def test_a_strangers_press_names_the_apps_team_and_a_strangers_modal_its_own(slack: FakeSlack, app: App) -> None:
    partner = slack.state.add_team("Partner")
    stranger = slack.add_user("sam", team=partner)
    shared = slack.add_channel("shared", stranger, shared_with=(partner,))
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    await client(slack).chat_postMessage(channel=shared.id, text="x", blocks=blocks)
    await slack.presses(stranger, slack.posted[0], "go")
    pressed = app.heard[-1]
    assert (pressed["team"]["id"], pressed["user"]["team_id"]) == (slack.team.id, partner.id)
    await client(slack).views_open(trigger_id=pressed["trigger_id"], view=modal("First"))
    view = slack.modal(stranger)
    assert view
    await slack.submits(view)
    sent = app.heard[-1]
    assert (sent["team"]["id"], sent["view"]["app_installed_team_id"]) == (partner.id, slack.team.id)


async def test_a_home_tab_is_published_anew(slack: FakeSlack) -> None:
    ada = slack.user("ada").id
    for text in ("one", "two"):
        blocks = [{"type": "header", "text": {"type": "plain_text", "text": text}}]
        await client(slack).views_publish(user_id=ada, view={"type": "home", "blocks": blocks})
    home = slack.home("ada")
    assert home
    assert home.given["blocks"][0]["text"]["text"] == "two"
    with pytest.raises(Exception, match="invalid_arguments"):
        await client(slack).views_publish(user_id=ada, view=modal("x"))


async def test_reading_a_channels_name_needs_its_scope(slack: FakeSlack) -> None:
    slack.state.tokens[slack.token].scopes.discard("channels:read")
    for call in (client(slack).conversations_info, client(slack).conversations_members):
        with pytest.raises(Exception, match="missing_scope"):
            await call(channel=slack.channel("general").id)
    slack.state.tokens[slack.token].scopes.discard("chat:write")
    for change in (client(slack).chat_update, client(slack).chat_delete):
        with pytest.raises(Exception, match="missing_scope"):
            await change(channel=slack.channel("general").id, ts="1.1")


async def test_an_archived_channel_ends_the_address_of_an_answer(slack: FakeSlack, app: App) -> None:
    await slack.commands("ada", "general", "/brief")
    slack.channel("general").is_archived = True
    answer = await AsyncWebhookClient(app.heard[0]["response_url"], retry_handlers=[]).send(text="x")
    assert (answer.status_code, "is_archived" in answer.body) == (410, True)

"""What people do, and in which shape the app hears of it."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.payloads import elements_of
from tests.fakes.slack.records import Json, Message


def told(slack: FakeSlack) -> list[Json]:
    """Give the payloads that were held back, oldest first."""
    return [payload for _, payload in slack.dispatch.held]


def events(slack: FakeSlack) -> list[Json]:
    return [payload["event"] for payload in told(slack)]


@pytest.fixture(autouse=True)
def hold(slack: FakeSlack) -> None:
    slack.dispatch.hold()


def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[])


async def posted(slack: FakeSlack, *elements: Json) -> Message:
    blocks = [{"type": "actions", "block_id": "b", "elements": list(elements)}]
    await client(slack).chat_postMessage(channel=slack.channel("general").id, text="x", blocks=blocks)
    return slack.posted[-1]


def button(**more: object) -> Json:
    return {"type": "button", "action_id": "go", "value": "v", "text": {"type": "plain_text", "text": "Go"}} | more


async def test_a_mention_comes_as_two_events_of_one_message(slack: FakeSlack) -> None:
    said = await slack.says("ada", "general", "@briefbot hello <you>")
    assert [(each["type"], each["ts"]) for each in events(slack)] == [("app_mention", said.ts), ("message", said.ts)]
    assert len({each["event_id"] for each in told(slack)}) == 2
    assert said.text == f"<@{slack.team.bot_user}> hello &lt;you&gt;"
    assert told(slack)[0]["authorizations"][0]["team_id"] == slack.team.id


async def test_a_direct_message_is_no_mention(slack: FakeSlack) -> None:
    await slack.says("ada", slack.user("ada"), "@briefbot hello")
    assert [(each["type"], each["channel_type"]) for each in events(slack)] == [("message", "im")]


async def test_where_the_bot_is_not_nothing_is_heard(slack: FakeSlack) -> None:
    outside = slack.add_channel("outside", "ada", bot=False)
    await slack.says("ada", outside, "@briefbot hello")
    assert told(slack) == []


async def test_what_is_not_subscribed_to_is_not_told(slack: FakeSlack) -> None:
    slack.state.subscriptions = {"app_mention"}
    await slack.says("ada", "general", "hello")
    await slack.opens_home("ada")
    assert told(slack) == []


async def test_a_reply_names_its_thread(slack: FakeSlack) -> None:
    parent = await slack.says("ada", "general", "a")
    await slack.says("ben", "general", "b", thread=parent)
    event = events(slack)[-1]
    assert (event["thread_ts"], event["parent_user_id"]) == (parent.ts, slack.user("ada").id)


async def test_an_edit_and_a_preview_are_changes_and_only_one_is_marked_edited(slack: FakeSlack) -> None:
    said = await slack.says("ada", "general", "a")
    await slack.previews(said)
    await slack.edits(said, "b")
    preview, edit = events(slack)[1:]
    assert {preview["subtype"], edit["subtype"]} == {"message_changed"}
    assert "edited" not in preview["message"]
    assert (edit["message"]["text"], edit["previous_message"]["text"]) == ("b", "a")
    assert edit["message"]["edited"]["user"] == slack.user("ada").id


async def test_a_deleted_message_is_gone_but_a_parent_leaves_a_placeholder(slack: FakeSlack) -> None:
    alone, parent = await slack.says("ada", "general", "a"), await slack.says("ada", "general", "b")
    await slack.says("ben", "general", "c", thread=parent)
    await slack.deletes(alone)
    await slack.deletes(parent)
    gone, placeholder = events(slack)[-2:]
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", alone.ts)
    assert (placeholder["subtype"], placeholder["message"]["subtype"]) == ("message_changed", "tombstone")
    assert [each.text for each in slack.messages("general")] == ["This message was deleted.", "c"]


async def test_a_file_is_read_with_the_token_and_otherwise_a_log_in_page_comes(slack: FakeSlack) -> None:
    await slack.uploads("ada", "general", "a.pdf", b"%PDF-", text="@briefbot")
    assert events(slack)[1]["subtype"] == "file_share"
    (file,) = events(slack)[0]["files"]

    async def load(token: str) -> tuple[str, bytes]:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.get(file["url_private_download"]) as answer,
        ):
            assert answer.status == 200
            return answer.content_type, await answer.read()

    assert await load(slack.token) == ("application/pdf", b"%PDF-")
    assert (await load("xoxb-other"))[0] == "text/html"
    slack.state.tokens[slack.token].scopes.discard("files:read")
    assert (await load(slack.token))[0] == "text/html"
    assert [each[1] for each in slack.downloads] == [
        f"Bearer {slack.token}",
        "Bearer xoxb-other",
        f"Bearer {slack.token}",
    ]


async def test_a_shared_file_is_told_by_its_id_alone(slack: FakeSlack) -> None:
    await slack.uploads("ada", "general", "a.txt", b"x", needs_check=True)
    (file,) = events(slack)[0]["files"]
    assert file == {"id": file["id"], "file_access": "check_file_info"}
    assert (await client(slack).files_info(file=file["id"]))["file"]["name"] == "a.txt"


async def test_a_pressed_button_carries_its_message(slack: FakeSlack) -> None:
    message = await posted(slack, button())
    await slack.presses("ben", message, "go")
    payload = told(slack)[-1]
    assert payload["type"] == "block_actions"
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == message.ts
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "b", "v")
    assert payload["response_url"].startswith(slack.url)


async def test_an_ephemeral_message_comes_without_its_words_and_others_cannot_press_it(slack: FakeSlack) -> None:
    blocks = [{"type": "actions", "elements": [button()]}]
    general, ada = slack.channel("general").id, slack.user("ada")
    await client(slack).chat_postEphemeral(channel=general, user=ada.id, text="x", blocks=blocks)
    (message,) = slack.ephemerals(ada)
    await slack.presses(ada, message, "go")
    assert "message" not in told(slack)[-1]
    assert told(slack)[-1]["container"]["is_ephemeral"]
    with pytest.raises(AssertionError, match="does not see"):
        await slack.presses("ben", message, "go")


async def test_a_button_that_is_not_there_or_hidden_cannot_be_pressed(slack: FakeSlack) -> None:
    message = await posted(slack, button(visible_to_user_ids=[slack.user("ada").id]))
    with pytest.raises(LookupError):
        await slack.presses("ada", message, "stop")
    with pytest.raises(AssertionError):
        await slack.presses("ben", message, "go")


async def test_a_chosen_option_is_in_the_action_and_in_the_state(slack: FakeSlack) -> None:
    options = [{"text": {"type": "plain_text", "text": f"Part {each}"}, "value": each} for each in "12"]
    menu = {"type": "static_select", "action_id": "section", "options": options}
    more = {"type": "overflow", "action_id": "more", "options": options}
    message = await posted(slack, menu, more)
    await slack.selects("ada", message, "section", "Part 2")
    await slack.selects("ada", message, "more", "1")
    first, second = told(slack)
    assert first["actions"][0]["selected_option"] == options[1]
    assert first["state"]["values"]["b"]["section"]["selected_option"] == options[1]
    assert second["actions"][0]["selected_option"] == options[0]
    with pytest.raises(LookupError):
        await slack.selects("ada", message, "section", "Part 3")


def modal(*blocks: Json, **more: object) -> Json:
    text = {"type": "plain_text", "text": "Brief"}
    return {"type": "modal", "callback_id": "c", "title": text, "submit": text, "blocks": list(blocks)} | more


def field(name: str, **more: object) -> Json:
    label = {"type": "plain_text", "text": name}
    element = {"type": "plain_text_input", "action_id": name}
    return {"type": "input", "block_id": f"b-{name}", "label": label, "element": element} | more


async def test_a_modal_needs_a_fresh_trigger_and_uses_it_up(slack: FakeSlack) -> None:
    await slack.commands("ada", "general", "/brief")
    trigger, web = told(slack)[-1]["trigger_id"], client(slack)
    assert (await web.views_open(trigger_id=trigger, view=modal(field("a"))))["view"]["id"]
    with pytest.raises(Exception, match="exchanged_trigger_id"):
        await web.views_open(trigger_id=trigger, view=modal(field("a")))
    await slack.commands("ada", "general", "/brief")
    slack.state.triggers[told(slack)[-1]["trigger_id"]].made_at -= 3.1
    with pytest.raises(Exception, match="expired_trigger_id"):
        await web.views_open(trigger_id=told(slack)[-1]["trigger_id"], view=modal(field("a")))


async def test_a_modal_goes_off_with_its_state_once_it_is_filled_in(slack: FakeSlack) -> None:
    await slack.commands("ada", "general", "/brief")
    view = modal(field("a"), field("b", optional=True))
    await client(slack).views_open(trigger_id=told(slack)[-1]["trigger_id"], view=view)
    opened = slack.modal("ada")
    assert opened
    with pytest.raises(AssertionError, match="without"):
        await slack.submits(opened, {"b": "x"})
    await slack.submits(opened, {"a": "words"})
    payload = told(slack)[-1]
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"] == {
        "b-a": {"a": {"type": "plain_text_input", "value": "words"}},
        "b-b": {"b": {"type": "plain_text_input", "value": None}},
    }


async def test_a_hash_guards_a_view_against_races(slack: FakeSlack) -> None:
    await slack.commands("ada", "general", "/brief")
    web = client(slack)
    opened = (await web.views_open(trigger_id=told(slack)[-1]["trigger_id"], view=modal(field("a"))))["view"]
    await web.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(field("b")))
    with pytest.raises(Exception, match="hash_conflict"):
        await web.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(field("c")))
    shown = slack.modal("ada")
    assert shown
    assert [each["action_id"] for _, each in elements_of(shown.given["blocks"])] == ["b"]


async def test_at_most_three_modals_lie_on_each_other(slack: FakeSlack) -> None:
    await slack.commands("ada", "general", "/brief")
    web, view = client(slack), modal(field("a"), {"type": "actions", "elements": [button()]})
    await web.views_open(trigger_id=told(slack)[-1]["trigger_id"], view=view)
    for _ in range(2):
        top = slack.modal("ada")
        assert top
        await slack.presses("ada", top, "go")
        await web.views_push(trigger_id=told(slack)[-1]["trigger_id"], view=view)
    top = slack.modal("ada")
    assert top
    await slack.presses("ada", top, "go")
    with pytest.raises(Exception, match="push_limit_reached"):
        await web.views_push(trigger_id=told(slack)[-1]["trigger_id"], view=view)


async def test_the_home_tab_is_one_persons(slack: FakeSlack) -> None:
    assert await slack.opens_home("ada") is None
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [button()]}]}
    await client(slack).views_publish(user_id=slack.user("ada").id, view=view)
    home = await slack.opens_home("ada")
    assert home
    assert events(slack)[-1]["view"]["id"] == home.id
    assert slack.home("ben") is None
    await slack.presses("ada", home, "go")
    assert told(slack)[-1]["container"] == {"type": "view", "view_id": home.id}
    assert "channel" not in told(slack)[-1]


async def test_a_shortcut_carries_the_message(slack: FakeSlack) -> None:
    said = await slack.says("ben", "general", "words")
    await slack.uses_shortcut("ada", said, "brief_this")
    payload = told(slack)[-1]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "brief_this")
    assert (payload["message"]["text"], payload["message_ts"]) == ("words", said.ts)


async def test_a_stranger_is_of_another_team(slack: FakeSlack) -> None:
    partner = slack.state.add_team("Partner")
    stranger = slack.add_user("sam", team=partner)
    slack.add_channel("shared", "ada", stranger, shared_with=(partner,))
    await slack.says(stranger, "shared", "hello")
    assert told(slack)[-1]["is_ext_shared_channel"]
    assert events(slack)[-1]["user_team"] == partner.id
    assert told(slack)[-1]["team_id"] == slack.team.id


async def test_what_befalls_a_channel_is_told(slack: FakeSlack) -> None:
    general = slack.channel("general")
    old = await slack.changes_channel_id(general)
    await slack.archives(general)
    await slack.removes_bot(general)
    kinds = [each["type"] for each in events(slack)]
    assert kinds == ["channel_id_changed", "channel_archive", "channel_left", "member_left_channel"]
    assert (events(slack)[0]["old_channel_id"], events(slack)[0]["new_channel_id"]) == (old, general.id)


async def test_an_uninstalled_app_has_no_account(slack: FakeSlack) -> None:
    await slack.uninstalls(slack.team)
    assert [each["type"] for each in events(slack)] == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(Exception, match="account_inactive"):
        await client(slack).auth_test()

"""The Web API of the fake, through the real slack_sdk client."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.fakes.slack import FakeSlack, Rate
from tests.fakes.slack.records import POST_ONLY, Json
from tests.slack_fake.conftest import Clock


def client(slack: FakeSlack, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or slack.token, base_url=slack.api_url, retry_handlers=[], timeout=2)


async def refused(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    with pytest.raises(SlackApiError) as error:
        await call
    assert isinstance(error.value.response, AsyncSlackResponse)
    return error.value.response


async def refusal(call: Awaitable[AsyncSlackResponse]) -> str:
    return str((await refused(call))["error"])


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


def rich(text: str) -> Json:
    inner = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [inner]}


async def test_a_message_is_posted_with_its_key(slack: FakeSlack) -> None:
    general = slack.channel("general")
    metadata = {"event_type": "briefbot_part", "event_payload": {"key": "k1"}}
    answer = await client(slack).chat_postMessage(channel=general.id, text="Hello", metadata=metadata)
    assert answer["ts"] == slack.messages(general)[0].ts
    assert [each.key for each in slack.posted] == ["k1"]


@pytest.mark.parametrize(("links", "media", "may"), [(None, None, True), (False, None, True), (False, False, False)])
async def test_a_message_may_unfurl_unless_both_flags_forbid_it(
    slack: FakeSlack, links: bool | None, media: bool | None, may: bool
) -> None:
    general = slack.channel("general").id
    await client(slack).chat_postMessage(channel=general, text="x", unfurl_links=links, unfurl_media=media)
    assert slack.posted[0].may_unfurl is may


async def test_where_the_bot_is_not_a_member_it_may_not_post(slack: FakeSlack) -> None:
    outside = slack.add_channel("outside", bot=False)
    hidden = slack.add_channel("hidden", bot=False, kind="group")
    web = client(slack)
    assert await refusal(web.chat_postMessage(channel=outside.id, text="x")) == "not_in_channel"
    assert await refusal(web.chat_postMessage(channel=hidden.id, text="x")) == "channel_not_found"
    assert await refusal(web.chat_postMessage(channel="C404", text="x")) == "channel_not_found"


async def test_an_archived_or_closed_channel_refuses(slack: FakeSlack) -> None:
    general = slack.channel("general")
    general.refusal = "restricted_action_read_only_channel"
    assert await refusal(client(slack).chat_postMessage(channel=general.id, text="x")) == general.refusal
    general.is_archived = True
    assert await refusal(client(slack).chat_postMessage(channel=general.id, text="x")) == "is_archived"


async def test_tokens_are_checked(slack: FakeSlack) -> None:
    assert await refusal(client(slack, "xoxb-unknown").auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(base_url=slack.api_url).auth_test()) == "not_authed"
    assert await refusal(client(slack, slack.app_token).chat_postMessage(channel="C", text="x")) == (
        "not_allowed_token_type"
    )
    slack.revokes(slack.team)
    assert await refusal(client(slack).auth_test()) == "token_revoked"


async def test_a_missing_scope_names_what_is_needed() -> None:
    async with FakeSlack(scopes=POST_ONLY) as slack:
        general = slack.add_channel("general")
        answer = await refused(client(slack).conversations_history(channel=general.id))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
        assert answer["provided"] == "chat:write,commands"
        assert (await client(slack).auth_test()).headers["X-OAuth-Scopes"] == "chat:write,commands"


async def test_blocks_are_checked_alone_and_together(slack: FakeSlack) -> None:
    general, web = slack.channel("general").id, client(slack)
    answer = await refused(web.chat_postMessage(channel=general, text="x", blocks=[section("x" * 3001)]))
    assert answer["error"] == "invalid_blocks"
    assert "/blocks/0/text/text" in answer["response_metadata"]["messages"][0]
    long = [section("x" * 2_700)] * 5
    assert await refusal(web.chat_postMessage(channel=general, text="x", blocks=long)) == "msg_blocks_too_long"
    slack.state.most_in_blocks = 14_000
    assert (await web.chat_postMessage(channel=general, text="x", blocks=long))["ok"]
    assert await refusal(web.chat_postMessage(channel=general)) == "no_text"


async def test_a_workspace_may_refuse_a_kind_of_block(slack: FakeSlack) -> None:
    slack.state.refused_blocks.add("divider")
    call = client(slack).chat_postMessage(channel=slack.channel("general").id, text="x", blocks=[{"type": "divider"}])
    assert await refusal(call) == "invalid_blocks"


async def test_an_update_changes_text_and_blocks_and_keeps_the_metadata(slack: FakeSlack) -> None:
    general, web = slack.channel("general").id, client(slack)
    metadata = {"event_type": "briefbot_part", "event_payload": {"key": "k1"}}
    posted = await web.chat_postMessage(channel=general, text="a", blocks=[section("a")], metadata=metadata)
    await web.chat_update(channel=general, ts=posted["ts"], text="b")
    (message,) = slack.messages("general")
    assert (message.text, message.blocks, message.key) == ("b", [], "k1")
    assert message.edited_ts
    assert await refusal(web.chat_update(channel=general, ts=posted["ts"], text="é" * 2_001)) == "msg_too_long"
    assert await refusal(web.chat_update(channel=general, ts="1.1", text="b")) == "message_not_found"


async def test_rich_text_is_not_replaced_by_other_blocks(slack: FakeSlack) -> None:
    general, web = slack.channel("general").id, client(slack)
    posted = await web.chat_postMessage(channel=general, text="a", blocks=[rich("a")])
    call = web.chat_update(channel=general, ts=posted["ts"], text="b", blocks=[section("b")])
    assert await refusal(call) == "block_mismatch"


async def test_what_a_person_said_is_not_the_bots_to_change(slack: FakeSlack) -> None:
    slack.dispatch.hold()
    said = await slack.says("ada", "general", "mine")
    web = client(slack)
    assert await refusal(web.chat_update(channel=said.channel, ts=said.ts, text="x")) == "cant_update_message"
    assert await refusal(web.chat_delete(channel=said.channel, ts=said.ts)) == "cant_delete_message"


async def test_an_ephemeral_message_is_for_one_member_and_cannot_be_changed(slack: FakeSlack) -> None:
    general, ada, web = slack.channel("general").id, slack.user("ada"), client(slack)
    posted = await web.chat_postEphemeral(channel=general, user=ada.id, text="psst")
    assert [each.text for each in slack.ephemerals(ada)] == ["psst"]
    assert slack.messages("general") == slack.ephemerals("ben") == []
    assert await refusal(web.chat_update(channel=general, ts=posted["message_ts"], text="x")) == "message_not_found"
    eve = slack.add_user("eve")
    assert await refusal(web.chat_postEphemeral(channel=general, user=eve.id, text="x")) == "user_not_in_channel"


async def test_an_ephemeral_message_shows_in_a_thread_that_has_begun(slack: FakeSlack) -> None:
    general, ada, web = slack.channel("general").id, slack.user("ada").id, client(slack)
    parent = (await web.chat_postMessage(channel=general, text="a"))["ts"]
    await web.chat_postEphemeral(channel=general, user=ada, text="unseen", thread_ts=parent)
    await web.chat_postMessage(channel=general, text="b", thread_ts=parent)
    await web.chat_postEphemeral(channel=general, user=ada, text="seen", thread_ts=parent)
    assert [each.text for each in slack.ephemerals("ada")] == ["seen"]


async def test_history_has_no_replies_and_metadata_only_if_asked_for(slack: FakeSlack) -> None:
    general, web = slack.channel("general").id, client(slack)
    metadata = {"event_type": "briefbot_part", "event_payload": {"key": "k"}}
    parent = (await web.chat_postMessage(channel=general, text="a", metadata=metadata))["ts"]
    await web.chat_postMessage(channel=general, text="b", thread_ts=parent, metadata=metadata)
    await web.chat_postMessage(channel=general, text="c")
    history = await web.conversations_history(channel=general)
    assert [each["text"] for each in history["messages"]] == ["c", "a"]
    assert history["messages"][1]["metadata"] == {"event_type": "briefbot_part"}
    whole = await web.conversations_history(channel=general, include_all_metadata=True)
    assert whole["messages"][1]["metadata"] == metadata
    thread = await web.conversations_replies(channel=general, ts=parent, include_all_metadata=True)
    assert [each["text"] for each in thread["messages"]] == ["a", "b"]
    assert await refusal(web.conversations_replies(channel=general, ts="1.1")) == "thread_not_found"


async def test_history_comes_in_pages_and_within_times(slack: FakeSlack, clock: Clock) -> None:
    general, web = slack.channel("general").id, client(slack)
    times = []
    for number in range(5):
        clock.seconds += 1
        times.append((await web.chat_postMessage(channel=general, text=str(number)))["ts"])
    slack.state.most_in_history = 2
    first = await web.conversations_history(channel=general, limit=100)
    cursor = first["response_metadata"]["next_cursor"]
    second = await web.conversations_history(channel=general, cursor=cursor)
    assert [each["text"] for page in (first, second) for each in page["messages"]] == ["4", "3", "2", "1"]
    late = await web.conversations_history(channel=general, oldest=times[3])
    assert [each["text"] for each in late["messages"]] == ["4"]


async def test_a_rate_holds_for_a_method_and_a_channel(slack: FakeSlack, clock: Clock) -> None:
    slack.limits.rates["chat.postMessage"] = Rate(1, 1.0)
    other, web = slack.add_channel("other").id, client(slack)
    general = slack.channel("general").id
    await web.chat_postMessage(channel=general, text="a")
    answer = await refused(web.chat_postMessage(channel=general, text="b"))
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    await web.chat_postMessage(channel=other, text="c")
    clock.seconds += 1
    await web.chat_postMessage(channel=general, text="d")
    assert [each.text for each in slack.posted] == ["a", "c", "d"]


async def test_a_direct_message_goes_by_the_persons_id_but_is_changed_by_the_channels(slack: FakeSlack) -> None:
    ada, web = slack.user("ada"), client(slack)
    posted = await web.chat_postMessage(channel=ada.id, text="a")
    assert str(posted["channel"]).startswith("D")
    assert await refusal(web.chat_update(channel=ada.id, ts=posted["ts"], text="b")) == "channel_not_found"
    assert (await web.chat_update(channel=posted["channel"], ts=posted["ts"], text="b"))["ok"]


async def test_channels_and_people_are_described(slack: FakeSlack) -> None:
    partner = slack.state.add_team("Partner")
    stranger = slack.add_user("sam", team=partner)
    shared = slack.add_channel("shared", "ada", stranger, shared_with=(partner,))
    web = client(slack)
    assert (await web.conversations_info(channel=shared.id))["channel"]["is_ext_shared"]
    assert set((await web.conversations_members(channel=shared.id))["members"]) == shared.members
    assert (await web.users_info(user=stranger.id))["user"]["is_stranger"]
    assert (await web.conversations_open(users=slack.user("ada").id))["channel"]["id"].startswith("D")


async def test_a_new_file_is_uploaded_in_three_steps(slack: FakeSlack) -> None:
    general = slack.channel("general").id
    await client(slack).files_upload_v2(channel=general, filename="a.txt", content="words", initial_comment="Here")
    (message,) = slack.messages("general")
    assert message.text == "Here"
    assert slack.state.files[message.files[0]].content == b"words"


async def test_a_token_is_refreshed_once(slack: FakeSlack) -> None:
    web = AsyncWebClient(base_url=slack.api_url)
    code = slack.installs(slack.team)
    first = await web.oauth_v2_access(client_id="i", client_secret="s", code=code)  # noqa: S106 - of a fake
    refresh = {"client_id": "i", "client_secret": "s", "grant_type": "refresh_token"}
    again = await web.oauth_v2_access(**refresh, refresh_token=first["refresh_token"])
    assert (await client(slack, again["access_token"]).auth_test())["team_id"] == slack.team.id
    assert await refusal(web.oauth_v2_access(**refresh, refresh_token=first["refresh_token"])) == (
        "invalid_refresh_token"
    )

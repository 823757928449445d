"""Socket Mode with slack_sdk's own client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack

Listener = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]


@asynccontextmanager
async def connected(slack: FakeSlack, *listeners: Listener) -> AsyncIterator[list[SocketModeClient]]:
    """Connect a client for each listener."""
    clients = []
    for listener in listeners:
        web = AsyncWebClient(base_url=slack.api_url)
        client = SocketModeClient(slack.app_token, web_client=web, ping_interval=0.1)
        client.socket_mode_request_listeners.append(listener)
        await client.connect_to_new_endpoint()
        clients.append(client)
    await slack.use_socket_mode().connected(len(clients))
    yield clients
    for client in clients:
        await client.close()  # type: ignore[no-untyped-call]


async def acknowledges(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
    await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))


async def test_an_envelope_is_acknowledged_with_what_the_app_answers(slack: FakeSlack) -> None:
    async def answers(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "Here"}))

    async with connected(slack, answers):
        delivered = await slack.commands("ada", "general", "/brief", "x")
    assert (delivered.status, delivered.body) == (200, {"text": "Here"})
    assert [each.text for each in slack.ephemerals("ada")] == ["Here"]


async def test_an_event_that_is_not_acknowledged_comes_again_and_says_so(slack: FakeSlack) -> None:
    attempts: list[tuple[int | None, str | None, str]] = []

    async def acknowledges_the_second(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        attempts.append((request.retry_attempt, request.retry_reason, str(request.payload["event_id"])))
        if request.retry_attempt:
            await acknowledges(client, request)

    slack.socket.timeout = 0.05
    slack.dispatch.retries = 3
    async with connected(slack, acknowledges_the_second):
        await slack.says("ada", "general", "@briefbot help")
    assert [each[:2] for each in attempts[:2]] == [(0, ""), (1, "timeout")]
    assert attempts[0][2] == attempts[1][2] != attempts[2][2]


async def test_each_envelope_goes_to_one_of_the_connections(slack: FakeSlack) -> None:
    taken: list[str] = []

    def named(name: str) -> Listener:
        async def takes(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
            taken.append(name)
            await acknowledges(client, request)

        return takes

    async with connected(slack, named("one"), named("two")):
        for _ in range(20):
            await slack.commands("ada", "general", "/brief")
    assert len(taken) == 20
    assert set(taken) == {"one", "two"}


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_a_client_that_is_told_to_go_comes_back(slack: FakeSlack, reason: str) -> None:
    async with connected(slack, acknowledges):
        await slack.socket.disconnect(reason)
        await slack.socket.connected(ever=2)
        assert (await slack.commands("ada", "general", "/brief")).is_acknowledged


async def test_a_client_that_is_cut_off_comes_back_and_its_envelope_again(slack: FakeSlack) -> None:
    seen: list[str] = []

    async def cuts_the_first(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request.envelope_id)
        if len(seen) == 1:
            await slack.socket.drop()
        else:
            await acknowledges(client, request)

    slack.state.subscriptions = {"app_mention"}
    async with connected(slack, cuts_the_first):
        await slack.says("ada", "general", "@briefbot help")
        assert slack.deliveries[0].failure == "connection_failed"
        await slack.socket.connected(ever=2)
        await slack.dispatch.send_all([("events_api", slack.deliveries[0].payload)])
    assert slack.deliveries[1].is_acknowledged


async def test_a_late_acknowledgement_is_noted_and_counts_for_nothing(slack: FakeSlack) -> None:
    kept: list[tuple[AsyncBaseSocketModeClient, SocketModeRequest]] = []

    async def keeps(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        kept.append((client, request))

    slack.socket.timeout = 0.05
    async with connected(slack, keeps):
        delivered = await slack.commands("ada", "general", "/brief")
        assert delivered.failure == "timeout"
        await acknowledges(*kept[0])
        await slack.socket.heard_late(kept[0][1].envelope_id)


async def test_only_an_app_token_with_its_scope_opens_a_connection(slack: FakeSlack) -> None:
    web = AsyncWebClient(base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await web.apps_connections_open(app_token=slack.token)
    weak = slack.state.add_token(slack.team, "app", set()).value
    with pytest.raises(SlackApiError, match="missing_scope"):
        await web.apps_connections_open(app_token=weak)


async def test_with_nobody_connected_nothing_is_taken(slack: FakeSlack) -> None:
    slack.use_socket_mode()
    assert (await slack.commands("ada", "general", "/brief")).failure == "no_connection"

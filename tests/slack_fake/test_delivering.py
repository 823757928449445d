"""Deliveries over HTTP: what the app gets, and what is noted of how it took it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.delivering import Http

SECRET = "signing-secret"  # noqa: S105 - of a fake
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def answering(slack: FakeSlack, handler: Handler) -> AsyncIterator[Http]:
    app = web.Application()
    app.router.add_post("/{rest:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield slack.http(f"http://127.0.0.1:{runner.addresses[0][1]}/", SECRET)
    await runner.cleanup()


async def test_each_kind_is_signed_and_has_its_form(slack: FakeSlack) -> None:
    heard: list[tuple[str, str]] = []

    async def hear(request: web.Request) -> web.StreamResponse:
        body = await request.text()
        assert SignatureVerifier(SECRET).is_valid_request(body, dict(request.headers))
        heard.append((request.content_type, body))
        return web.Response()

    async with answering(slack, hear):
        await slack.says("ada", "general", "@briefbot café & more")
        await slack.commands("ada", "general", "/brief", "café & more")
        await slack.uses_global_shortcut("ada", "c")
    event, _, command, shortcut = heard
    assert event[0] == "application/json"
    assert json.loads(event[1])["event"]["text"].endswith("café &amp; more")
    assert command[0] == shortcut[0] == "application/x-www-form-urlencoded"
    assert parse_qs(command[1])["text"] == ["café & more"]
    assert json.loads(parse_qs(shortcut[1])["payload"][0])["type"] == "shortcut"


async def test_what_the_app_answers_is_noted(slack: FakeSlack) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"text": request.path}, status=201)

    async with answering(slack, answer) as http:
        delivered = await http.deliver("slash_commands", {"text": "x"})
    assert (delivered.status, delivered.body, delivered.is_acknowledged) == (201, {"text": "/"}, True)
    assert delivered.seconds > 0


async def test_a_retry_says_which_and_why(slack: FakeSlack) -> None:
    heard: list[tuple[str | None, str | None]] = []

    async def refuse_twice(request: web.Request) -> web.StreamResponse:
        heard.append((request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")))
        return web.Response(status=200 if len(heard) > 2 else 503)

    slack.dispatch.retries = 3
    slack.state.subscriptions = {"app_mention"}
    async with answering(slack, refuse_twice):
        await slack.says("ada", "general", "@briefbot")
    assert heard == [(None, None), ("1", "http_error"), ("2", "http_error")]


async def test_an_app_that_is_late_gone_or_running_in_circles_has_not_acknowledged(slack: FakeSlack) -> None:
    async def turn(request: web.Request) -> web.StreamResponse:
        if request.path == "/late":
            await slack.until(lambda: False, seconds=1)
        return web.Response(status=307, headers={"Location": "/again"})

    async with answering(slack, turn) as http:
        assert (await http.deliver("events_api", {})).failure == "too_many_redirects"
        http.url, http.timeout = f"{http.url}late", 0.05
        assert (await http.deliver("events_api", {})).failure == "http_timeout"
    http.url = "http://127.0.0.1:1/"
    http.timeout = 3
    assert (await http.deliver("events_api", {})).failure == "connection_failed"


@pytest.mark.parametrize("body", [b"[" * 100_000, b"\xff\xfe", b"", b"payload=%7B"])
async def test_any_bytes_may_be_sent_signed_or_not(slack: FakeSlack, body: bytes) -> None:
    heard: list[tuple[bytes, bool]] = []

    async def hear(request: web.Request) -> web.StreamResponse:
        heard.append((await request.read(), "X-Slack-Signature" in request.headers))
        return web.Response(status=401)

    async with answering(slack, hear) as http:
        await http.raw(body)
        await http.raw(body, "text/plain", signed=False, X_Slack_Request_Timestamp="abc")
    assert heard == [(body, True), (body, False)]

"""HTTP mode: what Slack posts is capped and proven to be Slack's before anything reads it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from uvicorn import Config, Server

    from bot.delivery.clock import Clock

LARGEST = 1024 * 1024
"""Bytes of a request. Slack's own stay far below."""
_OLDEST_S = 300
_READ_WITHIN_S = 10
_MOST_FIELDS = 100
_TIMESTAMP = re.compile(rb"[0-9]{1,12}")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")
_log = logging.getLogger(__name__)


def web_app(app: AsyncApp, signing_secret: str, clock: Clock) -> Starlette:
    """Give the endpoint: `/slack/events` for all that Slack sends, `/health` for who watches."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def receive(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("too large or too slow", 413)
        if not is_signed(request.headers.raw, body, signing_secret, clock.now().timestamp()):
            return PlainTextResponse("not signed", 401)
        if not is_readable(body, request.headers.get("content-type", "")):
            return PlainTextResponse("not readable", 400)
        return await _dispatch(app, request, body.decode())

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/slack/events", receive, methods=["POST"]), Route("/health", health)])


def is_signed(headers: list[tuple[bytes, bytes]], body: bytes, secret: str, now: float) -> bool:
    """Say whether a body was signed with the secret within the last five minutes; nothing in it is read for that."""
    said = {name.lower(): value for name, value in headers}
    timestamp, signature = said.get(b"x-slack-request-timestamp", b""), said.get(b"x-slack-signature", b"")
    if not secret or not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return False
    if abs(now - int(timestamp)) > _OLDEST_S:
        return False
    ours = hmac.new(secret.encode(), b"v0:" + timestamp + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(b"v0=" + ours.encode(), signature)


def is_readable(body: bytes, content_type: str) -> bool:
    """Say whether a body is what Slack sends: a JSON object, or a form whose payload, if it has one, is one."""
    try:
        text = body.decode()
        if content_type.split(";", 1)[0].strip().lower() == "application/json" or text.startswith("{"):
            return isinstance(json.loads(text), dict)
        form = parse_qs(text, max_num_fields=_MOST_FIELDS, keep_blank_values=True)
        return isinstance(json.loads(form["payload"][0]), dict) if "payload" in form else bool(form)
    except (ValueError, RecursionError):
        return False


async def _read(request: Request) -> bytes | None:
    """Give the body, or nothing where it is too large or does not arrive."""
    from starlette.requests import ClientDisconnect

    read = bytearray()
    try:
        async with asyncio.timeout(_READ_WITHIN_S):
            async for chunk in request.stream():
                read += chunk
                if len(read) > LARGEST:
                    return None
    except (TimeoutError, ClientDisconnect):
        return None
    return bytes(read)


async def _dispatch(app: AsyncApp, request: Request, body: str) -> Response:
    from slack_bolt.request.async_request import AsyncBoltRequest
    from starlette.responses import Response

    headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
    try:
        answer = await app.async_dispatch(AsyncBoltRequest(body=body, query=request.url.query, headers=headers))
    except Exception as error:  # noqa: BLE001 - bolt takes a payload to be as documented, and raises anything where it is not
        _log.warning("a payload is not as Slack documents it (%s)", type(error).__name__)
        return Response("not readable", 400)
    return Response(answer.body or "", answer.status, dict(answer.first_headers_without_set_cookie()))


class HttpMode:
    """Serves the endpoint until it is asked to stop."""

    def __init__(self, app: AsyncApp, signing_secret: str, clock: Clock, host: str, port: int) -> None:
        from uvicorn import Config as _Config

        web = web_app(app, signing_secret, clock)
        config = _Config(
            web,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=3,
        )
        self._server = _server(config)

    async def run(self) -> None:
        """Serve until `stop`; raises `OSError` where the port can't be had."""
        try:
            await self._server.serve()
        except SystemExit as error:
            raise OSError("the port for Slack can't be opened") from error

    async def stop(self, grace: timedelta = timedelta(seconds=5)) -> None:
        """Take nothing more; what is being answered is finished."""
        self._server.should_exit = True

    @property
    def port(self) -> int | None:
        """The port that is open, once it is."""
        servers = getattr(self._server, "servers", ())
        return next((int(each.getsockname()[1]) for server in servers for each in server.sockets), None)


def _server(config: Config) -> Server:
    from uvicorn import Server as _Base

    class _Server(_Base):
        """A server that leaves the signals to the program."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    return _Server(config)

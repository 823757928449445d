"""The fake's port of loopback: Web API, response_url, files, Socket Mode, control."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.fakes.slack.errors import RateLimitedError, SlackError
from tests.fakes.slack.faults import WITH_EFFECT, Fault
from tests.fakes.slack.methods import METHODS
from tests.fakes.slack.methods.call import NO_TOKEN, Call, check_token, read_arguments
from tests.fakes.slack.methods.files import may_see
from tests.fakes.slack.records import Json, Request, Team, Token
from tests.fakes.slack.responding import STATUSES, use_response_url

if TYPE_CHECKING:
    from aiohttp import web

    from tests.fakes.slack.fake import FakeSlack

LOG_IN_PAGE = b"<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>"
Asked = tuple[str, Json, str | None]
"""A request: what for, with what arguments, by which token."""
NOBODY = Team("T0", "", "", "U0", "B0")


class Server:
    """Answers requests from what the fake knows, or misbehaves."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake
        self.is_closing = asyncio.Event()
        self.changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> int:
        """Open the port; give its number."""
        from aiohttp import web

        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{team}/{token}", self._response)
        app.router.add_get("/files-pri/{file}/{rest:.*}", self._download)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/link/", self.fake.socket.accept)
        self.fake.control.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Close the port and every connection."""
        self.is_closing.set()
        if self._runner:
            await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        given, bearer = await _read_request(request)
        asked = bearer or given.pop("token", None)
        given.pop("token", None)

        def effect() -> Json:
            return self._call(name, given, asked)

        return await self._misbehaving(request, effect, (name, given, asked), self._answered(asked))

    def _call(self, name: str, given: Json, asked: str | None) -> Json:
        state = self.fake.state
        if name not in METHODS:
            return {"ok": False, "error": "unknown_method", "req_method": name}
        try:
            token, team = Token("", "none", "", set()), NOBODY
            if name not in NO_TOKEN:
                token = check_token(state, name, asked)
                team = state.teams[token.team]
            args = read_arguments(given)
            self.fake.limits.count(name, team.id, str(args.get("channel", "")))
            return {"ok": True} | METHODS[name](Call(state, name, args, token, team))
        except SlackError as error:
            return {"ok": False, "error": error.code} | error.more

    async def _misbehaving(
        self, request: web.Request, effect: Callable[[], Json], asked: Asked, good: Callable[[Json], web.Response]
    ) -> web.StreamResponse:
        fault = self.fake.faults.draw(asked[0])
        try:
            answer = _instead(fault) or effect()
        except RateLimitedError as error:
            self._note(asked, {"ok": False, "error": "ratelimited"})
            return _rate_limited(error.seconds)
        self._note(asked, None if fault in {Fault.CUT_BEFORE, Fault.CUT_AFTER} else answer)
        async with self.changed:
            self.changed.notify_all()
        if isinstance(fault, Fault):
            return await self._spoil(fault, request, good(answer))
        return good(answer)

    def _answered(self, asked: str | None) -> Callable[[Json], web.Response]:
        """Give what makes an answer of the Web API: the scopes of the token stand in its headers."""
        from aiohttp import web

        token = self.fake.state.tokens.get(asked or "")
        headers = {"X-OAuth-Scopes": ",".join(sorted(token.scopes))} if token else {}
        return lambda answer: web.json_response(answer, headers=headers)

    def _note(self, asked: Asked, answer: Json | None) -> None:
        name, given, token = asked
        self.fake.state.requests.append(Request(name, given, token, self.fake.state.now(), answer))

    async def _spoil(self, fault: Fault, request: web.Request, answer: web.Response) -> web.StreamResponse:
        from aiohttp import web

        match fault:
            case Fault.RATE_LIMITED:
                return _rate_limited(self.fake.faults.retry_after)
            case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
                return web.Response(status=500, text="<html>Server Error</html>", content_type="text/html")
            case Fault.CUT_BEFORE | Fault.CUT_AFTER:
                if request.transport:
                    request.transport.abort()
                return web.Response()
            case Fault.GARBLED_AFTER:
                return web.Response(text='{"ok": tr', content_type="application/json")
            case Fault.FATAL_AFTER | Fault.FATAL_BEFORE:
                return web.json_response({"ok": False, "error": "fatal_error"})
            case Fault.SLOW_AFTER:
                await self._wait(self.fake.faults.slowness)
        return answer

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.is_closing.wait(), seconds)
        except TimeoutError:
            return

    async def _response(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        given = await _json_or_none(request)
        token = request.match_info["token"]

        def effect() -> Json:
            try:
                use_response_url(self.fake.state, token, given)
            except SlackError as error:
                return {"ok": False, "error": error.code} | error.more
            return {"ok": True}

        def good(answer: Json) -> web.Response:
            if answer["ok"]:
                return web.Response(text="ok")
            return web.json_response(answer, status=STATUSES.get(answer["error"], 400))

        asked = ("response_url", given if isinstance(given, dict) else {}, token)
        return await self._misbehaving(request, effect, asked, good)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        state = self.fake.state
        file = state.files.get(request.match_info["file"].rpartition("-")[2])
        self.fake.downloads.append((request.match_info["file"], request.headers.get("Authorization")))
        fault = self.fake.faults.draw("files.download")
        if isinstance(fault, Fault):
            return await self._spoil(fault, request, web.Response(body=file.content if file else b""))
        token = state.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if file is None or token is None or not may_see(state, token, file):
            return web.Response(body=LOG_IN_PAGE, content_type="text/html", charset="utf-8")
        if file.redirect_to:
            return web.Response(status=302, headers={"Location": file.redirect_to})
        return web.Response(body=file.content, content_type=file.mimetype)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        file = self.fake.state.uploads.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            for part in (await request.post()).values():
                if isinstance(part, web.FileField):
                    file.content = part.file.read()
        else:
            file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")


def _instead(fault: Fault | str | None) -> Json | None:
    """Give the answer that a fault puts in the place of the effect."""
    if isinstance(fault, str):
        return {"ok": False, "error": fault}
    if fault is not None and fault not in WITH_EFFECT:
        return {"ok": False, "error": fault.name.lower()}
    return None


def _rate_limited(seconds: float) -> web.Response:
    from aiohttp import web

    headers = {"Retry-After": f"{seconds:g}"}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


async def _read_request(request: web.Request) -> tuple[Json, str | None]:
    """Give the arguments of a call (query, form or JSON) and the bearer token."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await _json_or_none(request)
        if isinstance(body, dict):
            given |= body
    elif request.can_read_body:
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return given, token if kind == "Bearer" and token else None


async def _json_or_none(request: web.Request) -> object:
    body = await request.read()
    try:
        given: object = json.loads(body)
    except ValueError:
        return None
    return given

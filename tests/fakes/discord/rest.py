"""Discord's REST side on loopback, with what simcord leaves out: nonces, histories that hide them, 429, errors of its own.

What it keeps is the oracle: what was posted was posted, whatever anybody was told about it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.fakes.discord.standing import ABOUT, BOT, EPOCH, FORUM, USER, Channel, Json, Standing, invalid
from tests.fakes.platforms import WITH_EFFECT, Fault

PREFIX = "/api/v10"
_FAULTLESS = {"/users/@me", "/oauth2/applications/@me"}
"""Logging in goes well."""


@dataclass(slots=True)
class FakeDiscord:
    """The state of a Discord, and the answers it gives. `now` is its clock; `draw` gives the faults, in turn."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    draw: Callable[[], Fault | None] | None = None
    nonces_hold: timedelta = timedelta(minutes=3)
    longest: int = 2_000
    retry_after: float = 60.0
    slowness: float = 5.0
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Standing] = field(default_factory=list)
    originals: dict[str, Standing] = field(default_factory=dict)
    requests: list[tuple[str, str, Json]] = field(default_factory=list)
    coming: deque[Fault | None] = field(default_factory=deque)
    _awaited: tuple[int, asyncio.Event] | None = None
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def misbehave(self, *faults: Fault | None) -> None:
        """Say what goes wrong with the next requests."""
        self.coming.extend(faults)

    def tell_when(self, number: int, heard: asyncio.Event) -> None:
        """Tell when so many requests came in."""
        self._awaited = (number, heard)

    def add_channel(self, id_: str, **more: Any) -> Channel:  # noqa: ANN401 - a channel's fields
        """Make a channel."""
        made = Channel(id_, **more)
        self.channels[id_] = made
        return made

    def contents(self, channel: str) -> list[str]:
        """What stands in a channel."""
        return [each.content for each in self.messages if each.channel == channel and not each.is_deleted]

    def new_id(self) -> str:
        """Give an id that tells when it was given."""
        milliseconds = int((self.now() - EPOCH) / timedelta(milliseconds=1))
        return str((milliseconds << 22) + next(self._numbers))

    # What it does

    async def handle(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body = json.loads(raw) if raw else None
        path = request.path.removeprefix(PREFIX)
        self.requests.append((request.method, path, body))
        if self._awaited and len(self.requests) >= self._awaited[0]:
            self._awaited[1].set()
        fault = None if path in _FAULTLESS else self._next_fault()
        answer: tuple[int, Json] = (500, {"message": "internal", "code": 0})
        if fault in WITH_EFFECT:
            answer = self._answer(request.method, path, dict(request.query), body)
        return await self._reply(request, fault, answer)

    def _next_fault(self) -> Fault | None:
        if self.coming:
            return self.coming.popleft()
        return self.draw() if self.draw else None

    async def _reply(self, request: web.Request, fault: Fault | None, answer: tuple[int, Json]) -> web.StreamResponse:
        match fault:
            case Fault.RETRY_AFTER | Fault.RETRY_WORKSPACE_AFTER:
                is_global = fault is Fault.RETRY_WORKSPACE_AFTER
                limited = {"message": "limited", "retry_after": self.retry_after, "global": is_global}
                return _json(429, limited, {"Via": "1.1 google", "Retry-After": "1"})
            case Fault.ERROR_BEFORE | Fault.ERROR_AFTER:
                return _json(500, {"message": "internal", "code": 0})
            case Fault.REFUSED:
                return _json(403, {"message": "no", "code": 50013})
            case Fault.CUT_BEFORE | Fault.CUT_AFTER | Fault.UNREACHABLE:
                if request.transport:
                    request.transport.abort()
            case Fault.SLOW_AFTER:
                await asyncio.sleep(self.slowness)
        return _json(*answer)

    def _answer(  # noqa: C901, PLR0912 - the table of what it answers
        self, method: str, path: str, query: dict[str, str], body: Json
    ) -> tuple[int, Json]:
        match (method, path.strip("/").split("/")):
            case ("POST", ["channels", channel, "messages"]):
                return self._post(channel, body)
            case ("GET", ["channels", channel, "messages"]):
                return self._history(channel, query)
            case ("GET", ["channels", channel, "messages", message]):
                return self._one(channel, message)
            case ("PATCH" | "DELETE", ["channels", channel, "messages", message]):
                return self._change(method, self._find(channel, message), body)
            case ("POST", ["channels", channel, "threads"]):
                return self._open_post(channel, body)
            case ("GET", ["guilds", _, "threads", "active"]):
                return 200, {"threads": [self._thread(each) for each in self.channels.values() if each.parent]}
            case ("GET", ["channels", _, "threads", "archived", "public"]):
                return 200, {"threads": []}
            case (_, ["webhooks", _, token, *_]) if token not in self.originals:
                return 401, {"message": "Invalid Webhook Token", "code": 50027}
            case ("PATCH" | "DELETE", ["webhooks", _, token, "messages", "@original"]):
                return self._change(method, self.originals.get(token), body)
            case ("PATCH" | "DELETE", ["webhooks", _, token, "messages", message]):
                return self._change(method, self._find(f"answers to {token}", message), body)
            case ("POST", ["webhooks", _, token]):
                return self._follow_up(token, body)
            case ("GET", ["users", "@me"]):
                return 200, USER
            case ("GET", ["oauth2", "applications", "@me"]):
                return 200, ABOUT
            case ("POST", ["users", "@me", "channels"]):
                return 200, {"id": self._direct(str(body["recipient_id"])).id, "type": 1}
            case _:
                return 404, {"message": "404: Not Found", "code": 0}

    def _post(self, name: str, body: dict[str, Json]) -> tuple[int, Json]:
        channel = self.channels.get(name)
        refusal = self._refusal(channel, body)
        if refusal:
            return refusal
        nonce = body.get("nonce")
        if nonce is not None and len(str(nonce)) > 25:
            return invalid("nonce", "BASE_TYPE_MAX_LENGTH")
        if nonce is not None and body.get("enforce_nonce"):
            known = next((each for each in self.messages if each.nonce == nonce and self._is_recent(each)), None)
            if known is not None and known.is_deleted:
                return 404, {"message": "Unknown Message", "code": 10008}
            if known is not None:
                return 200, self._shown(known, with_nonce=True)
        return 200, self._shown(self._keep(name, body, nonce), with_nonce=True)

    def _refusal(self, channel: Channel | None, body: dict[str, Json]) -> tuple[int, Json] | None:
        if channel is None:
            return 404, {"message": "Unknown Channel", "code": 10003}
        if channel.refusal:
            return channel.refusal[0], {"message": "refused", "code": channel.refusal[1]}
        if channel.hides_history and "message_reference" in body:
            return 400, {"message": "no reply without history", "code": 160002}
        if channel.kind == FORUM:
            return 400, {"message": "not in this kind of channel", "code": 50008}
        return self._fault_of(body)

    def _fault_of(self, body: dict[str, Json]) -> tuple[int, Json] | None:
        content = str(body.get("content", "")).strip()
        if len(content) > self.longest:
            return invalid("content", "BASE_TYPE_MAX_LENGTH")
        return None if content else (400, {"message": "empty", "code": 50006})

    def _keep(self, channel: str, body: dict[str, Json], nonce: str | None = None) -> Standing:
        standing = Standing(self.new_id(), channel, dict(body), nonce=nonce, made_at=self.now())
        self.messages.append(standing)
        return standing

    def _is_recent(self, standing: Standing) -> bool:
        return self.now() - standing.made_at <= self.nonces_hold

    def _history(self, name: str, query: dict[str, str]) -> tuple[int, Json]:
        channel = self.channels.get(name)
        if channel is None:
            return 404, {"message": "Unknown Channel", "code": 10003}
        if channel.hides_history:
            return 403, {"message": "Missing Permissions", "code": 50013}
        after, limit = int(query.get("after", 0)), int(query.get("limit", 50))
        found = [
            each for each in self.messages if each.channel == name and not each.is_deleted and int(each.id) > after
        ]
        return 200, [self._shown(each) for each in reversed(found[:limit])]

    def _one(self, channel: str, message: str) -> tuple[int, Json]:
        found = self._find(channel, message)
        return (200, self._shown(found)) if found else (404, {"message": "Unknown Message", "code": 10008})

    def _change(self, method: str, standing: Standing | None, body: Json) -> tuple[int, Json]:
        if standing is None or standing.is_deleted:
            return 404, {"message": "Unknown Message", "code": 10008}
        if method == "DELETE":
            standing.is_deleted = True
            return 204, None
        fault = self._fault_of(body)
        if fault:
            return fault
        standing.body = {**standing.body, **body}
        return 200, self._shown(standing)

    def _open_post(self, name: str, body: dict[str, Json]) -> tuple[int, Json]:
        channel = self.channels.get(name)
        if channel is None or channel.kind != FORUM:
            return 404, {"message": "Unknown Channel", "code": 10003}
        if channel.needs_tag and not body.get("applied_tags"):
            return 400, {"message": "a tag is required", "code": 40067}
        fault = self._fault_of(body["message"])
        if fault:
            return fault
        standing = self._keep("", body["message"])
        standing.channel = standing.id
        thread = self.add_channel(standing.id, parent=name, name=body["name"])
        return 201, self._thread(thread)

    def _follow_up(self, token: str, body: dict[str, Json]) -> tuple[int, Json]:
        return self._fault_of(body) or (200, self._shown(self._keep(f"answers to {token}", body)))

    def _direct(self, person: str) -> Channel:
        name = f"dm {person}"
        return self.channels.get(name) or self.add_channel(name)

    def _find(self, channel: str, message: str) -> Standing | None:
        return next(
            (each for each in self.messages if (each.channel, each.id) == (channel, message) and not each.is_deleted),
            None,
        )

    def _thread(self, channel: Channel) -> dict[str, Json]:
        return {"id": channel.id, "name": channel.name, "parent_id": channel.parent, "owner_id": BOT, "type": 11}

    def _shown(self, standing: Standing, *, with_nonce: bool = False) -> dict[str, Json]:
        """Give a message as Discord shows it: the nonce to whom it was sent by alone, ends trimmed."""
        shown = {
            "id": standing.id,
            "channel_id": standing.channel,
            "content": standing.content.strip(),
            "author": {"id": standing.author, "bot": standing.author == BOT},
            "components": standing.body.get("components", []),
        }
        if "message_reference" in standing.body:
            shown["message_reference"] = standing.body["message_reference"]
        return shown | ({"nonce": standing.nonce} if with_nonce and standing.nonce else {})


def _json(status: int, data: Json, headers: dict[str, str] | None = None) -> web.Response:
    """Give an answer as Discord does: the library knows JSON by exactly this kind of content."""
    if data is None:
        return web.Response(status=status)
    kind = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind | (headers or {}))

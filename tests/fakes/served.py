"""Fake platforms behind a port of loopback, so that they outlive those who post."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.ports import NotPostedError, Offer, Outgoing, RetryAfterError, Sent, UnknownOutcomeError
from storage.delivery.progress import Halves
from storage.delivery.records import Payload
from tests.fakes.platforms import WITH_EFFECT, FakePlatform, Fault

Ask = dict[str, Any]
"""A request to a platform, or its answer, as JSON."""


@dataclass(slots=True)
class ServedPlatforms:
    """Platforms behind a port of loopback, a line of JSON a request; `heard` is called at each request."""

    platforms: dict[str, FakePlatform]
    heard: Callable[[], None] = lambda: None
    slowness: float = 1.0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> ServedPlatforms:
        """Open the port."""
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the port."""
        assert self._server
        self._server.close()

    @property
    def port(self) -> int:
        """The port."""
        assert self._server
        return int(self._server.sockets[0].getsockname()[1])

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await reader.readline()
            if line:
                self.heard()
                answer = await self._perform(json.loads(line))
                if answer is not None:
                    writer.write(json.dumps(answer).encode() + b"\n")
                    await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _perform(self, ask: Ask) -> Ask | None:
        platform = self.platforms[ask["platform"]]
        part = Outgoing(ask["workspace"], ask["channel"], ask["payload"], ask["parent"], ask["address"])
        platform.requests.append((ask["op"], str(part.payload["text"])))
        fault = platform.next_fault()
        answer: Ask = {}
        if fault in WITH_EFFECT:
            if ask["op"] == "look":
                found = platform.find(ask["key"])
                answer = {"id": found.id if found else None}
            else:
                answer = {"id": platform.post(part, ask["key"]).id}
        match fault:
            case None:
                return answer
            case Fault.SLOW_AFTER:
                await asyncio.sleep(self.slowness)
                return answer
            case Fault.CUT_BEFORE | Fault.CUT_AFTER:
                return None
            case Fault.RETRY_AFTER:
                return {"retry_after": platform.retry_after}
            case _:
                return {"error": fault.value}


@dataclass(slots=True)
class RemotePlatform:
    """A served platform, as its clients see it."""

    port: int
    name: str
    offers: Offer

    def offer(self, part: Outgoing, age: timedelta) -> Offer:
        """Offer what it is made to offer."""
        return self.offers

    async def send(self, part: Outgoing, key: str) -> Sent:
        """Ask for a post."""
        return Sent((await self._ask("send", part, key))["id"])

    async def look(self, part: Outgoing, key: str, since: datetime) -> Sent | None:
        """Ask for what was posted under a key."""
        id_ = (await self._ask("look", part, key))["id"]
        return Sent(id_) if id_ else None

    async def edit(self, part: Outgoing, platform_id: str) -> None:
        """Not served."""
        raise NotImplementedError

    async def delete(self, part: Outgoing, platform_id: str) -> None:
        """Not served."""
        raise NotImplementedError

    def halve(self, payload: Payload) -> Halves | None:
        """Nothing is too long."""
        return None

    async def _ask(self, op: str, part: Outgoing, key: str) -> Ask:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except ConnectionError as error:
            raise NotPostedError("unreachable") from error
        try:
            ask = {
                "op": op,
                "platform": self.name,
                "key": key,
                "workspace": part.workspace,
                "channel": part.channel,
                "payload": dict(part.payload),
                "parent": part.parent,
                "address": part.address,
            }
            writer.write(json.dumps(ask).encode() + b"\n")
            await writer.drain()
            line = await reader.readline()
        finally:
            writer.close()
        if not line:
            raise UnknownOutcomeError("cut")
        answer: Ask = json.loads(line)
        if "retry_after" in answer:
            raise RetryAfterError(answer["retry_after"])
        if "error" in answer:
            raise UnknownOutcomeError(answer["error"])
        return answer

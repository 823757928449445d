"""Socket Mode: connections, envelopes, acknowledgements."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.fakes.slack.delivering import ACKNOWLEDGE_SECONDS, EVENTS, INTERACTIVE, OPTIONS, Delivered
from tests.fakes.slack.records import Json
from tests.fakes.slack.state import State

if TYPE_CHECKING:
    from aiohttp import web

MOST_CONNECTIONS = 10


@dataclass(eq=False, slots=True)
class Connection:
    """An open connection; `is_leaving` once it was told to go: it gets no more envelopes."""

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    is_leaving: bool = False
    envelopes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sockets:
    """All connections of the app; each envelope goes to any of them, by chance."""

    state: State
    timeout: float = ACKNOWLEDGE_SECONDS
    connections: list[Connection] = field(default_factory=list)
    was_connected: int = 0
    late: list[str] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - repeatable
    _waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Hold a connection: say hello, then hear acknowledgements until it ends."""
        from aiohttp import web

        if len(self.connections) >= MOST_CONNECTIONS:
            return web.Response(status=429)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(next(self._numbers), socket, request.transport)
        await socket.send_json(self._hello())
        await self._note(connection, is_there=True)
        try:
            async for message in socket:
                if message.type == web.WSMsgType.TEXT:
                    await self._hear(message.data)
        finally:
            await self._note(connection, is_there=False)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.state.app_id},
        }

    async def _note(self, connection: Connection, *, is_there: bool) -> None:
        if is_there:
            self.connections.append(connection)
            self.was_connected += 1
        else:
            self.connections.remove(connection)
            for envelope in connection.envelopes:
                if (waiting := self._waiting.get(envelope)) and not waiting.done():
                    waiting.set_exception(ConnectionResetError())
        async with self._changed:
            self._changed.notify_all()

    async def _hear(self, text: str) -> None:
        said = json.loads(text)
        envelope = str(said.get("envelope_id"))
        waiting = self._waiting.get(envelope)
        if waiting is None or waiting.done():
            self.late.append(envelope)
            async with self._changed:
                self._changed.notify_all()
        else:
            waiting.set_result(said.get("payload"))

    async def connected(self, many: int = 1, *, ever: int = 0) -> None:
        """Wait until there are so many connections, and have been so many in all."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._free()) >= many and self.was_connected >= ever)

    async def heard_late(self, envelope: str) -> None:
        """Wait until an acknowledgement comes for which nobody waits any more."""
        async with self._changed:
            await self._changed.wait_for(lambda: envelope in self.late)

    def _free(self) -> list[Connection]:
        return [each for each in self.connections if not each.is_leaving and not each.socket.closed]

    async def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivered:
        """Send an envelope to any connection and wait for its acknowledgement."""
        free = self._free()
        if not free:
            return Delivered(kind, payload, attempt=attempt, failure="no_connection")
        connection = self.chance.choice(free)
        start = time.perf_counter()
        name = self.state.new_id("envelope-")
        envelope: Json = {
            "envelope_id": name,
            "type": INTERACTIVE if kind == OPTIONS else kind,
            "payload": payload,
            "accepts_response_payload": kind != EVENTS,
        }
        if kind == EVENTS:
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        waiting = self._waiting[name] = asyncio.get_running_loop().create_future()
        connection.envelopes.append(name)
        try:
            await connection.socket.send_json(envelope)
            body = await asyncio.wait_for(waiting, self.timeout)
        except (TimeoutError, ConnectionError) as error:
            failure = "timeout" if isinstance(error, TimeoutError) else "connection_failed"
            return Delivered(kind, payload, None, None, time.perf_counter() - start, attempt, failure)
        finally:
            del self._waiting[name]
            connection.envelopes.remove(name)
        return Delivered(kind, payload, 200, body, time.perf_counter() - start, attempt)

    async def disconnect(self, reason: str = "refresh_requested", connection: Connection | None = None) -> None:
        """Tell a connection (or all) to go: warning, refresh_requested, link_disabled. A warning is not the end yet."""
        for each in [connection] if connection else list(self.connections):
            each.is_leaving = reason != "warning"
            await each.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})

    async def drop(self, connection: Connection | None = None) -> None:
        """Cut a connection (or all) without a word."""
        for each in [connection] if connection else list(self.connections):
            each.is_leaving = True
            if each.transport:
                each.transport.abort()

    async def send_raw(self, text: str, connection: Connection | None = None) -> None:
        """Send any text to a connection (or all)."""
        for each in [connection] if connection else list(self.connections):
            await each.socket.send_str(text)

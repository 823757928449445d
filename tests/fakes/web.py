"""A web server on loopback that says exactly what a test wants, however wrong."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived: names of headers in small letters."""

    line: str
    path: str
    headers: Mapping[str, str]


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Web:
    """Answers on 127.0.0.1 (and ::1, where there is one) at one free port, by path; other paths are not found."""

    answers: dict[str, Answer] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    most_at_once: int = 0
    _now: int = 0
    _servers: list[asyncio.Server] = field(default_factory=list)
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        for address in ("127.0.0.1", "::1"):
            try:
                server = await asyncio.start_server(self._serve, address, self.port, ssl=self.tls)
            except OSError:
                if address == "127.0.0.1":
                    raise
                continue
            self._servers.append(server)
            self.port = int(server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.close()
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def address(self, path: str = "/") -> str:
        """Give the address of a path of this server."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._now -= 1
            self._running.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head.rstrip("\r\n").split("\r\n")
        pairs = (field.split(":", 1) for field in fields)
        asked = Asked(line, line.split(" ")[1], {name.lower(): value.strip() for name, value in pairs})
        self.asked.append(asked)
        path = asked.path.split("?", 1)[0]
        await self.answers.get(path, self.answers.get("*", page(b"", status="404 Not Found")))(asked, writer)
        await writer.drain()


def page(body: bytes | str = b"<p>A page.</p>", *, status: str = "200 OK", **headers: str) -> Answer:
    """Answer with a page; headers are given with "_" for "-"."""
    raw = body.encode() if isinstance(body, str) else body
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(raw)), **given}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return saying(f"HTTP/1.1 {status}\r\n{head}\r\n".encode(errors="surrogateescape"), raw)


def redirect(location: str, status: str = "302 Found") -> Answer:
    """Answer by sending on to another address."""
    return page(b"", status=status, Location=location)


def saying(*pieces: bytes) -> Answer:
    """Answer with these bytes and close."""

    async def answer(_: Asked, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return answer


def holding(*pieces: bytes) -> Answer:
    """Answer with these bytes and then say nothing more, without closing."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await saying(*pieces)(asked, writer)
        await asyncio.Event().wait()

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Answer the first request with the first, the next with the next; the last one stays."""
    left = list(answers)

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(asked, writer)

    return answer


def closed_port() -> int:
    """Give a port of loopback where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""The one module that opens connections to addresses that people give. Nothing else in the project may.

Each socket is checked where it is made, with the very address that it will be connected to: a host that is an address
never reaches a resolver, and a name may answer differently every time it is asked. What a name answers is used once:
nothing is remembered from one request to the next, neither answers nor connections nor cookies.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.ingest.fetching.unpacking import content_codings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from bot.ingest.fetching.answers import Answer
    from bot.ingest.fetching.hops import Hop

    OpenSocket = Callable[[aiohttp.AddrInfoType], socket.socket]

LOOKUPS_AT_ONCE = 32
"""Threads that look names up: a silent name server holds one for half a minute, and must not hold the rest."""
_BUFFER = 64 * 1024
"""Bytes that are taken from the network ahead of the reader."""


class Resolver(Protocol):
    """Names to addresses."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Give all addresses of a name; raise `OSError` where it has none."""

    async def close(self) -> None:
        """Let go of what looking up needs."""


class SystemResolver:
    """What the machine's own resolver says, asked in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUPS_AT_ONCE, thread_name_prefix="lookup")

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Give all addresses of a name that this machine has a way to; raise `OSError` where it has none."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _look_up, host, port)
        return [str(sockaddr[0]) for *_, sockaddr in found]

    async def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


_HOP: ContextVar[Hop] = ContextVar("hop")
"""The request that a socket is made for. No request, no socket: reading it raises where none is set."""


class ConnectionFailedError(Exception):
    """No connection: unknown, closed, filtered, silent or not public."""


class BadAnswerError(Exception):
    """A connection, and then nothing, half an answer, or one that can't be read."""


class UnprovenHostError(Exception):
    """A certificate that does not prove that the host is the one asked for."""


class Connections:
    """Requests over sockets that are checked one by one."""

    def __init__(
        self, connect_s: float, user_agent: str, resolver: Resolver, open_socket: OpenSocket, tls: ssl.SSLContext
    ) -> None:
        if tls.verify_mode is not ssl.CERT_REQUIRED or not tls.check_hostname:
            raise ValueError("certificates are always verified")
        self._resolver = resolver
        self._open_socket = open_socket
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=_CheckedResolver(resolver),
                socket_factory=self._make_socket,
                use_dns_cache=False,
                force_close=True,
                limit=0,
                ssl=tls,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent, "Accept-Encoding": ", ".join(content_codings())},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect_s),
            trust_env=False,
            auto_decompress=False,
            read_bufsize=_BUFFER,
            trace_configs=[_tracing()],
        )

    async def close(self) -> None:
        """Close what is open."""
        await self._session.close()
        await self._resolver.close()

    @asynccontextmanager
    async def asked(self, hop: Hop, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        """Ask for a page and give the head of the answer; `hop` tells from then on how it was reached.

        Raises `ConnectionFailedError`, `BadAnswerError` or `UnprovenHostError`, also for what fails inside the block.
        """
        _HOP.set(hop)
        try:
            address = URL(hop.target.address, encoded=True)
            response = await self._session.get(address, headers=headers, allow_redirects=False)
            try:
                yield response
            finally:
                response.close()
        except aiohttp.ClientConnectorCertificateError as error:
            raise UnprovenHostError from error
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            raise (BadAnswerError if hop.is_connected else ConnectionFailedError) from error

    def _make_socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """Make the socket for one address, or refuse to: the last place where a connection can be stopped."""
        family, kind, _, _, sockaddr = address
        if family not in (socket.AF_INET, socket.AF_INET6) or kind != socket.SOCK_STREAM:
            raise PermissionError("not an address of the internet")
        _HOP.get().check(str(sockaddr[0]), int(sockaddr[1]))
        return self._open_socket(address)


class _CheckedResolver(AbstractResolver):
    """A name's answers, all of them fit to be connected to, or none.

    A name that answers with public addresses and others is one that is being turned (rebinding), or one whose inner
    side is not meant for us. Taking only the public ones would let the asker learn which of the two.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give a name's addresses; raise `OSError` where there are none or one of them may not be reached."""
        addresses = await self._resolver.resolve(host, port)
        if not addresses:
            raise OSError("no address")
        for address in addresses:
            _HOP.get().check(address, port)
        return [_resolved(host, address, port) for address in dict.fromkeys(addresses)]

    async def close(self) -> None:
        """Leave the resolver to its owner."""


def plain_socket(address: aiohttp.AddrInfoType) -> socket.socket:
    """Make a socket, not yet connected."""
    family, kind, protocol, _, _ = address
    return socket.socket(family, kind, protocol)


def _tracing() -> aiohttp.TraceConfig:
    tracing = aiohttp.TraceConfig()

    async def note_connected(*_: object) -> None:
        _HOP.get().is_connected = True

    tracing.on_connection_create_end.append(note_connected)
    return tracing


def _look_up(host: str, port: int) -> Sequence[tuple[object, object, object, object, tuple[object, ...]]]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)


def _resolved(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=family,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )

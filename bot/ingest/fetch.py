"""The one way out: an address that somebody gave becomes bytes, or an error with a sentence.

Only `bot.ingest.fetching.connection`, which this drives, opens connections. Every hop is read, checked, looked up and
connected anew, from the spelling on.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.ingest.fetching.answers import (
    announced_size,
    asks_for_pause,
    is_redirect,
    modified_headers,
    page_of,
    raise_for_status,
    unchanged,
)
from bot.ingest.fetching.bodies import BodyTooLargeError, BodyTooSlowError, read_body
from bot.ingest.fetching.errors import (
    AccessDeniedError,
    BadCertificateError,
    DowngradeError,
    FetchError,
    NotAnAddressError,
    NotFoundError,
    RefusedError,
    RetryLaterError,
    ServerTroubleError,
    TooLargeError,
    TooManyRedirectsError,
    TooSlowError,
)
from bot.ingest.fetching.hops import Hop
from bot.ingest.fetching.keys import looks_secret
from bot.ingest.fetching.policy import FetchPolicy, HostPort, parse_allow
from bot.ingest.fetching.politeness import Clock, Politeness, SystemClock, read_retry_after, user_agent
from bot.ingest.fetching.results import Fetched, Status, Validators
from bot.ingest.fetching.targets import SpellingError, Target, named_host, read_address, read_redirect
from bot.ingest.fetching.unpacking import DamagedError, unpacker_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from datetime import timedelta
    from types import TracebackType

    from bot.ingest.fetching.answers import Answer
    from bot.ingest.fetching.connection import Connections, OpenSocket, Resolver

__all__ = [
    "AccessDeniedError",
    "BadCertificateError",
    "DowngradeError",
    "FetchError",
    "FetchPolicy",
    "Fetched",
    "Fetcher",
    "HostPort",
    "NotAnAddressError",
    "NotFoundError",
    "RefusedError",
    "RetryLaterError",
    "ServerTroubleError",
    "Status",
    "TooLargeError",
    "TooManyRedirectsError",
    "TooSlowError",
    "Validators",
    "parse_allow",
]

_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Pause:
    """A host asks to be asked again later, after `wait` if it says."""

    wait: timedelta | None


@dataclass(slots=True)
class _Errand:
    """One address on its way: what was asked, how far it is, and whether everybody could have got the same."""

    host: str
    deadline: float
    validators: Validators | None
    headers_for_host: Mapping[str, Mapping[str, str]]
    redirects: int
    hop: Hop | None = None
    is_public: bool = True


class Fetcher:
    """Fetches pages as a policy allows; an async context manager, to be shared by all who fetch.

    `resolver`, `open_socket` and `tls` stand in for the network where there is none; what they give is checked all the
    same. `clock` is for pauses that hosts ask for.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        resolver: Resolver | None = None,
        clock: Clock | None = None,
        open_socket: OpenSocket | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._clock = clock or SystemClock()
        self._open_socket = open_socket
        self._tls = tls
        self._politeness = Politeness(policy.per_host)
        self._turns = asyncio.Semaphore(policy.at_once)
        self._large_turns = asyncio.Semaphore(policy.large_at_once)
        self._connections: Connections | None = None

    async def __aenter__(self) -> Self:
        import ssl

        from bot.ingest.fetching.connection import Connections, SystemResolver, plain_socket

        self._connections = Connections(
            self._policy.connect_s,
            user_agent(self._policy.contact),
            self._resolver or SystemResolver(),
            self._open_socket or plain_socket,
            self._tls or ssl.create_default_context(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connections is not None:
            await self._connections.close()
            self._connections = None

    async def get(
        self,
        address: str,
        *,
        validators: Validators | None = None,
        headers_for_host: Mapping[str, Mapping[str, str]] | None = None,
        redirects: int | None = None,
    ) -> Fetched:
        """Fetch a page; raise a `FetchError` where it can't be had.

        With the `validators` of an earlier answer, the same page answers NOT_MODIFIED. `headers_for_host` gives headers
        of our own for hosts by their normal name: they go to that host alone, over https (or to an allowed host), and
        what comes back is not public. `redirects` are the most that are followed, where not those of the policy.
        """
        host = named_host(address)
        deadline = asyncio.get_running_loop().time() + self._policy.total_s
        most = self._policy.redirects if redirects is None else redirects
        errand = _Errand(host, deadline, validators, headers_for_host or {}, most)
        try:
            async with asyncio.timeout_at(deadline):
                return await self._follow(errand, read_address(address))
        except SpellingError as error:
            raise (RefusedError(host) if error.reason == "host" else NotAnAddressError(host, error.reason)) from error
        except (TimeoutError, BodyTooSlowError) as error:
            is_silent = errand.hop is not None and not errand.hop.is_connected
            raise (RefusedError(host) if is_silent else TooSlowError(host)) from error
        except BodyTooLargeError as error:
            raise TooLargeError(host, self._policy.largest) from error

    async def _follow(self, errand: _Errand, target: Target) -> Fetched:
        for _ in range(errand.redirects + 1):
            answer = await self._visit(errand, target)
            if isinstance(answer, Fetched):
                return answer
            if target.scheme == "https" and answer.scheme != "https":
                raise DowngradeError(errand.host)
            target = answer
        raise TooManyRedirectsError(errand.host)

    async def _visit(self, errand: _Errand, target: Target) -> Fetched | Target:
        """Ask one address, once more where its host asks for a pause that there is time for."""
        if not self._policy.may_ask(target.host, target.port):
            raise RefusedError(errand.host)
        origin = f"{target.host}:{target.port}"
        self._heed_pause(errand, origin)
        answer = await self._ask(errand, target)
        if isinstance(answer, _Pause) and answer.wait is not None and self._has_time(errand, answer.wait):
            await self._clock.sleep(answer.wait)
            answer = await self._ask(errand, target)
        if isinstance(answer, _Pause):
            now = self._clock.now()
            if answer.wait is None:
                raise RetryLaterError(errand.host)
            self._politeness.note_pause(origin, now + answer.wait, now)
            raise RetryLaterError(errand.host, now + answer.wait, answer.wait)
        return answer

    def _heed_pause(self, errand: _Errand, origin: str) -> None:
        now = self._clock.now()
        wait = self._politeness.pause_of(origin, now)
        if wait is not None:
            raise RetryLaterError(errand.host, now + wait, wait)

    @staticmethod
    def _has_time(errand: _Errand, wait: timedelta) -> bool:
        return asyncio.get_running_loop().time() + wait.total_seconds() < errand.deadline

    async def _ask(self, errand: _Errand, target: Target) -> Fetched | Target | _Pause:
        from bot.ingest.fetching.connection import BadAnswerError, ConnectionFailedError, UnprovenHostError

        if self._connections is None:
            raise RuntimeError("a Fetcher fetches inside `async with`")
        own = self._own_headers(errand, target)
        headers = {"Accept": _ACCEPT, **modified_headers(errand.validators, target), **own}
        hop = Hop(target, self._policy)
        try:
            async with self._politeness.turn(target.host), self._turns:
                errand.hop = hop
                async with self._connections.asked(hop, headers) as answer:
                    errand.is_public &= not (own or hop.needed_setting or looks_secret(target))
                    return await self._read(errand, target, answer)
        except ConnectionFailedError as error:
            raise RefusedError(errand.host) from error
        except (BadAnswerError, DamagedError) as error:
            raise ServerTroubleError(errand.host) from error
        except UnprovenHostError as error:
            raise BadCertificateError(errand.host) from error

    def _own_headers(self, errand: _Errand, target: Target) -> Mapping[str, str]:
        is_safe = target.scheme == "https" or self._policy.is_allowed(target.host, target.port)
        return errand.headers_for_host.get(target.host, {}) if is_safe else {}

    async def _read(self, errand: _Errand, target: Target, answer: Answer) -> Fetched | Target | _Pause:
        status, headers = answer.status, answer.headers
        if asks_for_pause(status, headers):
            return _Pause(read_retry_after(headers.get("Retry-After"), self._clock.now()))
        if is_redirect(status):
            return self._next_target(errand, target, headers.get("Location", ""))
        validators = errand.validators if modified_headers(errand.validators, target) else None
        raise_for_status(status, errand.host, is_conditional=validators is not None)
        if status == 304 and validators is not None:
            return unchanged(target, validators, headers, is_public=errand.is_public)
        unpacker = unpacker_of(headers.get("Content-Encoding", ""))
        if unpacker is None:
            raise ServerTroubleError(errand.host)
        if announced_size(headers) > self._policy.largest:
            raise TooLargeError(errand.host, self._policy.largest)
        raw = await read_body(answer.content, unpacker, self._policy, self._large_turns)
        return page_of(target, headers, raw, is_public=errand.is_public)

    @staticmethod
    def _next_target(errand: _Errand, target: Target, location: str) -> Target:
        if not location.strip():
            raise ServerTroubleError(errand.host)
        try:
            return read_redirect(target, location)
        except SpellingError as error:
            raise RefusedError(errand.host) from error

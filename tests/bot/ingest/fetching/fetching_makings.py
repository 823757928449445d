"""A fetcher over a test's own internet."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache

from bot.ingest.fetch import Fetcher, FetchPolicy
from tests.fakes.network import PUBLIC, Internet, MovedClock, Names
from tests.fakes.web import Answer, Web

HASTY = FetchPolicy(total_s=5, connect_s=1, fastest=10**9)


@dataclass(frozen=True, slots=True)
class World:
    """A fetcher, and all that it can reach."""

    fetcher: Fetcher
    web: Web
    names: Names
    internet: Internet
    clock: MovedClock

    @property
    def reached(self) -> list[str]:
        """The addresses that were connected to, in order."""
        return [address for address, _ in self.internet.reached]

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.web.asked]


@cache
def verified() -> ssl.SSLContext:
    """Give a context that verifies; reading the machine's certificates takes longer than a test."""
    return ssl.create_default_context()


@asynccontextmanager
async def world(
    answers: Mapping[str, Answer],
    *,
    names: Mapping[str, Sequence[str] | Sequence[Sequence[str]]] | None = None,
    policy: FetchPolicy = HASTY,
    **changes: object,
) -> AsyncIterator[World]:
    """Give a fetcher for which the server of `answers` is the whole web, and every name but `names` is PUBLIC."""
    policy = replace(policy, **changes) if changes else policy  # type: ignore[arg-type]
    async with Web(dict(answers)) as web:
        known = Names(names or {}, otherwise=[PUBLIC])
        internet = Internet(dict.fromkeys((80, 443, 8080, 8443), web.port))
        clock = MovedClock()
        reach = internet.open_socket
        fetcher = Fetcher(policy, resolver=known, clock=clock, open_socket=reach, tls=verified())
        async with fetcher:
            yield World(fetcher, web, known, internet, clock)

"""An internet on loopback: names that answer as told, and sockets that end at a test's own server.

The sockets are made after the real check, for the address that was checked, and only then led astray; so what is
tested is what runs.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import AddrInfoType

PUBLIC = "93.184.215.14"


@dataclass(slots=True)
class Names:
    """A resolver: each name with its addresses, or a list of lists for answers that change; the last one stays."""

    known: Mapping[str, Sequence[str] | Sequence[Sequence[str]]]
    otherwise: Sequence[str] = ()
    looked_up: list[str] = field(default_factory=list)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Give what a name answers this time; raise `OSError` for an unknown name."""
        before = self.looked_up.count(host)
        self.looked_up.append(host)
        answers = self.known.get(host, self.otherwise)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if isinstance(answers[0], str):
            return [str(answer) for answer in answers]
        return list(answers[min(before, len(answers) - 1)])

    async def close(self) -> None:
        """Have nothing to let go of."""


@dataclass(slots=True)
class Internet:
    """Makes sockets that reach `ports[port]` of loopback when they are connected to any address at `port`."""

    ports: Mapping[int, int]
    reached: list[tuple[str, int]] = field(default_factory=list)

    def open_socket(self, address: AddrInfoType) -> socket.socket:
        """Make a socket that will be led astray."""
        family, kind, protocol, _, _ = address
        made = _Astray(family, kind, protocol)
        made.internet = self
        return made


class _Astray(socket.socket):
    internet: Internet

    def connect(self, address: Any) -> None:  # noqa: ANN401 - as the method it stands in for
        host, port = address[:2]
        self.internet.reached.append((host, port))
        loopback = "::1" if self.family == socket.AF_INET6 else "127.0.0.1"
        super().connect((loopback, self.internet.ports[port]))


@dataclass(slots=True)
class MovedClock:
    """A clock that waits by moving on."""

    time: datetime = datetime(2026, 4, 1, 12, tzinfo=UTC)
    slept: list[timedelta] = field(default_factory=list)

    def now(self) -> datetime:
        """Give the time."""
        return self.time

    async def sleep(self, wait: timedelta) -> None:
        """Move on."""
        self.slept.append(wait)
        self.time += wait

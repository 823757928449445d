"""Files that were dropped on a platform, through the one way out: from the platform's own hosts, and no further."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.ingest.fetch import Fetcher, FetchPolicy

_LONGEST_NAME = 120


class WayOut:
    """The way out to dropped files, opened when the first is fetched; an async context manager."""

    def __init__(self, policy: FetchPolicy) -> None:
        self.policy = policy
        self._open = AsyncExitStack()
        self._fetcher: Fetcher | None = None

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what was opened."""
        await self._open.aclose()

    async def way_out(self) -> Fetcher:
        """Give what fetches."""
        if self._fetcher is None:
            from bot.ingest.fetch import Fetcher

            self._fetcher = await self._open.enter_async_context(Fetcher(self.policy))
        return self._fetcher


def policy_of_files(server: str, contact: str) -> FetchPolicy:
    """Give what may be fetched as a file: public hosts, and a server that stands in the platform's place, if one does."""
    from bot.ingest.fetch import FetchPolicy, HostPort

    place = urlsplit(server)
    port = place.port or (443 if place.scheme == "https" else 80)
    allow = frozenset({HostPort(place.hostname, port)}) if place.hostname else frozenset()
    return FetchPolicy(allow=allow, contact=contact)


def is_at(address: str, server: str) -> bool:
    """Whether an address lies on a server, by scheme, host and port."""
    asked, place = urlsplit(address), urlsplit(server)
    return bool(place.netloc) and (asked.scheme, asked.netloc) == (place.scheme, place.netloc)


def clean_name(name: str) -> str:
    """Give a file's name on one line, with its ending, as words of the command language can hold it."""
    said = " ".join(name.replace('"', "'").split()) or "file"
    if len(said) <= _LONGEST_NAME:
        return said
    stem, _, ending = said.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 12]}.{ending[:10]}" if stem else said[:_LONGEST_NAME]

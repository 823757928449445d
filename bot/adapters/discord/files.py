"""Files that were dropped in Discord, through the one way out: from Discord's own hosts, and no further."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SourceError
from bot.ingest.incoming import Upload

if TYPE_CHECKING:
    from bot.adapters.discord.events import File
    from bot.answering.context import Tell
    from bot.delivery.sealing import Seal
    from bot.ingest.fetch import Fetcher, FetchPolicy

HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
_GONE = "can't be fetched from Discord any more. Drop it here again, or paste the text."
_LONGEST_NAME = 120


@dataclass(slots=True)
class Files:
    """Fetches files; an async context manager, for the way out that it opens. `server` is Discord's place, if another."""

    policy: FetchPolicy
    seal: Seal
    server: str = ""
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _fetcher: Fetcher | None = None

    async def __aenter__(self) -> Files:
        """Open nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what was opened."""
        await self._open.aclose()

    async def fetch(self, file: File, tell: Tell) -> Upload:
        """Give a file; raises `SourceError` with the sentence for the person."""
        name, address = clean_name(file.name), self.seal.open(file.address) or ""
        if not self._is_of_discord(address):
            raise SourceError(f"{name} does not lie with Discord, so it is not fetched. Drop the file itself here.")
        tell(f"Reading {name} ...")
        return Upload(name, await self._download(address, name))

    async def _download(self, address: str, name: str) -> bytes:
        from bot.ingest.fetch import FetchError

        try:
            return (await (await self._way_out()).get(address, redirects=0)).raw
        except FetchError as error:
            raise SourceError(f"{name} {_GONE}") from error

    def _is_of_discord(self, address: str) -> bool:
        """Say whether an address is one of Discord's hosts over https, or lies where the API is that a setting names."""
        asked, api = urlsplit(address), urlsplit(self.server)
        is_discord = asked.scheme == "https" and asked.hostname in HOSTS and asked.port in {None, 443}
        is_server = bool(api.netloc) and (asked.scheme, asked.netloc) == (api.scheme, api.netloc)
        return is_discord or is_server

    async def _way_out(self) -> Fetcher:
        if self._fetcher is None:
            from bot.ingest.fetch import Fetcher

            self._fetcher = await self._open.enter_async_context(Fetcher(self.policy))
        return self._fetcher


def policy_of_files(server: str, contact: str) -> FetchPolicy:
    """Give what may be fetched as a file: public hosts, and where another server stands in Discord's place."""
    from bot.ingest.fetch import FetchPolicy, HostPort

    api = urlsplit(server)
    port = api.port or (443 if api.scheme == "https" else 80)
    allow = frozenset({HostPort(api.hostname, port)}) if api.hostname else frozenset()
    return FetchPolicy(allow=allow, contact=contact)


def clean_name(name: str) -> str:
    """Give a file's name on one line, with its ending, as words of the command language can hold it."""
    said = " ".join(name.replace('"', "'").split()) or "file"
    if len(said) <= _LONGEST_NAME:
        return said
    stem, _, ending = said.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 12]}.{ending[:10]}" if stem else said[:_LONGEST_NAME]

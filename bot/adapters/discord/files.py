"""Files that were dropped in Discord, through the one way out: from Discord's own hosts, and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.adapters.dropping import WayOut, clean_name, is_at
from bot.errors import SourceError
from bot.ingest.incoming import Upload

if TYPE_CHECKING:
    from bot.adapters.discord.events import File
    from bot.answering.context import Tell
    from bot.delivery.sealing import Seal
    from bot.ingest.fetch import FetchPolicy

HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
_GONE = "can't be fetched from Discord any more. Drop it here again, or paste the text."


class Files(WayOut):
    """Fetches files. `server` is what stands in Discord's place, if something does."""

    def __init__(self, policy: FetchPolicy, seal: Seal, server: str = "") -> None:
        super().__init__(policy)
        self.seal = seal
        self.server = server

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
            return (await (await self.way_out()).get(address, redirects=0)).raw
        except FetchError as error:
            raise SourceError(f"{name} {_GONE}") from error

    def _is_of_discord(self, address: str) -> bool:
        """Say whether an address is one of Discord's hosts over https, or lies where the API is that a setting names."""
        asked = urlsplit(address)
        is_discord = asked.scheme == "https" and asked.hostname in HOSTS and asked.port in {None, 443}
        return is_discord or is_at(address, self.server)

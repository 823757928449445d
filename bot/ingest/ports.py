"""What the intake needs of the way out and of the parsers: small ports, so that tests can stand in for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.ingest.extracted import Extracted, Hint
    from bot.ingest.feeds.parsed import ParsedFeed
    from bot.ingest.fetch import Fetched


class FetcherPort(Protocol):
    """Fetches what stands at an address; raises `SourceError` with the sentence for the person."""

    async def get(self, address: str) -> Fetched:
        """Fetch an address."""
        ...


class ExtractorPort(Protocol):
    """Makes texts and feeds of bytes; raises `SourceError` with the sentence for the person."""

    async def extract(self, raw: bytes, hint: Hint) -> Extracted:
        """Extract a text."""
        ...

    async def feed(self, raw: bytes, hint: Hint) -> ParsedFeed:
        """Read a feed."""
        ...

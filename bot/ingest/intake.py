"""The intake: bytes and addresses in, incoming texts out. What it needs is opened when it is first needed."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.ingest.extracted import Hint
from bot.ingest.incoming import Incoming, Upload, hash_raw
from storage.records import SourceKind

if TYPE_CHECKING:
    from types import TracebackType

    from bot.ingest.extracted import Extracted
    from bot.ingest.extracting.limits import Limits
    from bot.ingest.fetch import FetchPolicy
    from bot.ingest.ports import ExtractorPort, FetcherPort


class Intake:
    """Takes in what comes from outside, as incoming texts.

    An async context manager: the fetcher's session and the extractor's children live until it is left.
    """

    def __init__(self, policy: FetchPolicy | None = None, limits: Limits | None = None) -> None:
        self._policy = policy
        self._limits = limits
        self._open = AsyncExitStack()
        self._fetcher: FetcherPort | None = None
        self._extractor: ExtractorPort | None = None

    async def __aenter__(self) -> Intake:
        """Open nothing yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        await self._open.aclose()

    async def take_upload(self, upload: Upload, kind: SourceKind = SourceKind.FILE) -> Incoming:
        """Give a file's text; raise `SourceError` where there is none to be had."""
        hint = Hint(name=upload.name)
        return incoming_of(upload, await (await self.extractor()).extract(upload.raw, hint), kind=kind)

    async def take_page(self, address: str) -> Incoming:
        """Fetch an address and give its text; raise `SourceError` where it can't be had."""
        fetched = await (await self.fetcher()).get(address)
        host = urlsplit(fetched.address).hostname or address
        hint = Hint(host, fetched.charset, fetched.media_type, fetched.address)
        extracted = await (await self.extractor()).extract(fetched.raw, hint)
        return incoming_of(
            Upload(host, fetched.raw),
            extracted,
            kind=SourceKind.URL,
            address=fetched.address,
            is_public=fetched.is_public,
            media_type=fetched.media_type,
        )

    async def fetcher(self) -> FetcherPort:
        """Give the fetcher, opened when it is first asked for."""
        if self._fetcher is None:
            from bot.ingest.fetch import Fetcher, FetchPolicy

            self._fetcher = await self._open.enter_async_context(Fetcher(self._policy or FetchPolicy()))
        return self._fetcher

    async def extractor(self) -> ExtractorPort:
        """Give the extractor, opened when it is first asked for."""
        if self._extractor is None:
            from bot.ingest.extract import Extractor

            self._extractor = await self._open.enter_async_context(Extractor(self._limits))
        return self._extractor


def incoming_of(
    upload: Upload,
    extracted: Extracted,
    *,
    kind: SourceKind = SourceKind.FILE,
    address: str | None = None,
    is_public: bool = False,
    media_type: str | None = None,
) -> Incoming:
    """Give what was extracted from bytes as an incoming text; a date that a person or a name gives counts first."""
    return Incoming(
        name=upload.name,
        text=extracted.text,
        raw_hash=hash_raw(upload.raw),
        kind=kind,
        dated=upload.dated or extracted.published,
        marks=extracted.marks,
        title=extracted.title,
        publisher=extracted.publisher,
        raw=upload.raw,
        media_type=media_type,
        address=address,
        is_public=is_public,
    )

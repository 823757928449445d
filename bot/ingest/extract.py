"""Bytes to text, or to a feed, whatever their format: read in limited children, while the event loop stays free."""

from __future__ import annotations

import asyncio
import importlib.util
import os
from typing import TYPE_CHECKING, TypeVar

from bot.errors import SourceError
from bot.ingest.extracting.unreadable import explain
from bot.ingest.formats import Format, name_kind, sniff
from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from bot.ingest.extracted import Extracted, Hint
    from bot.ingest.extracting.children import ChildPool, Job
    from bot.ingest.extracting.limits import Limits
    from bot.ingest.feeds.parsed import ParsedFeed

T = TypeVar("T")

_TEXT = frozenset({Format.PLAIN, Format.MARKDOWN})
_SMALL = 1024 * 1024
"""Bytes of a text that are decoded in a thread of this process: no parser sees them, and it takes milliseconds."""


def can_limit() -> bool:
    """Say whether this system can limit a child."""
    return importlib.util.find_spec("resource") is not None and hasattr(os, "fork")


class Extractor:
    """Makes texts and feeds of bytes.

    An async context manager; its children come up with the first reading (`warm` does it beforehand) and end with it.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._pool: ChildPool | None = None

    async def __aenter__(self) -> Extractor:
        """Start nothing yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all children."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the children there are."""
        return self._pool.processes if self._pool else ()

    async def warm(self) -> None:
        """Start what the first reading would have to wait for."""
        if can_limit():
            from bot.ingest.extracting.tasks import LIBRARIES

            await self._children().warm(map(str, LIBRARIES))

    async def extract(self, raw: bytes, hint: Hint) -> Extracted:
        """Give the text of bytes; raise `SourceError` with the sentence for the person where there is none."""
        form = sniff(raw, hint)
        try:
            return await self._extract(raw, hint, form)
        except UnreadableError as error:
            raise SourceError(explain(error, form, hint)) from error

    async def feed(self, raw: bytes, hint: Hint) -> ParsedFeed:
        """Give the feed that bytes hold; raise `SourceError` with the sentence for the person where there is none."""
        from bot.ingest.extracting.answers import FeedAssembler
        from bot.ingest.extracting.children import Job
        from bot.ingest.extracting.tasks import FEED

        def here() -> ParsedFeed:
            from bot.ingest.parsers.feed.parsing import parse_feed

            return parse_feed(raw, hint)

        try:
            return await self._read(Job(FEED, raw, hint, FeedAssembler), here)
        except UnreadableError as error:
            raise SourceError(explain(error, Format.FEED, hint)) from error

    async def _extract(self, raw: bytes, hint: Hint, form: Format) -> Extracted:
        from bot.ingest.extracting.answers import ExtractedAssembler
        from bot.ingest.extracting.children import Job
        from bot.ingest.parsers import parse

        if form is Format.FEED:
            raise UnreadableError(Reason.FEED)
        if form is Format.OTHER:
            raise UnreadableError(Reason.NOT_TEXT if raw.strip() else Reason.EMPTY, name_kind(raw))
        if form in _TEXT and (len(raw) <= _SMALL or not can_limit()):
            return await asyncio.to_thread(parse, raw, hint)
        return await self._read(Job(form.value, raw, hint, ExtractedAssembler), lambda: parse(raw, hint))

    async def _read(self, job: Job[T], here: Callable[[], T]) -> T:
        """Do a job in a child, or by `here` where the system can't limit one and the settings allow it."""
        if can_limit():
            return await self._children().run(job)
        if not self._allowed().allow_unlimited:
            raise UnreadableError(Reason.NO_LIMITS)
        try:
            return await asyncio.to_thread(here)
        except UnreadableError:
            raise
        except Exception as error:
            raise UnreadableError(Reason.DAMAGED) from error

    def _children(self) -> ChildPool:
        if self._pool is None:
            from bot.ingest.extracting.children import ChildPool

            self._pool = ChildPool(self._allowed())
        return self._pool

    def _allowed(self) -> Limits:
        if self._limits is None:
            from bot.ingest.extracting.limits import Limits

            self._limits = Limits()
        return self._limits

"""Incoming texts into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Added, SourceRecord

if TYPE_CHECKING:
    from bot.answering.requests import Request
    from bot.ingest.incoming import Incoming
    from storage.database import Database
    from summarizers.reading.document import Document


async def store_text(
    database: Database,
    request: Request,
    incoming: Incoming,
    document: Document,
    *,
    audience: str | None = None,
) -> Added:
    """Keep a text that was read, for an audience (where none is named: that of the place it came in)."""
    source = SourceRecord(incoming.kind, incoming.name, incoming.address, request.at)
    return await database.statements.add(
        request.scope,
        audience or request.audience,
        document,
        source,
        added_by=request.person,
        raw_hash=incoming.raw_hash,
        raw=incoming.raw,
        media_type=incoming.media_type,
        public=incoming.is_public,
    )

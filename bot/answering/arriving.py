"""What arrives, an address, a file or a pasted text, becomes a statement: and what became of it is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.answering.limits import check_document, count_document, use_link
from bot.answering.replies import Block, Line, Quote
from bot.answering.wording import count
from bot.ingest.storing import store_text
from storage.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.context import Context
    from bot.answering.subjects import Subject
    from bot.ingest.incoming import Incoming, Upload
    from storage.records import Added
    from summarizers.reading.document import Document

_SHOWN = 3
"""Sentences that came, and that went, which a new version quotes."""


async def arrive_from_page(context: Context, address: str) -> tuple[Subject, tuple[Block, ...]]:
    """Fetch an address and store what stands there; give it with what became of it."""
    return await arrive(context, await fetch_page(context, address))


async def fetch_page(context: Context, address: str) -> Incoming:
    """Fetch an address within the limits, and give its text."""
    await use_link(context)
    context.tell(f"Reading {host_of(address)} ...")
    return await context.intake.take_page(full_address(address))


async def arrive_from_file(context: Context, upload: Upload) -> tuple[Subject, tuple[Block, ...]]:
    """Store a file's text; give it with what became of it."""
    context.tell(f"Reading {upload.name} ...")
    return await arrive(context, await context.intake.take_upload(upload))


async def arrive(context: Context, incoming: Incoming) -> tuple[Subject, tuple[Block, ...]]:
    """Store an incoming text; give it with what became of it."""
    added, document = await keep(context, incoming)
    return await context.load(added.record), await _news(context, incoming, added, document)


async def keep(context: Context, incoming: Incoming, audience: str | None = None) -> tuple[Added, Document]:
    """Store an incoming text for an audience (where none is named: the conversation's) within the limits."""
    await check_document(context)
    document = await asyncio.to_thread(incoming.read)
    added = await store_text(context.database, context.request, incoming, document, audience=audience)
    if added.outcome is not Outcome.SEEN_BEFORE:
        await count_document(context)
    return added, document


def full_address(address: str) -> str:
    """Give an address with its scheme."""
    return address if "://" in address else f"https://{address}"


def host_of(address: str) -> str:
    """Give the host of an address as a person wrote it."""
    return full_address(address).split("://", 1)[1].split("/", 1)[0].rpartition("@")[2][:80]


async def _news(context: Context, incoming: Incoming, added: Added, document: Document) -> tuple[Block, ...]:
    name = added.record.reference
    match added.outcome:
        case Outcome.NEW_STATEMENT:
            return (Line(f"Stored as {name}."),)
        case Outcome.NEW_SOURCE:
            return (Line(f"{name} is the same statement; {incoming.name} is one more source of it."),)
        case Outcome.NEW_VERSION:
            return await changes_of(context, added, document)
        case _:
            return ()


async def changes_of(context: Context, added: Added, document: Document) -> tuple[Block, ...]:
    """Say what a new version brought: the sentences that came, and those that went."""
    record = added.record
    versions = await context.database.statements.versions(context.scope, record.number)
    latest = versions[-1]
    before = await context.database.statements.document(context.scope, versions[-2].version_id)
    came, went = len(latest.came), len(latest.went)
    head = f"Version {latest.ordinal} of {record.reference}: {count(came, 'sentence')} came, {went} went."
    return (
        Line(head),
        *_quoted("New in it:", document, latest.came, latest.version_id),
        *_quoted("No longer in it:", before, latest.went, versions[-2].version_id),
    )


def _quoted(head: str, document: Document, indices: Sequence[int], version: int) -> tuple[Block, ...]:
    if not indices:
        return ()
    sentences = [document.sentences[index] for index in indices[:_SHOWN]]
    more = len(indices) - len(sentences)
    quotes = (Quote(each.text, each.start, each.end, each.paragraph, version) for each in sentences)
    return (Line(head), *quotes, *((Line(f"and {count(more, 'sentence')} more"),) if more else ()))

"""`reread`: the stored bytes of a statement, read anew as the reading stands today."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.answering.arriving import changes_of
from bot.answering.facts import RereadFacts
from bot.answering.references import no_such_statement, statement_meant
from bot.answering.replies import Line, Reply
from bot.answering.subjects import statement_facts
from bot.errors import SourceError
from bot.ingest.incoming import Upload
from storage.records import Outcome, SourceRecord

if TYPE_CHECKING:
    from bot.answering.commands import Reread
    from bot.answering.context import Context


async def reread(context: Context, command: Reread) -> Reply:
    """Answer `reread`."""
    subject = await statement_meant(context, command.reference, "reread <ref>")
    record = subject.record
    if record is None:
        raise await no_such_statement(context, command.reference)
    raw = await context.database.statements.raw(context.scope, record.version_id)
    if raw is None:
        raise SourceError(f"The bytes of {record.reference} were not kept, so there is nothing to read anew.")
    context.tell(f"Reading {record.reference} ...")
    incoming = await context.intake.take_upload(Upload(raw.name, raw.content, record.published), record.sources[0].kind)
    document = await asyncio.to_thread(incoming.read)
    added = await context.database.statements.add_version(
        context.scope,
        record.number,
        document,
        SourceRecord(incoming.kind, raw.name, record.sources[0].address, context.request.at),
        added_by=context.request.person,
    )
    fresh = await context.load(added.record)
    await context.remember(fresh)
    is_new = added.outcome is Outcome.NEW_VERSION
    facts = RereadFacts(statement_facts(fresh), added.record.version_ordinal, is_new)
    if not is_new:
        return Reply((Line(f"{record.reference} reads as it did: its text is the same."),), facts=facts)
    return Reply(await changes_of(context, added, document), facts=facts)

"""`list`: the statements there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.facts import ListFacts
from bot.answering.replies import Action, Line, Reply, Table
from bot.answering.replies import Context as SmallPrint
from bot.answering.subjects import record_facts, source_name
from bot.answering.wording import clipped, count, quoted, short_date
from bot.answering.words import unquoted

if TYPE_CHECKING:
    from bot.answering.commands import ListStatements
    from bot.answering.context import Context
    from storage.records import StatementRecord

MOST_LISTED = 50


async def list_statements(context: Context, command: ListStatements) -> Reply:
    """Answer `list`."""
    statements = context.database.statements
    words = unquoted(command.words)
    total = await statements.count(context.scope)
    records = await statements.all(context.scope, words, limit=MOST_LISTED)
    facts = ListFacts(tuple(map(record_facts, records)), total)
    if not records:
        return Reply((Line(_nothing(words, total)),), facts=facts)
    rows = tuple(_row(record) for record in records)
    blocks = (Table(("", "date", "title", "issuers"), rows), SmallPrint((_summary(words, len(records), total),)))
    return Reply(blocks, tuple(Action(row[0], f"brief {row[0]}") for row in rows), facts)


def _row(record: StatementRecord) -> tuple[str, str, str, str]:
    dated = short_date(record.dated) if record.dated else "undated"
    return record.reference, dated, record.title or source_name(record), ", ".join(record.issuers)


def _summary(words: str, shown: int, total: int) -> str:
    if shown == total:
        return count(total, "statement")
    most = '; "list <words>" narrows it' if shown == MOST_LISTED else ""
    return f"{shown} of {count(total, 'statement')}{f' with {quoted(clipped(words))}' if words else ''}{most}"


def _nothing(words: str, total: int) -> str:
    if not total:
        return 'No statements here yet. "brief <file>" stores one and briefs it.'
    return f'No statement with {quoted(clipped(words))} in its title or issuers. "list" shows the {total} there are.'

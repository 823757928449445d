"""`series`: which statements a statement follows, and what a briefing of it is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.facts import SeriesFacts
from bot.answering.references import no_such_statement, record_meant, statement_meant
from bot.answering.replies import Action, Line, Reply, Table
from bot.answering.subjects import source_name, statement_facts
from bot.answering.wording import count, short_date
from summarizers.reading.dates import long_date

if TYPE_CHECKING:
    from bot.answering.commands import Series
    from bot.answering.context import Context
    from bot.answering.subjects import Subject
    from storage.records import StatementRecord


async def show_series(context: Context, command: Series) -> Reply:
    """Answer `series`, after correcting it where the command says so."""
    subject = await statement_meant(context, command.reference, "series <ref>")
    record = subject.record
    if record is None:
        raise await no_such_statement(context, command.reference)
    statements = context.database.statements
    if command.after or command.is_first:
        after = await record_meant(context, command.after) if command.after else None
        await statements.set_predecessor(context.scope, record.number, after.number if after else None)
    before = await statements.predecessor(context.scope, record.number)
    series = await statements.series(context.scope, record.number)
    await context.remember(subject)
    facts = SeriesFacts(
        statement_facts(subject), before.reference if before else None, tuple(each.reference for each in series)
    )
    rows = tuple(_row(each, record) for each in series)
    table = (Table(("", "", "date", "title"), rows),) if len(series) > 1 else ()
    actions = tuple(Action(each.reference, f"brief {each.reference}") for each in series)
    return Reply((Line(_said(subject, before, len(series))), *table), actions, facts)


def follows(before: StatementRecord) -> str:
    """Give what a briefing says of the statement it is held against: "follows S9 of 19 March 2025"."""
    return f"follows {before.reference}" + (f" of {long_date(before.dated)}" if before.dated else "")


def _said(subject: Subject, before: StatementRecord | None, total: int) -> str:
    if before is None:
        later = f" It is the first of {count(total, 'statement')}." if total > 1 else ""
        return f"{subject.name} follows no statement here.{later}"
    return f"{subject.name} {follows(before)}, in a series of {count(total, 'statement')}."


def _row(record: StatementRecord, current: StatementRecord) -> tuple[str, str, str, str]:
    dated = short_date(record.dated) if record.dated else "undated"
    mark = "→" if record.number == current.number else ""
    return mark, record.reference, dated, record.title or source_name(record)

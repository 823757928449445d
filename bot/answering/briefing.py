"""`brief`: what is to be briefed is found or stored, chosen from (once), and made the statement at hand."""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.answering.arriving import arrive, arrive_from_file, arrive_from_page
from bot.answering.briefings import briefing_reply, choose_briefing
from bot.answering.budgets import budget_for, check_wishes
from bot.answering.grammar import is_address, is_file_name
from bot.answering.references import find_statement, no_such_statement, statement_at_hand
from bot.answering.words import unquoted
from bot.errors import SourceError
from bot.ingest.incoming import pasted
from storage.records import Briefing, BriefingKey

if TYPE_CHECKING:
    from bot.answering.commands import Brief
    from bot.answering.context import Context
    from bot.answering.replies import Block, Reply
    from bot.answering.subjects import Subject
    from storage.records import StatementRecord

_FEWEST_SENTENCES = 2
"""What `brief <words>` takes for a text rather than for the name of a statement."""


async def brief(context: Context, command: Brief) -> Reply:
    """Answer `brief`."""
    check_wishes(command)
    subject, news = await _subject(context, command)
    before = await _predecessor(context, subject)
    briefing = await _chosen_once(context, subject, command, before)
    await context.remember(subject, briefing)
    return briefing_reply(subject, briefing, command, news, before)


async def _subject(context: Context, command: Brief) -> tuple[Subject, tuple[Block, ...]]:
    """Find what is to be briefed, or take it in first; give it with what is to be said of its arrival."""
    said = unquoted(command.subject)
    if not said:
        return await statement_at_hand(context, "brief <ref>"), ()
    if is_address(said):
        return await arrive_from_page(context, said)
    upload = context.file_named(said)
    if upload:
        return await arrive_from_file(context, upload)
    record = await find_statement(context, command.subject)
    if record:
        return await context.load(record), ()
    if is_file_name(said):
        raise SourceError(f"There is no file {said}.")
    text = pasted(said)
    if len((await asyncio.to_thread(text.read)).sentences) < _FEWEST_SENTENCES:
        raise await no_such_statement(context, said)
    return await arrive(context, text)


async def _predecessor(context: Context, subject: Subject) -> StatementRecord | None:
    if subject.record is None:
        return None
    return await context.database.statements.predecessor(context.scope, subject.record.number)


async def _chosen_once(context: Context, subject: Subject, command: Brief, before: StatementRecord | None) -> Briefing:
    """Choose, or give what was chosen when the same was asked before."""
    key = _key(subject, command, before)
    kept = await context.database.briefings.get(context.scope, key)
    if kept is not None:
        return Briefing(key.engine, kept)
    previous = (await context.load(before)).document if before else None
    briefing = await asyncio.to_thread(choose_briefing, subject.document, command, previous)
    await context.database.briefings.put(context.scope, key, briefing.choices)
    return briefing


def _key(subject: Subject, command: Brief, before: StatementRecord | None) -> BriefingKey:
    from summarizers.choosing import DEFAULT_ENGINE

    if subject.version_id is None:
        raise ValueError("only a stored statement has a key")
    budget = repr((budget_for(subject.document, command), command.by_section))
    engine = (command.engine or DEFAULT_ENGINE).casefold()
    return BriefingKey(
        subject.version_id, before.version_id if before else None, engine, budget, command.about, _release()
    )


@cache
def _release() -> str:
    return version("briefbot")

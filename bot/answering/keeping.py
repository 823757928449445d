"""`share` and `forget`: who may see a statement, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.facts import DoneFacts
from bot.answering.references import record_meant
from bot.answering.replies import Line, Reply
from bot.answering.subjects import source_name
from bot.answering.wording import clipped
from storage.scope import WORKSPACE_AUDIENCE

if TYPE_CHECKING:
    from bot.answering.commands import Forget, Share
    from bot.answering.context import Context
    from storage.records import StatementRecord


async def share(context: Context, command: Share) -> Reply:
    """Answer `share`."""
    record = await record_meant(context, command.reference)
    name = _named(record)
    if record.audience == WORKSPACE_AUDIENCE:
        return _done(f"{name} is open to the whole workspace already.", "shared", record)
    shared = await context.database.statements.share(context.scope, record.number)
    if shared.twin:
        twin = shared.twin.reference
        return _done(
            f"The workspace has the same text as {twin}; {record.reference} stays as it is.", "unchanged", record
        )
    return _done(f"{name} is now open to the whole workspace.", "shared", record)


async def forget(context: Context, command: Forget) -> Reply:
    """Answer `forget`."""
    record = await record_meant(context, command.reference)
    request = context.request
    await context.database.statements.forget(context.scope, record.number, by=request.person, is_admin=request.is_admin)
    return _done(
        f"{_named(record)} is forgotten: its text and everything made from it is removed.", "forgotten", record
    )


def _named(record: StatementRecord) -> str:
    return f"{record.reference}, {clipped(record.title or source_name(record))},"


def _done(sentence: str, done: str, record: StatementRecord) -> Reply:
    return Reply((Line(sentence),), facts=DoneFacts(done, record.reference))

"""The use cases `sections`, `section` and `ask` on what is stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.answering.asking import ask_all
from bot.answering.commands import AskAll
from bot.answering.lookups import check_question, passages_reply, section_meant, section_reply
from bot.answering.outlines import outline_reply
from bot.answering.references import leading_or_shown, split_reference, statement_meant
from bot.answering.words import unquoted
from bot.errors import UnclearError

if TYPE_CHECKING:
    from bot.answering.commands import Ask, Section, Sections
    from bot.answering.context import Context
    from bot.answering.replies import Reply


async def show_sections(context: Context, command: Sections) -> Reply:
    """Answer `sections`."""
    subject = await statement_meant(context, command.reference, "sections <ref>")
    await context.remember(subject)
    return outline_reply(subject)


async def show_section(context: Context, command: Section) -> Reply:
    """Answer `section`."""
    subject, rest = await split_reference(context, command.words, f"section <ref> {command.words}")
    words = unquoted(rest)
    if not words:
        raise UnclearError(f'"section" wants a number or words, as in "section {subject.name} 2".')
    reply, quoted_now = section_reply(subject, words, section_meant(subject, words))
    await context.remember(subject, quoted_now)
    return reply


async def answer_question(context: Context, command: Ask) -> Reply:
    """Answer `ask`: from the statement named or at hand, else from all there are."""
    if command.is_bare:
        check_question(command.words)
    subject, rest = await leading_or_shown(context, command.words)
    question = check_question(unquoted(rest))
    if subject is None:
        return await ask_all(context, AskAll(question, passages=command.passages))
    reply, quoted_now = await asyncio.to_thread(passages_reply, subject, question, command.passages or 1)
    await context.remember(subject, quoted_now)
    return reply

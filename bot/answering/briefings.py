"""Briefings: the sentences of a statement that matter, chosen and set under their headings, stored or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.budgets import budget_for, check_engine
from bot.answering.facts import BriefingFacts, SentenceFacts
from bot.answering.quoting import group_neighbours, quote_under_headings
from bot.answering.replies import Action, Block, Context, Line, Reply
from bot.answering.series import follows
from bot.answering.subjects import (
    Subject,
    aside_facts,
    head_blocks,
    kinds_set_aside,
    section_facts,
    statement_facts,
)
from bot.answering.wording import clipped, count, quoted
from storage.records import Briefing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.commands import Brief
    from storage.records import StatementRecord
    from summarizers.choosing.engine import Choice
    from summarizers.reading.document import Document

SHORTEST = 40
"""Words. A text with fewer is shown as it is read, with a word of caution: it may be only the top of a page."""

LEAST_CONTENT = 0.4
"""Share of the text. Where less than this reads as the statement, the page is mostly notices, or was misread."""


def choose_briefing(document: Document, command: Brief, previous: Document | None = None) -> Briefing:
    """Choose the sentences of a briefing, held against the predecessor's document where there is one."""
    from summarizers.choosing import DEFAULT_ENGINE, choose

    engine = check_engine(command.engine or DEFAULT_ENGINE)
    budget = budget_for(document, command)
    return Briefing(
        engine, choose(document, previous, budget, command.about, engine=engine, by_section=command.by_section)
    )


def briefing_reply(
    subject: Subject,
    briefing: Briefing,
    command: Brief,
    news: tuple[Block, ...] = (),
    before: StatementRecord | None = None,
) -> Reply:
    """Give a briefing as a reply; `news` is what was done to the store on the way, `before` the predecessor."""
    groups = group_neighbours(subject.document, (choice.index for choice in briefing.choices))
    quotes = quote_under_headings(subject, groups)
    blocks = (
        *head_blocks(subject),
        *quotes,
        *_remarks(subject.document, briefing),
        _foot(subject, briefing, command, before),
        *news,
    )
    actions = _actions(subject, command) if subject.record else ()
    return Reply(blocks, actions, briefing_facts(subject, briefing), is_public=command.public)


def briefing_facts(subject: Subject, briefing: Briefing) -> BriefingFacts:
    """Give a briefing as facts."""
    document = subject.document
    return BriefingFacts(
        statement=statement_facts(subject),
        engine=briefing.engine,
        body=document.body,
        sentences=chosen_facts(document, briefing.choices),
        sections=tuple(section_facts(section) for section in document.sections),
        set_aside=aside_facts(document),
    )


def chosen_facts(document: Document, choices: Sequence[Choice]) -> tuple[SentenceFacts, ...]:
    """Give chosen sentences as facts, in reading order."""
    facts = []
    for choice in choices:
        sentence = document.sentences[choice.index]
        heading = document.heading_of(sentence.section)
        facts.append(
            SentenceFacts(
                text=sentence.text,
                start=sentence.start,
                end=sentence.end,
                section=sentence.section,
                heading=heading,
                score=choice.score,
                reason=choice.reason,
                page=sentence.page,
            )
        )
    return tuple(facts)


def _remarks(document: Document, briefing: Briefing) -> tuple[Line, ...]:
    if not briefing.choices:
        return (Line("No sentence fits into that length. Ask for a longer briefing."),)
    if len(document.body.split()) < SHORTEST and len(document.sentences) > len(briefing.choices):
        return (Line("The text is very short; part of it may be missing."),)
    if document.content_share < LEAST_CONTENT:
        share = f"{100 * document.content_share:.0f} %"
        return (Line(f"Only {share} of the text reads as the statement; the rest was set aside. Check the source."),)
    return ()


def _foot(subject: Subject, briefing: Briefing, command: Brief, before: StatementRecord | None) -> Context:
    """Give the last line: how much of what was quoted, and what was set aside."""
    from summarizers.choosing import DEFAULT_ENGINE

    total = count(len(subject.document.sentences), "sentence")
    engine = "" if briefing.engine == DEFAULT_ENGINE else f"engine {briefing.engine}"
    about = f"about {quoted(clipped(command.about))}" if command.about else ""
    aside = ", ".join(kinds_set_aside(subject.document))
    parts = (
        f"{len(briefing.choices)} of {total}, word for word",
        subject.name,
        follows(before) if before else "",
        about,
        engine,
        f"set aside: {aside}" if aside else "",
    )
    return Context(tuple(part for part in parts if part))


def _actions(subject: Subject, command: Brief) -> tuple[Action, ...]:
    name = subject.name
    longer = () if command.size == "long" else (Action("Longer", f"brief {name} long"),)
    by_section = () if command.by_section else (Action("By section", f"brief {name} by section"),)
    return (*longer, *by_section, Action("Sections", f"sections {name}"), Action("Share", f"share {name}"))

"""The sections of a statement as a list."""

from __future__ import annotations

from collections import Counter

from bot.answering.facts import SectionsFacts
from bot.answering.replies import Action, Context, Line, Reply, Table, Title
from bot.answering.subjects import Subject, section_facts, statement_facts
from bot.answering.wording import count
from summarizers.reading.document import LEAD


def outline_reply(subject: Subject) -> Reply:
    """Give the sections of a statement, each with its number and size."""
    document = subject.document
    sizes = Counter(sentence.section for sentence in document.sentences)
    rows = [
        (
            str(section.ordinal),
            f"{'  ' * (section.level - 1)}{section.heading or 'the lead'}",
            str(sizes[section.ordinal]),
        )
        for section in document.sections
        if section.ordinal != LEAD or sizes[LEAD]
    ]
    headed = sum(1 for section in document.sections if section.ordinal != LEAD)
    summary = Context((count(headed, "section"), count(len(document.sentences), "sentence"), subject.name))
    table = Table(("no.", "section", "sentences"), tuple(rows))
    facts = SectionsFacts(
        statement_facts(subject), document.body, tuple(section_facts(section) for section in document.sections)
    )
    actions = tuple(Action(row[0], f"section {subject.name} {row[0]}") for row in rows) if subject.record else ()
    blocks = (Title(subject.title), table, summary) if rows else (Title(subject.title), Line("It holds no sentence."))
    return Reply(blocks, actions, facts)

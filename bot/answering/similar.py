"""`similar`: the statements nearest to one, and what they have in common."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.answering.facts import SimilarFacts, SimilarStatementFacts
from bot.answering.found import name_of_found
from bot.answering.references import no_such_statement, statement_meant
from bot.answering.replies import Action, Line, Reply, Table
from bot.answering.subjects import statement_facts
from bot.answering.wording import clipped, short_date

if TYPE_CHECKING:
    from bot.answering.commands import Similar
    from bot.answering.context import Context
    from storage.records import SimilarStatement

MOST_SIMILAR = 5
_SHOWN_HEADINGS = 2
_SHOWN_WORDS = 4


async def show_similar(context: Context, command: Similar) -> Reply:
    """Answer `similar`."""
    subject = await statement_meant(context, command.reference, "similar <ref>")
    if subject.record is None:
        raise await no_such_statement(context, command.reference)
    found = await context.database.search.similar(context.scope, subject.record.number, limit=MOST_SIMILAR)
    await context.remember(subject)
    facts = SimilarFacts(statement_facts(subject), tuple(map(_facts, found)))
    if not found:
        return Reply((Line(f"No statement here has much in common with {subject.name}."),), facts=facts)
    rows = tuple(_row(each, subject.document.body) for each in found)
    first = Line(f"Nearest to {subject.name}, {clipped(subject.title)}:")
    actions = tuple(Action(row[0], f"brief {row[0]}") for row in rows)
    return Reply((first, Table(("", "date", "title", "in common"), rows)), actions, facts)


def _row(similar: SimilarStatement, body: str) -> tuple[str, str, str, str]:
    dated = short_date(similar.dated) if similar.dated else "undated"
    return f"S{similar.number}", dated, name_of_found(similar), _in_common(similar, body)


def _in_common(similar: SimilarStatement, body: str) -> str:
    """Say what both have: issuers, headings, words that are rare elsewhere."""
    words = ", ".join(_as_written(word, body) for word in similar.shared_words[:_SHOWN_WORDS])
    headings = "; ".join(heading.rstrip(".:") for heading in similar.shared_headings[:_SHOWN_HEADINGS])
    parts = (
        f"issuer {', '.join(similar.shared_issuers)}" if similar.shared_issuers else "",
        f"section {clipped(headings, 60)}" if headings else "",
        f"words {words}" if words else "",
    )
    return " · ".join(part for part in parts if part)


def _as_written(word: str, body: str) -> str:
    """Give a folded word as the body writes it, where it is found there."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", body, re.IGNORECASE)
    return found.group() if found else word


def _facts(similar: SimilarStatement) -> SimilarStatementFacts:
    shown = {**asdict(similar), "statement": f"S{similar.number}", "date": similar.dated}
    return SimilarStatementFacts(**{name: shown[name] for name in SimilarStatementFacts.__slots__})

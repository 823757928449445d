"""`why` and `cite`: how a quotation came to be chosen, and how to carry it away with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.briefings import chosen_facts
from bot.answering.facts import CitationFacts, WhyFacts
from bot.answering.quoting import LOOKUP, group_neighbours, quote_under_headings
from bot.answering.references import record_meant
from bot.answering.replies import Citation, Line, Reply
from bot.answering.subjects import Subject, place_and_date, published_by, section_name, statement_facts
from bot.answering.wording import count
from bot.answering.words import split_words
from bot.errors import NothingShownError, UnclearError

if TYPE_CHECKING:
    from bot.answering.commands import Cite, Why
    from bot.answering.context import Context
    from storage.records import Briefing
    from summarizers.choosing.engine import Choice
    from summarizers.reading.document import Document, Sentence

_LIVE = re.compile(r"([\\`*_\[\]<>#|~!]|(?<=\w)@(?=\w)|(?<!\S)@)")
"""What Markdown acts on in running text; a backslash before it makes it a sign again."""
_NOTHING_YET = 'Nothing has been quoted in this conversation yet. "brief latest" briefs the newest statement.'


async def explain(context: Context, _: Why) -> Reply:
    """Answer `why`."""
    subject, briefing = await _quoted_last(context)
    if briefing.engine == LOOKUP:
        raise NothingShownError(
            f'What was shown last was asked for by its place or words. "brief {subject.name}" chooses.'
        )
    document = subject.document
    groups = group_neighbours(document, (choice.index for choice in briefing.choices))
    reasons = {choice.index: choice.reason for choice in briefing.choices}
    notes = ["; ".join(dict.fromkeys(reasons[index] for index in group)) for group in groups]
    first = Line(f"{subject.name}, {subject.title}: why the engine {briefing.engine} chose {_these(briefing.choices)}")
    facts = WhyFacts(statement_facts(subject), briefing.engine, chosen_facts(document, briefing.choices))
    return Reply((first, *quote_under_headings(subject, groups, notes)), facts=facts)


async def cite(context: Context, command: Cite) -> Reply:
    """Answer `cite`."""
    reference, number = _split_number(command.words)
    subject, briefing = await _quoted_last(context, reference)
    groups = group_neighbours(subject.document, (choice.index for choice in briefing.choices))
    if not 1 <= number <= len(groups):
        raise UnclearError(
            f"{count(len(groups), 'quotation')} of {subject.name} can be cited here, so not number {number}."
        )
    facts = _citation(subject, groups[number - 1])
    return Reply((Citation(facts.markdown if command.as_markdown else facts.citation),), facts=facts)


async def _quoted_last(context: Context, reference: str = "") -> tuple[Subject, Briefing]:
    shown = await context.last_shown()
    if reference:
        record = await record_meant(context, reference)
        if shown is None or shown[0].record is None or shown[0].record.number != record.number:
            name = record.reference
            raise NothingShownError(
                f'{name} is not what was quoted last. "brief {name}" first, then "cite" its quotations.'
            )
    if shown is None or shown[1] is None or not shown[1].choices:
        raise NothingShownError(_NOTHING_YET)
    return shown[0], shown[1]


def _split_number(words: str) -> tuple[str, int]:
    """Split "S12 3" into reference and number; without one it is the first quotation."""
    parts = split_words(words)
    last = parts[-1] if parts else None
    if last and not last.is_quoted and last.text.isdecimal() and len(last.text) < 6:
        return words[: last.start].strip(), int(last.text)
    return words.strip(), 1


def _citation(subject: Subject, group: range) -> CitationFacts:
    document = subject.document
    first, last = document.sentences[group.start], document.sentences[group.stop - 1]
    text = document.body[first.start : last.end]
    version = subject.record.version_ordinal if subject.record else 1
    where = _place(document, first)
    return CitationFacts(
        statement=statement_facts(subject),
        version=version,
        text=text,
        start=first.start,
        end=last.end,
        paragraph=first.paragraph,
        page=first.page,
        section=first.section,
        heading=document.heading_of(first.section),
        citation=f"“{text}”\n{_way_back(subject, where, version)}",
        markdown=f"{_as_quotation(text)}\n>\n> — {_escaped(_way_back(subject, where, version))}",
    )


def _as_quotation(text: str) -> str:
    """Give a text as a quotation in Markdown, nothing in it live."""
    return "\n".join(f"> {_escaped(line)}" for line in text.splitlines())


def _escaped(text: str) -> str:
    """Take the meaning from what Markdown would act on; an address is written as it stands."""
    return _LIVE.sub(r"\\\1", text)


def _way_back(subject: Subject, where: str, version: int) -> str:
    """Give the citation: issuers, title, place and date, paragraph and section, source, name and version."""
    document = subject.document
    source = f"source: {subject.address or subject.source}"
    dated = place_and_date(document)
    head = ". ".join(
        part.rstrip(".")
        for part in (", ".join(document.issuers), document.title or "", dated[:1].upper() + dated[1:])
        if part
    )
    tail = ", ".join(part for part in (where, published_by(document), source) if part)
    return f"{head}. {tail} ({subject.name}, version {version})"


def _place(document: Document, sentence: Sentence) -> str:
    paragraph, section = sentence.paragraph, sentence.section
    label, speaker = document.paragraph(paragraph).label, document.paragraph(paragraph).speaker
    page = f"page {sentence.page}" if sentence.page else ""
    numbered = f"¶{paragraph} (no. {label.strip('.() ')})" if label else f"¶{paragraph}"
    under = section_name(document, section) if document.heading_of(section) else ""
    return ", ".join(part for part in (speaker, page, numbered, under) if part)


def _these(choices: tuple[Choice, ...]) -> str:
    return "this sentence" if len(choices) == 1 else f"these {count(len(choices), 'sentence')}"

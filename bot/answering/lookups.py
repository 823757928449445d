"""`section` and `ask`: a place in a statement, and the passage that answers a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.excerpts import excerpt
from bot.answering.facts import AnswerFacts, PassageFacts, QuotedFacts, SectionTextFacts
from bot.answering.quoting import group_neighbours, indices_within, looked_up, quote_sentences, quote_under_headings
from bot.answering.replies import Action, Line, Quote, Reply
from bot.answering.subjects import Subject, section_facts, section_name, statement_facts
from bot.answering.wording import clipped, count, quoted
from bot.errors import UnclearError
from summarizers.reading.document import LEAD

if TYPE_CHECKING:
    from storage.records import Briefing, FoundPassage
    from summarizers.finding import Answer, Passage, SectionMatch
    from summarizers.reading.document import Document

LONGEST_QUESTION = 600
"""Characters. What is longer is a text that somebody forgot to put "brief" before."""
PASSAGES = 3


def section_meant(subject: Subject, words: str) -> SectionMatch:
    """Give the section that the words mean; raise where none does, or several do equally well."""
    from summarizers.finding import find_section

    document = subject.document
    matches = find_section(document, words)
    if not matches:
        raise UnclearError(f"{subject.name} has no section {quoted(clipped(words))}. {sections_there(subject)}")
    equal = [match for match in matches if match.score == matches[0].score]
    if len(equal) > 1:
        names = "; ".join(section_name(document, match.ordinal) for match in equal[:5])
        raise UnclearError(
            f"{quoted(clipped(words))} fits {len(equal)} sections of {subject.name}: {names}. Which one?"
        )
    return matches[0]


def section_reply(subject: Subject, words: str, match: SectionMatch) -> tuple[Reply, Briefing]:
    """Give a section's paragraphs as a reply, and what was quoted."""
    document = subject.document
    indices = [at for at, sentence in enumerate(document.sentences) if sentence.section == match.ordinal]
    groups = group_neighbours(document, indices)
    size = f"{count(len(groups), 'paragraph')}, {count(len(indices), 'sentence')}"
    name = section_name(document, match.ordinal)
    first = Line(f"{subject.name}, {quoted(clipped(words))}: {name} ({size})")
    quotes = [block for block in quote_under_headings(subject, groups) if isinstance(block, Quote)]
    facts = SectionTextFacts(
        statement=statement_facts(subject),
        body=document.body,
        section=section_facts(document.sections[match.ordinal]),
        how=match.how,
        paragraphs=tuple(QuotedFacts(quote.text, quote.start, quote.end, quote.paragraph) for quote in quotes),
    )
    return Reply((first, *quotes), _neighbours(subject, match.ordinal), facts), looked_up(
        groups, "in the section asked for"
    )


def passages_reply(subject: Subject, question: str, shown: int = 1) -> tuple[Reply, Briefing | None]:
    """Answer a question: the best passage and where the next ones stand; and what was quoted."""
    from summarizers.finding import ask

    answer = ask(subject.document, question, limit=max(PASSAGES, shown))
    facts = answer_facts(subject, question, answer)
    if not answer.passages and answer.nearest:
        return _nearest_reply(subject, question, answer.nearest[0], facts)
    if not answer.passages:
        return _nothing_fits(subject, question, answer.nearest_heading, facts), None
    best = answer.passages[:shown]
    blocks: list[Line | Quote] = []
    groups = []
    for passage in best:
        blocks.append(
            Line(f"{subject.name}, {quoted(clipped(question))}: {section_name(subject.document, passage.section)}")
        )
        group = shown_part(subject.document, passage)
        groups.append(group)
        blocks.append(quote_sentences(subject, group, lit=lit_spans(passage)))
    others = [f"¶{passage.paragraph}, {_short_place(passage)}" for passage in answer.passages[shown:PASSAGES]]
    if others:
        blocks.append(Line(f"Also: {' · '.join(others)}"))
    quoted_now = looked_up(groups, f"answers {quoted(clipped(question))}", [passage.score for passage in best])
    return Reply(tuple(blocks), (), facts), quoted_now


def answer_facts(subject: Subject, question: str, answer: Answer) -> AnswerFacts:
    """Give an answer as facts."""
    document = subject.document
    nearest = answer.nearest_heading
    return AnswerFacts(
        statement=statement_facts(subject),
        question=question,
        body=document.body,
        passages=tuple(map(_passage_facts, answer.passages)),
        nearest_heading=document.heading_of(nearest) if nearest is not None else None,
        nearest=tuple(map(_passage_facts, answer.nearest)),
    )


def sections_there(subject: Subject) -> str:
    """Say which sections a statement has."""
    headed = [section for section in subject.document.sections if section.ordinal != LEAD]
    if not headed:
        return 'It has no headings: "section 0" shows all of it.'
    names = "; ".join(f"{section.ordinal} {clipped(section.heading or '', 60)}" for section in headed[:8])
    more = f"; and {len(headed) - 8} more" if len(headed) > 8 else ""
    return f"There {'are' if len(headed) > 1 else 'is'} {count(len(headed), 'section')}: {names}{more}."


def check_question(question: str) -> str:
    """Give the question to ask; raise where there is none, or where a text was pasted."""
    if not any(character.isalnum() for character in question):
        raise UnclearError('"ask" wants a question, as in "ask what was agreed on sanctions?".')
    if len(question) > LONGEST_QUESTION:
        raise UnclearError('That is a text rather than a question. Put "brief" before it to have it briefed.')
    return question


def _passage_facts(passage: Passage) -> PassageFacts:
    return PassageFacts(passage.text, passage.start, passage.end, passage.section, passage.heading, passage.score)


def _nearest_reply(
    subject: Subject, question: str, passage: Passage, facts: AnswerFacts
) -> tuple[Reply, Briefing | None]:
    """Say that nothing answers for certain, and quote what comes nearest as just that."""
    group = shown_part(subject.document, passage)
    where = section_name(subject.document, passage.section)
    blocks = (
        Line(f"No passage of {subject.name} is sure to answer {quoted(clipped(question))}. The nearest, in {where}:"),
        quote_sentences(subject, group, lit=lit_spans(passage)),
    )
    return Reply(blocks, (), facts), looked_up(
        [group], f"comes nearest to {quoted(clipped(question))}", [passage.score]
    )


def _nothing_fits(subject: Subject, question: str, nearest: int | None, facts: AnswerFacts) -> Reply:
    heading = subject.document.heading_of(nearest) if nearest is not None else None
    offer = f" Nearest heading: {heading.rstrip('.:')}." if heading else ""
    action = (Action("Show that section", f"section {subject.name} {nearest}"),) if heading and subject.record else ()
    return Reply((Line(f"{subject.name} says nothing on {quoted(clipped(question))}.{offer}"),), action, facts)


def _neighbours(subject: Subject, ordinal: int) -> tuple[Action, ...]:
    if not subject.record:
        return ()
    name, last = subject.name, len(subject.document.sections) - 1
    before = (Action("Previous section", f"section {name} {ordinal - 1}"),) if ordinal > LEAD else ()
    after = (Action("Next section", f"section {name} {ordinal + 1}"),) if ordinal < last else ()
    return (*before, *after)


def shown_part(document: Document, passage: Passage | FoundPassage) -> range:
    """Give the sentences of a passage to show, as indices."""
    return excerpt(document, indices_within(document, passage.start, passage.end), passage.sentence)


def lit_spans(passage: Passage | FoundPassage) -> tuple[tuple[int, int], ...]:
    """Give the spans to set apart: the sentence that answers, where the passage holds more than that."""
    return (passage.sentence,) if passage.sentence != (passage.start, passage.end) else passage.lit


def _short_place(passage: Passage) -> str:
    return "the lead" if passage.section == LEAD else f"section {passage.section}"

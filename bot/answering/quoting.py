"""Sentences as quotations: each a span of the body, neighbours in a paragraph together, with what places them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.fragments import address_of_quotation
from bot.answering.replies import Block, Heading, Quote, Span
from storage.records import Briefing
from summarizers.choosing.engine import Choice
from summarizers.reading.document import Document, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.subjects import Subject

LOOKUP = "lookup"
"""Stands in place of an engine's name where a reader asked for a place instead of a briefing."""


def group_neighbours(document: Document, indices: Iterable[int]) -> list[range]:
    """Group indices of sentences, in reading order, where they follow each other within a paragraph."""
    groups: list[range] = []
    for index in sorted(set(indices)):
        last = groups[-1] if groups else None
        if last and index == last.stop and _paragraph(document, index) == _paragraph(document, last.start):
            groups[-1] = range(last.start, index + 1)
        else:
            groups.append(range(index, index + 1))
    return groups


def quote_sentences(
    subject: Subject, indices: range, *, lit: tuple[Span, ...] = (), note: str | None = None, with_lead_in: bool = True
) -> Quote:
    """Give one quotation of sentences that follow each other in a paragraph."""
    document = subject.document
    first, last = document.sentences[indices.start], document.sentences[indices.stop - 1]
    paragraph = document.paragraph(first.paragraph)
    return Quote(
        text=document.body[first.start : last.end],
        start=first.start,
        end=last.end,
        paragraph=first.paragraph,
        version=subject.version_id,
        label=paragraph.label,
        speaker=paragraph.speaker,
        page=first.page,
        lit=tuple((start, end) for start, end in lit if first.start <= start < end <= last.end),
        lead_in=lead_in(document, first.paragraph) if with_lead_in else None,
        note=note,
        is_list_item=paragraph.kind is ParagraphKind.LIST_ITEM,
        address=_way_back(subject, first.start, last.end, first.page),
    )


def quote_under_headings(
    subject: Subject, groups: Sequence[range], notes: Sequence[str | None] = ()
) -> tuple[Block, ...]:
    """Give quotations in reading order, with a section's heading and a list's introduction above the first of each."""
    document = subject.document
    blocks: list[Block] = []
    section: int | None = None
    introduced: int | None = None
    for at, group in enumerate(groups):
        sentence = document.sentences[group.start]
        heading = document.heading_of(sentence.section)
        if sentence.section != section and heading:
            blocks.append(Heading(heading))
        section = sentence.section
        introducer = document.paragraph(sentence.paragraph).lead_in
        with_lead_in = introducer is not None and introducer != introduced
        note = notes[at] if at < len(notes) else None
        blocks.append(quote_sentences(subject, group, note=note, with_lead_in=with_lead_in))
        introduced = introducer or document.sentences[group.stop - 1].paragraph
    return tuple(blocks)


def looked_up(groups: Sequence[range], reason: str, scores: Sequence[float] = ()) -> Briefing:
    """Give quoted passages in the form in which a briefing is remembered, so that they can be cited."""
    choices: list[Choice] = []
    for at, group in enumerate(groups):
        score = scores[at] if at < len(scores) else 0.0
        choices.extend(Choice(index, score, reason) for index in group)
    return Briefing(LOOKUP, tuple(choices))


def lead_in(document: Document, paragraph: int) -> str | None:
    """Give the last sentence of the paragraph that introduces a list item."""
    introducer = document.paragraph(paragraph).lead_in
    if introducer is None:
        return None
    texts = [sentence.text for sentence in document.sentences if sentence.paragraph == introducer]
    return texts[-1] if texts else None


def indices_within(document: Document, start: int, end: int) -> range:
    """Give the indices of the sentences that a span of the body holds, wholly or in part."""
    inside = [at for at, sentence in enumerate(document.sentences) if sentence.start < end and sentence.end > start]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _way_back(subject: Subject, start: int, end: int, page: int | None) -> str | None:
    """Give the address of a span in its source, where the version shown is the newest one read there."""
    is_newest = subject.record is not None and subject.version_id == subject.record.version_id
    if not subject.address or not is_newest:
        return None
    return address_of_quotation(subject.address, subject.document.body, start, end, page)


def _paragraph(document: Document, index: int) -> int:
    return document.sentences[index].paragraph

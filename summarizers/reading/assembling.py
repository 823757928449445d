"""Roles to structure: sections, paragraphs, sentences and what was set aside, as spans of the body."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizers.reading import boilerplate
from summarizers.reading.datelines import Dateline, find_dateline
from summarizers.reading.document import (
    LEAD,
    Aside,
    AsideKind,
    MarkKind,
    Paragraph,
    ParagraphKind,
    Section,
    Sentence,
)
from summarizers.reading.heading_forms import is_run_in_heading
from summarizers.reading.layout import BULLET
from summarizers.reading.normalising import Normalised
from summarizers.reading.roles import Role, RoledBlock
from summarizers.reading.segmentation import Segmenter

_LABEL = re.compile(
    r"(?P<label>\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|§ ?\d{1,3}\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）])[\s\u00a0]*(?=\S)"
)
_MONTH_BEHIND = re.compile(r"\d{1,2}\.\s+(?:[^\W\d_]{3,9})\s+\d{4}")


@dataclass(slots=True)
class Structure:
    """What the blocks amount to; the dateline, if a paragraph opens with one."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    dateline: Dateline | None = None


class Assembler:
    """Takes the blocks in order and builds the structure."""

    def __init__(self, normalised: Normalised, language: str, notices: boilerplate.Notices) -> None:
        self._body = normalised.body
        self._language = language
        self._notices = notices
        self._segmenter = Segmenter(normalised.body, language)
        bold = sorted((m for m in normalised.marks if m.kind is MarkKind.BOLD), key=lambda m: m.start)
        self._run_ins = {mark.start: mark for mark in bold}
        self._pages = sorted((m.start, m.level) for m in normalised.marks if m.kind is MarkKind.PAGE)
        self._structure = Structure(sections=[Section(LEAD, None, 0, 0, 0)])
        self._deepest = 0
        self._lead_in: int | None = None
        self._speaker: str | None = None

    def assemble(self, blocks: Sequence[RoledBlock]) -> Structure:
        """Build the structure of these blocks."""
        for block in blocks:
            if block.role is Role.HEADING:
                self._open_section(block.text, block.level, block.start, block.end)
                self._deepest = max(self._deepest, block.level)
            elif block.role is Role.ASIDE and block.aside is not None:
                self._aside(block.aside, block.start, block.end)
            else:
                self._add_content(block)
        self._structure.sections = _with_ends(self._structure.sections, self._structure.paragraphs)
        self._structure.asides.sort(key=lambda aside: aside.start)
        return self._structure

    def _open_section(self, heading: str, level: int, start: int, end: int) -> None:
        ordinal = len(self._structure.sections)
        self._structure.sections.append(Section(ordinal, heading, level, start, end, (start, end)))
        self._lead_in = None

    def _aside(self, kind: AsideKind, start: int, end: int) -> None:
        self._structure.asides.append(Aside(kind, start, end))

    def _add_content(self, block: RoledBlock) -> None:
        """Cut what is glued to a block, then add the rest as a paragraph."""
        start = self._cut_speaker(block)
        start = self._cut_front(start, block.end)
        end = self._cut_end(start, block.end)
        start, marker = self._cut_marker(block, start, end)
        start = self._cut_run_in(start, end, is_item=marker is not None)
        if start < end:
            self._add_paragraph(block, start, end, marker)

    def _cut_speaker(self, block: RoledBlock) -> int:
        if block.speaker is None:
            return block.start
        self._speaker, length = block.speaker
        return self._cut_to(AsideKind.SPEAKER, block.start, block.start + length)

    def _cut_front(self, start: int, end: int) -> int:
        while glued := boilerplate.glued_front(self._body[start:end]):
            start = self._cut_to(glued[0], start, start + glued[1])
        if not self._structure.paragraphs and (line := find_dateline(self._body[start:end], self._language)):
            self._structure.dateline = line
            start = self._cut_to(AsideKind.DATELINE, start, start + line.length)
        return start

    def _cut_end(self, start: int, end: int) -> int:
        while glued := self._notices.glued_end(self._body[start:end]):
            cut = start + glued[1]
            self._aside(glued[0], cut, end)
            end = start + len(self._body[start:cut].rstrip())
        return end

    def _cut_marker(self, block: RoledBlock, start: int, end: int) -> tuple[int, str | None]:
        """Set a list marker aside; gives its number, or "" for a bullet, or `None` where there is none."""
        text = self._body[start:end]
        if match := BULLET.match(text):
            start = self._cut_to(AsideKind.LIST_MARKER, start, start + match.end())
            return start, ""
        match = _LABEL.match(text)
        if match and match.end() < len(text) and not _MONTH_BEHIND.match(text) and _is_label(match):
            return self._cut_to(AsideKind.LIST_MARKER, start, start + match.end()), match["label"]
        return start, "" if block.is_list_item else None

    def _cut_run_in(self, start: int, end: int, *, is_item: bool) -> int:
        """A short bold lead at the head of a paragraph is its heading."""
        mark = self._run_ins.get(start)
        if mark is None or is_item or mark.end >= end or not is_run_in_heading(self._body[mark.start : mark.end]):
            return start
        self._open_section(self._body[mark.start : mark.end].rstrip(".:："), self._deepest + 1, mark.start, mark.end)
        return self._skip_space(mark.end)

    def _cut_to(self, kind: AsideKind, start: int, end: int) -> int:
        self._aside(kind, start, start + len(self._body[start:end].rstrip()))
        return self._skip_space(end)

    def _skip_space(self, offset: int) -> int:
        while offset < len(self._body) and self._body[offset].isspace():
            offset += 1
        return offset

    def _add_paragraph(self, block: RoledBlock, start: int, end: int, marker: str | None) -> None:
        spans = self._without_notices(self._segmenter.sentences(start, end))
        if not spans:
            return
        ordinal, section = len(self._structure.paragraphs) + 1, len(self._structure.sections) - 1
        kind = self._kind(block, marker)
        paragraph = Paragraph(
            ordinal, spans[0][0], spans[-1][1], section, kind,
            self._lead_in if kind is ParagraphKind.LIST_ITEM else None, marker or None, self._speaker,
        )  # fmt: skip
        self._structure.paragraphs.append(paragraph)
        self._structure.sentences.extend(
            Sentence(self._body[a:b], a, b, section, ordinal, self._page_at(a) if self._pages else None)
            for a, b in spans
        )
        if kind is not ParagraphKind.LIST_ITEM:
            self._lead_in = ordinal if self._body[end - 1] in ":：" else None

    def _kind(self, block: RoledBlock, marker: str | None) -> ParagraphKind:
        if block.is_quotation:
            return ParagraphKind.QUOTATION
        if marker is None:
            return ParagraphKind.PROSE
        # A numbered paragraph of a communiqué is prose with a number, unless something leads in to it.
        is_item = not marker or self._lead_in is not None or not marker[:1].isdigit()
        return ParagraphKind.LIST_ITEM if is_item else ParagraphKind.PROSE

    def _without_notices(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Set notices at the two ends of a paragraph aside, sentence by sentence; the paragraph stays."""
        first, last = 0, len(spans)
        while last and (kind := self._notices.kind_of(self._body[slice(*spans[last - 1])])):
            last -= 1
            self._aside(kind, *spans[last])
        # The last sentence was looked at; where it is the first, too, there is nothing left to do.
        while first < last - 1 and (kind := self._notices.kind_of(self._body[slice(*spans[first])])):
            self._aside(kind, *spans[first])
            first += 1
        return spans[first:last]

    def _page_at(self, offset: int) -> int:
        index = bisect_right(self._pages, (offset, 1 << 60)) - 1
        return self._pages[index][1] if index >= 0 else 1


def _is_label(match: re.Match[str]) -> bool:
    """Whether a number or letter in front of a paragraph counts it: a space or a bracket follows, never a figure's rest."""
    label = match["label"]
    is_spaced = match.end() > len(label) or label[-1] in ")）"
    return is_spaced and (len(label) > 1) and not (label[0].isdigit() and label[-1].isdigit() and label.count(".") == 1)


def _with_ends(sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> list[Section]:
    """Give each section its end: that of its last paragraph, else of its heading."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for paragraph in paragraphs:
        starts.setdefault(paragraph.section, paragraph.start)
        ends[paragraph.section] = paragraph.end
    first_heading = sections[1].start if len(sections) > 1 else 0
    lead_start = starts.get(LEAD, first_heading)
    lead = replace(sections[LEAD], start=lead_start, end=ends.get(LEAD, lead_start))
    return [lead, *(replace(section, end=max(section.end, ends.get(section.ordinal, 0))) for section in sections[1:])]

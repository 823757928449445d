"""The role of every block: title, masthead, heading, content, or one of the things that are set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from summarizers.reading import boilerplate
from summarizers.reading.datelines import parse_dateline
from summarizers.reading.document import AsideKind, Mark, MarkKind
from summarizers.reading.heading_forms import Candidate, Verdict, capitals_share, is_clock, judge_form
from summarizers.reading.headings import find_headings
from summarizers.reading.issuers import is_body_line
from summarizers.reading.layout import BULLET, NUMBER
from summarizers.reading.normalising import Normalised
from summarizers.reading.transcripts import find_speakers

_LONGEST_TITLE = 300
_HEAD_BLOCKS = 12
_MOST_SIGNATURE_LINES = 8
_SHARE_BEHIND_CLOSE = 0.4
_ENDS_SENTENCE = re.compile(r"[.!?;。！？؟]['\"“”‘’«»)\]」』]*$")
_SALUTATION = re.compile(
    r"(?:dear|to the|excellenc|mr\.? (?:president|speaker)|ladies and)\b.{0,120}[:,]", re.IGNORECASE
)
_VALEDICTION = re.compile(
    r"(?:sincerely|respectfully|yours|with (?:best|kind)|cordially|faithfully)\b.{0,30},?$", re.IGNORECASE
)


class Role(Enum):
    """What a block is."""

    CONTENT = "content"
    HEADING = "heading"
    ASIDE = "set aside"


@dataclass(slots=True)
class RoledBlock:
    """A block of the body with its role; the kind says why it is set aside, the level how deep a heading stands."""

    start: int
    end: int
    text: str
    role: Role = Role.CONTENT
    aside: AsideKind | None = None
    level: int = 1
    speaker: tuple[str, int] | None = None
    """Who speaks and the length of the label, in a transcript."""
    is_bold: bool = False
    marked_level: int | None = None
    is_list_item: bool = False
    is_quotation: bool = False

    def set_aside(self, kind: AsideKind) -> None:
        """Set the block aside."""
        self.role, self.aside = Role.ASIDE, kind


def assign_roles(normalised: Normalised, language: str, notices: boilerplate.Notices) -> list[RoledBlock]:
    """Give every block its role; where the notices are not trusted, no closing part is told from content either."""
    blocks = [RoledBlock(b.start, b.end, normalised.body[b.start : b.end]) for b in normalised.blocks]
    _apply_marks(blocks, normalised.marks)
    _frame(blocks, notices)
    if notices.trusted:
        _set_notices_aside(blocks, notices)
        _close(blocks, notices)
    _read_head(blocks, language)
    for block, speaker in zip(blocks, find_speakers([block.text for block in blocks]), strict=True):
        block.speaker = speaker
    _set_signature_aside(blocks, language)
    _mark_headings(blocks, language)
    return blocks


def content_share(blocks: Sequence[RoledBlock]) -> float:
    """Give the share of the body's letters that content and headings hold (1.0 for a body without letters).

    What stands outside an explicit "Begin Text ... End Text" is meant to be left out, and is not counted.
    """
    counted = [block for block in blocks if block.aside is not AsideKind.BOUNDARY]
    framed = any(boilerplate.is_begin(block.text) or boilerplate.is_end(block.text) for block in blocks)
    everything = sum(len(block.text) for block in counted)
    content = sum(len(block.text) for block in counted if block.role is not Role.ASIDE)
    return 1.0 if (framed and content) or not everything else content / everything


def _apply_marks(blocks: Sequence[RoledBlock], marks: Sequence[Mark]) -> None:
    """Tell each block what the input format said of it."""
    at = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        while at < len(blocks) and blocks[at].end <= mark.start:
            at += 1
        number = at
        while number < len(blocks) and blocks[number].start < mark.end:
            _apply_mark(blocks[number], mark)
            number += 1


def _apply_mark(block: RoledBlock, mark: Mark) -> None:
    covered = min(block.end, mark.end) - max(block.start, mark.start)
    if covered < 0.8 * (block.end - block.start):
        return
    if mark.kind is MarkKind.HEADING and len(block.text) <= _LONGEST_TITLE:
        block.marked_level = mark.level
    elif mark.kind is MarkKind.BOLD:
        block.is_bold = True
    elif mark.kind is MarkKind.LIST_ITEM:
        block.is_list_item = True
    elif mark.kind is MarkKind.QUOTATION:
        block.is_quotation = True
    elif mark.kind is MarkKind.TABLE:
        block.set_aside(AsideKind.TABLE)


def _frame(blocks: Sequence[RoledBlock], notices: boilerplate.Notices) -> None:
    """Set aside what stands before "Begin Text" and behind "End Text"."""
    begin = next((n for n, block in enumerate(blocks) if boilerplate.is_begin(block.text)), None)
    first = 0 if begin is None else begin + 1
    end = next((n for n in range(first, len(blocks)) if _ends(blocks[n].text, notices)), None)
    if begin is not None:
        blocks[begin].set_aside(AsideKind.BOUNDARY)
        for block in blocks[:begin]:
            if not _is_short_line(block.text) or boilerplate.is_preamble(block.text):
                block.set_aside(AsideKind.PREAMBLE)
    if end is not None and (begin is not None or end >= len(blocks) // 2):
        if boilerplate.is_end(blocks[end].text):
            blocks[end].set_aside(AsideKind.BOUNDARY)
        for block in blocks[end + 1 :]:
            block.set_aside(notices.kind_of(block.text) or _rule_or(block.text, AsideKind.SYNDICATION))


def _ends(text: str, notices: boilerplate.Notices) -> bool:
    """Whether a block is the mark that ends the text, or has it glued to its end."""
    if boilerplate.is_end(text):
        return True
    glued = notices.glued_end(text)
    return glued is not None and glued[0] is AsideKind.BOUNDARY and "#" not in text[glued[1] :]


def _rule_or(text: str, kind: AsideKind) -> AsideKind:
    return AsideKind.BOUNDARY if boilerplate.is_close(text) else kind


def _set_notices_aside(blocks: Sequence[RoledBlock], notices: boilerplate.Notices) -> None:
    for block in blocks:
        if block.role is not Role.CONTENT:
            continue
        if boilerplate.is_close(block.text):
            block.set_aside(AsideKind.BOUNDARY)
        elif kind := notices.opened_by(block.text):
            block.set_aside(kind)


def _close(blocks: Sequence[RoledBlock], notices: boilerplate.Notices) -> None:
    """Set aside what follows the mark that closes a release, and the closing parts (contacts, about, notes)."""
    total, before = sum(len(block.text) for block in blocks), 0
    kind: AsideKind | None = None
    for block in blocks:
        is_late = before >= (1 - _SHARE_BEHIND_CLOSE) * total and before > 0
        if is_late and boilerplate.is_close(block.text):
            kind = kind or AsideKind.NOTES
        elif (is_late or kind) and (opened := boilerplate.tail_kind(block.text)):
            kind = opened
        if kind is not None and (block.role is Role.CONTENT):
            block.set_aside(notices.kind_of(block.text) or kind)
        before += len(block.text)


def _read_head(blocks: Sequence[RoledBlock], language: str) -> None:
    """Find title and masthead among the short lines that the text begins with."""
    open_blocks = [
        b for b in blocks[:_HEAD_BLOCKS] if b.aside is not AsideKind.PREAMBLE and not boilerplate.is_begin(b.text)
    ]
    has_title = False
    for block in open_blocks:
        if block.role is not Role.CONTENT:
            continue
        kind = _head_kind(block, language, has_title=has_title)
        if kind is None:
            break
        has_title = has_title or kind is AsideKind.TITLE
        block.set_aside(kind)
    if has_title and not any(block.role is Role.CONTENT for block in blocks):
        for block in blocks:  # a text of one line is that line, not a title without a text
            if block.aside is AsideKind.TITLE:
                block.role, block.aside = Role.CONTENT, None


def _head_kind(block: RoledBlock, language: str, *, has_title: bool) -> AsideKind | None:
    text = block.text
    if boilerplate.is_release_line(text) and not (block.marked_level is not None and len(text.split()) > 4):
        return AsideKind.MASTHEAD
    if boilerplate.is_preamble(text):
        return AsideKind.PREAMBLE
    line = parse_dateline(text, language)
    if line and (line.when is not None or block.marked_level is None):
        return AsideKind.DATELINE
    if is_clock(text):
        return AsideKind.MASTHEAD
    if has_title and block.marked_level is not None:
        return None
    if is_body_line(text) and not block.is_list_item and (has_title or block.marked_level is None):
        return AsideKind.MASTHEAD
    if not has_title and _is_title(block):
        return AsideKind.TITLE
    return None


def _is_title(block: RoledBlock) -> bool:
    if block.marked_level is not None:
        return True
    return _is_short_line(block.text) and not BULLET.match(block.text) and not _SALUTATION.match(block.text)


def _is_short_line(text: str) -> bool:
    """Whether a block is a line of a head rather than a paragraph."""
    if len(text) > _LONGEST_TITLE or NUMBER.match(text) or text.endswith((":", "：", ",", ";")):
        return False
    if not any(character.isalpha() for character in text):
        return False
    ends = _ENDS_SENTENCE.search(text)
    return not ends or judge_form(Candidate(text)) is not Verdict.NO


def _mark_headings(blocks: Sequence[RoledBlock], language: str) -> None:
    marks_headings = any(block.marked_level is not None and block.role is Role.CONTENT for block in blocks)
    candidates = [
        Candidate(
            block.text,
            marked_level=block.marked_level if block.role is Role.CONTENT else None,
            is_bold=block.is_bold,
            is_other=block.role is Role.ASIDE or block.is_list_item or block.is_quotation or block.speaker is not None,
            # A text that marks its headings has no others but those it sets bold.
            is_text=(marks_headings and not block.is_bold)
            or (block.text.endswith((":", "：")) and following is not None and following.is_list_item),
        )
        for block, following in zip_longest(blocks, blocks[1:])
    ]
    for number, level in find_headings(candidates, language).items():
        blocks[number].role, blocks[number].level = Role.HEADING, level


def _set_signature_aside(blocks: Sequence[RoledBlock], language: str) -> None:
    """Set the names, offices and dates under a text aside."""
    content = [block for block in blocks if block.role is not Role.ASIDE]
    tail: list[RoledBlock] = []
    for block in reversed(content):
        is_valediction = bool(_VALEDICTION.fullmatch(block.text))
        if not (is_valediction or _is_signature_line(block, language)) or len(tail) >= _MOST_SIGNATURE_LINES:
            break
        tail.append(block)
    above = content[: len(content) - len(tail)]
    if above and not above[-1].text.endswith((":", "：")) and _ENDS_SENTENCE.search(above[-1].text):
        for block in tail:
            block.set_aside(AsideKind.SIGNATURE)


def _is_signature_line(block: RoledBlock, language: str) -> bool:
    text = block.text
    if (
        block.marked_level is not None
        or len(text) > 80
        or BULLET.match(text)
        or NUMBER.match(text)
        or block.is_list_item
    ):
        return False
    if parse_dateline(text, language):
        return True
    is_name = len(text.split()) <= 10 and capitals_share(text) >= 0.7
    return is_name and not (_ENDS_SENTENCE.search(text) and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", text))

"""Markdown and plain-text markup: what it says of the text becomes marks, its characters leave the text.

Only markup that is hardly ever meant literally is taken: ATX and underlined headings, bold and italic pairs, block
quotes, links to an address. List markers stay: a reader sees them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizers.reading.document import Mark, MarkKind

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(?=[^\s#])(.*)$", re.MULTILINE)
_UNDERLINED = re.compile(
    r"^[ \t]*(\S[^\n]{0,150}?)[ \t]*\n([ \t]*(?:={3,}|-{3,}|~{3,}|\^{3,}|_{3,}|\*{3,})[ \t]*)$", re.MULTILINE
)
_BLANK_LINE_ABOVE = re.compile(r"\n[ \t]*\r?\n\Z|\A\s*\Z")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)){1,600}?)(?<=[^\s*])\*\*(?!\*)")
_BOLD_UNDERSCORES = re.compile(r"(?<![\w_])__(?=[^\s_])([^_\n]{1,600}?)(?<=[^\s_])__(?![\w_])")
_ITALIC = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?![\w_])"
)
_QUOTED_LINE = re.compile(r"^ {0,3}(>[ \t]?)+(?=\S)(.*)$", re.MULTILINE)
_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,300})(\]\((?:https?://|mailto:)[^()\s]{1,2000}\))")


@dataclass(frozen=True, slots=True)
class Markup:
    """The marks that markup makes, and the spans of the input that are markup and leave the text (sorted)."""

    marks: tuple[Mark, ...]
    removed: tuple[tuple[int, int], ...]


def find_markup(text: str) -> Markup:
    """Find the markup of a text with line feeds as line ends, in linear time."""
    marks: list[Mark] = []
    removed: list[tuple[int, int]] = []
    for mark, spans in _all_markup(text):
        if mark is not None:
            marks.append(mark)
        removed.extend(spans)
    return Markup(tuple(marks), _merge(removed))


def _all_markup(text: str) -> Iterator[tuple[Mark | None, list[tuple[int, int]]]]:
    if "#" in text:
        yield from _atx_headings(text)
    if any(rule in text for rule in ("===", "---", "~~~", "^^^", "___", "***")):
        yield from _underlined_headings(text)
    if "**" in text:
        yield from _pairs(text, _BOLD, 2, MarkKind.BOLD)
    if "__" in text:
        yield from _pairs(text, _BOLD_UNDERSCORES, 2, MarkKind.BOLD)
    if "*" in text or "_" in text:
        yield from _pairs(text, _ITALIC, 1, None)
    if ">" in text:
        yield from _quotations(text)
    if "](" in text:
        for match in _LINK.finditer(text):
            yield None, [match.span(1), match.span(3)]


def _atx_headings(text: str) -> Iterator[tuple[Mark, list[tuple[int, int]]]]:
    for match in _ATX.finditer(text):
        start, line = match.start(2), match.group(2).rstrip()
        heading = line.rstrip("#").rstrip() if line.endswith(" " + "#" * len(match.group(1))) else line
        end = start + len(heading)
        mark = Mark(MarkKind.HEADING, start, end, level=len(match.group(1)))
        yield mark, [(match.start(), start), (end, match.end())]


def _underlined_headings(text: str) -> Iterator[tuple[Mark, list[tuple[int, int]]]]:
    for match in _UNDERLINED.finditer(text):
        line, rule = match.group(1), match.group(2).strip()
        line_start = match.start()
        opens_block = line_start == 0 or bool(_BLANK_LINE_ABOVE.search(text, max(0, line_start - 8), line_start))
        if opens_block and len(rule) * 2 >= len(line) and any(c.isalpha() for c in line) and line[-1] not in ".;,":
            yield Mark(MarkKind.HEADING, *match.span(1), level=1 if rule[0] == "=" else 2), [match.span(2)]


def _pairs(
    text: str, pattern: re.Pattern[str], width: int, kind: MarkKind | None
) -> Iterator[tuple[Mark | None, list[tuple[int, int]]]]:
    for match in pattern.finditer(text):
        start, end = match.span()
        mark = Mark(kind, start + width, end - width) if kind else None
        yield mark, [(start, start + width), (end - width, end)]


def _quotations(text: str) -> Iterator[tuple[Mark, list[tuple[int, int]]]]:
    for match in _QUOTED_LINE.finditer(text):
        yield Mark(MarkKind.QUOTATION, *match.span(2)), [(match.start(), match.start(2))]


def _merge(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)

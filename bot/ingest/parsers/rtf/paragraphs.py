"""Paragraphs of an RTF file: runs of text in bold or not, and what the paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BULLET = "•"
_HEADING_NAME = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|заголовок|kop|rubrik|nagłówek|nadpis|标题|見出し|제목|عنوان)\s*([1-9])",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(r"(?:title|titel|titre|título|titolo|название|标题|表題)", re.IGNORECASE)
_QUOTATION_NAME = re.compile(r"(?:intense )?(?:quote|block ?text|zitat|citation|cita)\b", re.IGNORECASE)
_BULLETS = re.compile(r"[\u2022\u25cf\u25e6\u25aa\u25a0\u2023\u00b7\u2043\uf0b7\uf0a7\uf0d8o§-]\Z")
_DEEPEST_OUTLINE = 8


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style of the style sheet."""

    name: str = ""
    outline: int | None = None

    @property
    def heading(self) -> int | None:
        """The level of the heading that this style makes, from 1."""
        named = _HEADING_NAME.match(self.name)
        if named:
            return int(named[1])
        return self.outline + 1 if self.outline is not None and self.outline <= _DEEPEST_OUTLINE else None

    @property
    def is_title(self) -> bool:
        """Say whether it is the style of a document's title."""
        return _TITLE_NAME.fullmatch(self.name) is not None

    @property
    def is_quotation(self) -> bool:
        """Say whether it sets quotations."""
        return _QUOTATION_NAME.match(self.name) is not None


@dataclass(slots=True)
class Line:
    """The text of a paragraph as it is put together: runs, and whether each is bold."""

    runs: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, text: str, *, is_bold: bool) -> None:
        """Add a run."""
        self.runs.append((text, is_bold))

    def take(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """Give the text with single spaces and its bold spans, and begin anew."""
        parts: list[str] = []
        spans: list[tuple[int, int]] = []
        at = 0
        for run, is_bold in _whole_characters(self.runs):
            words = " ".join(run.split())
            if not words:
                if run and at and not parts[-1].endswith(" "):
                    parts.append(" ")
                    at += 1
                continue
            if run[0].isspace() and at and not parts[-1].endswith(" "):
                parts.append(" ")
                at += 1
            parts.append(words)
            if is_bold:
                spans.append((at, at + len(words)))
            at += len(words)
            if run[-1].isspace():
                parts.append(" ")
                at += 1
        self.runs.clear()
        return "".join(parts).rstrip(), tuple(_joined(spans))


def label_of(text: str) -> str:
    """Give the number or bullet in front of a list item, from what the file shows there."""
    label = " ".join(text.split())
    return BULLET if not label or _BULLETS.match(label) else label


def _whole_characters(runs: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Join runs alike, and the halves of characters that RTF writes one after the other (UTF-16)."""
    merged: list[tuple[list[str], bool]] = []
    for text, is_bold in runs:
        if merged and merged[-1][1] == is_bold:
            merged[-1][0].append(text)
        else:
            merged.append(([text], is_bold))
    return [
        ("".join(texts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), is_bold)
        for texts, is_bold in merged
    ]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined

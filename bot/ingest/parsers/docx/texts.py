"""A paragraph's text as it is put together from runs, and cut where its lines begin anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ingest.parsers.composing import Paragraph
from bot.ingest.parsers.docx.names import Element
from summarizers.reading.document import MarkKind


@dataclass(slots=True)
class RunText:
    """A paragraph's text as it is put together, and the text boxes that are anchored in it."""

    parts: list[str] = field(default_factory=list)
    weights: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, is_bold: bool) -> None:
        """Add a run's text."""
        self.parts.append(text)
        self.weights.append(is_bold)


def split_paragraph(
    text: RunText, kind: MarkKind | None, level: int, label: str, *, is_title: bool
) -> Iterator[Paragraph]:
    """Give a paragraph, cut at its line breaks where a new line begins like a new paragraph."""
    characters: list[str] = []
    heavy: list[bool] = []
    for part, is_bold in zip(text.parts, text.weights, strict=True):
        characters.extend(part)
        heavy.extend([is_bold] * len(part))
    whole = "".join(characters)
    start = 0
    for cut in [*_cuts(whole, kind), len(whole)]:
        line, bold = _tidy(whole[start:cut], heavy[start:cut])
        if line:
            if label:
                line = f"{label} {line}"
                bold = [(a + len(label) + 1, b + len(label) + 1) for a, b in bold]
            yield Paragraph(line, kind, level, () if kind is MarkKind.HEADING else tuple(bold), is_title)
            label = ""
        start = cut


def _cuts(text: str, kind: MarkKind | None) -> list[int]:
    if kind is not None:
        return []
    breaks = (match.start() for match in re.finditer(r"\n+\s*(?=[^\s])", text))
    return [at for at in breaks if not text[at:].lstrip()[0].islower()]


def _tidy(text: str, heavy: list[bool]) -> tuple[str, list[tuple[int, int]]]:
    """Give a text with single spaces, and the spans of it that are bold."""
    kept: list[str] = []
    weights: list[bool] = []
    for character, is_bold in zip(text, heavy, strict=True):
        is_space = character.isspace()
        if is_space and (not kept or kept[-1] == " "):
            continue
        kept.append(" " if is_space else character)
        weights.append(is_bold)
    if kept and kept[-1] == " ":
        kept.pop()
        weights.pop()
    return "".join(kept), _spans(kept, weights)


def _spans(characters: list[str], weights: list[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at, (character, is_bold) in enumerate(zip(characters, weights, strict=True)):
        if character == " " or not is_bold:
            continue
        gap = characters[spans[-1][1] : at] if spans else None
        if spans and gap in ([], [" "]):
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans

"""What a quotation is made of wherever it is shown: its words, what is lit in them, and the name of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.runs import Run, text_of
from bot.adapters.safety import shortened
from bot.delivery.halving import CONTINUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.replies import Quote

NO_BREAK = "\u00a0"
"""Keeps the place on the line of the last word."""
_LONGEST_LABEL = 40


def words_of(quote: Quote) -> list[Run]:
    """Give the words of a quotation, what is lit set bold; spans that touch are one."""
    runs: list[Run] = []
    at = quote.start
    for start, end in _joined(quote):
        runs.append(Run(quote.text[at - quote.start : start - quote.start]))
        runs.append(Run(quote.text[start - quote.start : end - quote.start], is_bold=True))
        at = end
    runs.append(Run(quote.text[at - quote.start :]))
    return [run for run in runs if run.text]


def place_of(quote: Quote) -> str:
    """Name the place of a quotation, "¶4, p. 2"; empty where it is not known."""
    label = f" (no. {shortened(quote.label.strip('.() '), _LONGEST_LABEL)})" if quote.label else ""
    numbered = f"¶{quote.paragraph}{label}" if quote.paragraph else ""
    page = f"p. {quote.page}" if quote.page else ""
    return ", ".join(part for part in (numbered, page) if part)


def going_on(stretch: Sequence[Run]) -> Run:
    """Give the mark behind a stretch of a quotation that goes on in the next message."""
    gap = "" if text_of(stretch)[-1:].isspace() else NO_BREAK
    return Run(f"{gap}{CONTINUES}", is_italic=True)


def _joined(quote: Quote) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted(quote.lit):
        if start < quote.start or end > quote.end or start >= end:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans

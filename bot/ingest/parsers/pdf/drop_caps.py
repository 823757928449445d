"""Initials set over several lines: put back in front of the word that they begin."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ingest.parsers.pdf.words import Page, Word
from summarizers.vocabulary.frequencies import document_frequency
from summarizers.vocabulary.tokens import fold, stem

_LARGE = 1.9
_HEIGHT = 0.78
_WORDS_BY_THEMSELVES = "AI"


def join_drop_caps(pages: Sequence[Page], body: float) -> None:
    """Join the initials of all pages with their words; the lines beside them begin at the column's edge again."""
    for page in pages:
        large = [word for word in page.words if word.size >= _LARGE * body]
        for cap in large:
            if cap.text.isalpha() and cap.text.isupper() and len(cap.text) == 1 and _is_alone(cap, large):
                _join(page, cap, body)


def _is_alone(cap: Word, large: Sequence[Word]) -> bool:
    """Whether no other large word stands beside it, as in a title."""
    return not any(
        other is not cap
        and abs(other.baseline - cap.baseline) < 0.5 * cap.size
        and other.x0 - cap.x1 < cap.size
        and cap.x0 - other.x1 < cap.size
        for other in large
    )


def _join(page: Page, cap: Word, body: float) -> None:
    beside = [
        word
        for word in page.words
        if word.size <= 1.4 * body
        and -0.3 * body < word.x0 - cap.x1 < 1.2 * body
        and -0.3 * body < word.baseline - cap.baseline < _HEIGHT * cap.size
    ]
    if len(beside) < 2:
        return
    first = max(beside, key=lambda word: word.baseline)
    joined = {
        word: word._replace(x0=cap.x0, text=_joined(cap, word) if word is first else word.text) for word in beside
    }
    page.words = [joined.get(word, word) for word in page.words if word is not cap]


def _joined(cap: Word, word: Word) -> str:
    text = cap.text + word.text
    is_known = document_frequency(stem(fold(text.strip(".,;:")), "en"), "en") > 0
    return f"{cap.text} {word.text}" if cap.text in _WORDS_BY_THEMSELVES and not is_known else text

"""Watermarks and stamps: large words laid over the text ("DRAFT")."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ingest.parsers.pdf.words import Page, Word

_LARGE = 2.2
_FEWEST_COVERED = 3


def drop_stamps(pages: Sequence[Page], body: float) -> None:
    """Take out the large words that overlap lines of text; slanted ones were never read."""
    for page in pages:
        large = [word for word in page.words if word.size >= _LARGE * body]
        stamps = {word for word in large if _is_over_text(word, page.words, body)}
        if stamps:
            page.words = [word for word in page.words if word not in stamps]


def _is_over_text(stamp: Word, words: Sequence[Word], body: float) -> bool:
    """Whether words of the text stand inside the letters of a large word."""
    inset = 0.1 * stamp.size
    top = stamp.baseline + 0.6 * stamp.size
    covered = sum(
        word.size <= 1.5 * body
        and stamp.baseline - inset <= word.baseline <= top
        and word.x0 < stamp.x1 - inset
        and word.x1 > stamp.x0 + inset
        for word in words
    )
    return covered >= _FEWEST_COVERED

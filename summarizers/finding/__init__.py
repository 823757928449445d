"""Question to passages: headings, words, meaning, acronyms and the names of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.finding.headings import SectionMatch, find_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.finding.asking import Answer, Passage
    from summarizers.reading.document import Document

__all__ = [
    "Answer",
    "Passage",
    "SectionMatch",
    "ask",
    "find_section",
    "nearest_passages",
    "nearness_in_context",
    "rank_passages",
]


def __getattr__(name: str) -> object:
    """Load what needs numpy only when it is asked for."""
    if name in {"Answer", "Passage"}:
        from summarizers.finding import asking

        return getattr(asking, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def ask(document: Document, question: str, *, limit: int = 3, decline: bool = True) -> Answer:
    """Find the passages of a document that answer a question, at most `limit`, best first; see `asking.ask`."""
    from summarizers.finding import asking

    return asking.ask(document, question, limit=limit, decline=decline)


def nearest_passages(document: Document, question: str, *, limit: int = 3) -> tuple[Passage, ...]:
    """Give the passages nearest to a question by words and word vectors alone; see `asking.nearest_passages`."""
    from summarizers.finding import asking

    return asking.nearest_passages(document, question, limit=limit)


def nearness_in_context(question: str, texts: Sequence[str]) -> list[float]:
    """Give how near a question comes to each of some English texts, read in context (0 to 1): 5 ms a sentence."""
    from summarizers.finding import sentence_vectors

    return sentence_vectors.nearness(question, texts)


def rank_passages(passages: Sequence[str], query: str, language: str = "en") -> list[int]:
    """Give the positions of all passages, the one that fits the query best first."""
    from summarizers.finding import ranking

    return ranking.rank_passages(passages, query, language)

"""Finding lines of statements by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records import Found
from storage.search.candidates import Candidate, Filter, find_candidates
from storage.search.hits import make_hits
from storage.search.query import parse_query

if TYPE_CHECKING:
    from datetime import date

    from storage.database import Database
    from storage.scope import Scope


class Search:
    """Full-text search over titles, headings and sentences of the latest versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, scope: Scope, words: str, *, issuer: str | None = None, since: date | None = None, limit: int = 10
    ) -> Found:
        """Give the best lines that hold the words, best first; equally good ones newest first.

        Every text is a query: `"a phrase"`, `sanction*` (words that begin so), `-word` (lines without it), all other
        signs only separate words. When no line holds all the words, those are given that hold some.
        """
        query, where = parse_query(words), Filter(scope, issuer, since)
        if not query.required:
            return Found((), 0, total_is_capped=False)
        async with self._database.read() as connection:
            found = await find_candidates(connection, query, where, all_words=True)
            holds_all_words = bool(found.lines) or len(query.required) == 1
            if not holds_all_words:
                found = await find_candidates(connection, query, where, all_words=False)
            best = sorted(found.lines, key=_best_first)[:limit]
            hits = await make_hits(connection, best, where) if best else ()
        return Found(hits, len(found.lines), found.is_capped, holds_all_words=holds_all_words or not hits)


def _best_first(candidate: Candidate) -> tuple[float, int, int]:
    return -candidate.score, -candidate.document_id, candidate.line

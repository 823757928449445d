"""Finding lines of statements by their words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from storage.records import Answers, Found, SimilarStatement
from storage.search.asking import ask_all
from storage.search.candidates import Candidate, Filter, find_candidates
from storage.search.hits import heads_of, make_hits
from storage.search.query import parse_query
from storage.search.similar import find_similar
from storage.visibility import latest_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.database import Database
    from storage.scope import Scope


class Search:
    """Search in the latest versions: words over titles, headings and sentences; questions; what is similar."""

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
            contenders = _contenders(found.lines, limit)
            heads = await heads_of(connection, {each.document_id for each in contenders}, where)
            best = sorted(contenders, key=lambda each: (-each.score, -heads[each.document_id].number, each.line))[
                :limit
            ]
            hits = await make_hits(connection, best, heads)
        return Found(hits, len(found.lines), found.is_capped, holds_all_words=holds_all_words or not hits)

    async def ask_all(
        self, scope: Scope, question: str, *, issuer: str | None = None, since: date | None = None, limit: int = 3
    ) -> Answers:
        """Give the passages of all statements that answer a question, best first, one a statement; none if none fits.

        Every text is a question. Words and meaning count together (`summarizers.finding.ask` judges what fits).
        """
        if not question.strip():
            return Answers(())
        async with self._database.read() as connection:
            return await ask_all(connection, question, Filter(scope, issuer, since), limit)

    async def similar(self, scope: Scope, number: int, *, limit: int = 5) -> tuple[SimilarStatement, ...]:
        """Give the statements nearest to one, nearest first, and why; raises `NoSuchStatementError`."""
        async with self._database.read() as connection:
            document_id = await latest_document(connection, scope, number)
            return await find_similar(connection, document_id, Filter(scope), limit)


def _contenders(lines: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Give the lines that score no less than the last of the best.

    Among equals the statement's number decides, never the document's: that one tells when *anybody* stored the text.
    """
    if len(lines) <= limit:
        return list(lines)
    least = sorted((line.score for line in lines), reverse=True)[limit - 1] if limit > 0 else math.inf
    return [line for line in lines if line.score >= least]

"""The full-text index on PostgreSQL: the different words of each document as `tsvector`s, kept by a trigger.

A `tsvector` of a whole document can't hold its order (it knows 16,383 places), so the index only says which documents
hold all words of a needle; that they stand one after the other is asked of the text. A document with more different
words than a `tsvector` may hold (1 MB) has none and is looked into always.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, ColumnElement, Integer, String, and_, cast, column, func, literal, or_, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from storage.schema import indexed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.query import Needle

_FEW_LOOKS = 1_000

fulltext = table("fulltext", column("rowid", Integer), column("forms", TSVECTOR), column("stems", TSVECTOR))
"""One row a document, its rowid the document's id."""

unprobed_rowid: ColumnElement[int] = fulltext.c.rowid
"""The document's id in a condition that is asked of each match: the planner decides how."""


def holds(alternatives: Iterable[Sequence[Needle]]) -> ColumnElement[bool]:
    """Give the condition that a document holds all needles of one of the alternatives."""
    return or_(*(and_(*map(_holds, needles)) for needles in dict.fromkeys(map(tuple, alternatives))))


def is_in_text(needle: Needle) -> ColumnElement[bool]:
    """Give the condition that the text of a document's indexed words holds a needle."""
    return func.holds_words(indexed.c[needle.column], needle.text, type_=Boolean)


def is_quicker_by_text(documents: int, needles: int) -> bool:
    """Say whether to look for some needles in the texts of some documents: a thousand looks take 13 ms."""
    return documents * needles <= _FEW_LOOKS


async def insist(connection: AsyncConnection) -> None:
    """Keep the planner from reading whole tables: texts lie apart from their rows, and it takes them for nothing."""
    await connection.execute(text("SET LOCAL enable_seqscan = off"))


def _holds(needle: Needle) -> ColumnElement[bool]:
    words = fulltext.c[needle.column]
    has_words = words.op("@@", is_comparison=True)(cast(literal(_expression(needle), String), TSQUERY))
    if len(_words(needle)) == 1:
        return or_(has_words, and_(words.is_(None), is_in_text(needle)))
    return and_(or_(has_words, words.is_(None)), is_in_text(needle))


def _expression(needle: Needle) -> str:
    """Give the words as a `tsquery`, quoted: nothing that a user writes can be read as its syntax."""
    *whole, last = map(_quoted, _words(needle))
    return " & ".join((*whole, f"{last}:*" if needle.is_open else last))


def _words(needle: Needle) -> list[str]:
    """Give the words as the index has them: some signs stand for several."""
    return " ".join(needle.words).split()


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"

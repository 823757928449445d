"""The full-text index on SQLite: an FTS5 table over the words of `indexed`, kept by triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Integer, column, func, literal_column, table, text

from storage.schema import indexed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.query import Needle

_FEW_NEEDLES = 2

fulltext = table("fulltext", column("rowid", Integer))
"""One row a document, its rowid the document's id."""

unprobed_rowid: ColumnElement[int] = literal_column("+fulltext.rowid", Integer)
"""The document's id in a condition that is asked of each match.

The plus keeps SQLite from probing the index once for each document that may be seen: it walks the matches, newest
first, and stops as soon as there are enough.
"""


def holds(alternatives: Iterable[Sequence[Needle]]) -> ColumnElement[bool]:
    """Give the condition that a document holds all needles of one of the alternatives.

    The expression is made of tokens alone, quoted: nothing that a user writes can be read as its syntax.
    """
    conjunctions = sorted({" AND ".join(map(_phrase, needles)) for needles in alternatives})
    expression = " OR ".join(f"({conjunction})" for conjunction in conjunctions)
    return literal_column("fulltext").op("MATCH", is_comparison=True)(expression)


def is_in_text(needle: Needle) -> ColumnElement[bool]:
    """Give the condition that the text of a document's indexed words holds a needle."""
    return func.instr(indexed.c[needle.column], needle.text) > 0


def is_quicker_by_text(documents: int, needles: int) -> bool:
    """Say whether to look for some needles in the texts of some documents: each is looked for in the whole text."""
    return needles <= _FEW_NEEDLES


async def insist(connection: AsyncConnection) -> None:
    """Nothing has to be said: the query is written so that the index leads."""


async def optimize(connection: AsyncConnection) -> None:
    """Rewrite the index, so that the words of deleted documents are no longer in it."""
    await connection.execute(text("INSERT INTO fulltext(fulltext) VALUES ('optimize')"))


def _phrase(needle: Needle) -> str:
    beginning = " *" if needle.is_open else ""
    return f'{needle.column} : "{" ".join(needle.words)}"{beginning}'

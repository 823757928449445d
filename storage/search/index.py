"""The full-text index of whichever database the store is kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from storage.search import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, FromClause
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.query import Needle


class Index(Protocol):
    """What a database's index offers to `storage.search.candidates`; each is a module of its own."""

    @property
    def fulltext(self) -> FromClause:
        """One row a document, its `rowid` the document's id."""
        ...

    @property
    def unprobed_rowid(self) -> ColumnElement[int]:
        """The document's id in a condition that is asked of each match."""
        ...

    def holds(self, alternatives: Iterable[Sequence[Needle]]) -> ColumnElement[bool]:
        """Give the condition that a document holds all needles of one of the alternatives."""
        ...

    def is_in_text(self, needle: Needle) -> ColumnElement[bool]:
        """Give the condition that the text of a document's indexed words holds a needle."""
        ...

    def is_quicker_by_text(self, documents: int, needles: int) -> bool:
        """Say whether to look for some needles in the texts of some documents, rather than in the index."""
        ...

    async def insist(self, connection: AsyncConnection) -> None:
        """Have the database use the index for the rest of the transaction, whatever it thinks of it."""
        ...


def index_of(connection: AsyncConnection) -> Index:
    """Give the index of a connection's database."""
    return sqlite if connection.dialect.name == "sqlite" else postgres

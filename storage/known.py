"""What an audience has already: the same text, and what was seen at the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from storage import schema
from summarizers.comparing.dating import Dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection


class Holder(NamedTuple):
    """An audience of a workspace."""

    workspace: str
    audience: str

    def holds(self) -> ColumnElement[bool]:
        """Give the condition that a statement is the audience's, to be asked of the few that another one leaves.

        The empty text keeps databases from walking all statements of the workspace by their index instead.
        """
        statement = schema.statement
        return and_(statement.c.workspace.concat("") == self.workspace, statement.c.audience == self.audience)


class Known(NamedTuple):
    """A version that is there."""

    statement_id: int
    number: int
    version_id: int
    document_id: int
    is_latest: bool
    dates: Dates
    sentence_count: int


def find_text(connection: Connection, holder: Holder, content_hash: str) -> Known | None:
    """Find a text in an audience, whoever owns the document: in a latest version rather than in an old one."""
    document, version = schema.document, schema.version
    query = _known().where(document.c.content_hash == content_hash, holder.holds())
    order = (_is_latest.desc(), schema.statement.c.number, version.c.ordinal.desc())
    row = connection.execute(query.order_by(*order).limit(1)).first()
    return _read(row) if row else None


def find_at_address(connection: Connection, holder: Holder, address: str) -> Iterator[Known]:
    """Yield the latest versions of the audience's statements that were seen at an address, the newest first."""
    seen, version = schema.source, schema.version
    seen_in = version.alias("seen_in")
    statement_ids = (
        select(seen_in.c.statement_id)
        .select_from(seen.join(seen_in, seen_in.c.id == seen.c.version_id))
        .where(seen.c.address == address)
    )
    query = _known().where(version.c.statement_id.in_(statement_ids), _is_latest, holder.holds())
    yield from map(_read, connection.execute(query.order_by(schema.statement.c.number.desc())))


def find_mirrored(connection: Connection, known: Known, address: str) -> Known | None:
    """Give the version of a statement that a page at an address was last found to mirror; `None` if it is its text."""
    source, version = schema.source, schema.version
    tables = source.join(version, version.c.id == source.c.version_id)
    is_here = (version.c.statement_id == known.statement_id, source.c.address == address)
    query = select(source.c.id, source.c.version_id).select_from(tables).where(*is_here)
    row = connection.execute(query.order_by(source.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    first = connection.scalar(select(func.min(source.c.id)).where(source.c.version_id == row.version_id))
    if first == row.id:
        return None
    return _read(connection.execute(_known().where(version.c.id == row.version_id)).one())


def find_versions(connection: Connection, holder: Holder, version_ids: Sequence[int]) -> list[Known]:
    """Give those of some versions that the audience has."""
    query = _known().where(schema.version.c.id.in_(version_ids), holder.holds())
    return list(map(_read, connection.execute(query))) if version_ids else []


def find_latest(connection: Connection, holder: Holder, number: int) -> Known | None:
    """Give the latest version of a statement, if it is the audience's."""
    statement = schema.statement
    is_it = (statement.c.workspace == holder.workspace, statement.c.number == number, _is_latest, holder.holds())
    row = connection.execute(_known().where(*is_it)).first()
    return _read(row) if row else None


_is_latest = schema.version.c.ordinal == schema.statement.c.latest


def _known() -> Select[Any]:
    statement, version, document = schema.statement, schema.version, schema.document
    columns = (
        version.c.statement_id,
        statement.c.number,
        version.c.id,
        version.c.document_id,
        _is_latest,
        version.c.event_date,
        version.c.published,
        document.c.sentence_count,
    )
    tables = version.join(statement, statement.c.id == version.c.statement_id)
    return select(*columns).select_from(tables.join(document, document.c.id == version.c.document_id))


def _read(row: Any) -> Known:  # noqa: ANN401 - a row of `_known`
    statement_id, number, version_id, document_id, is_latest, event_date, published, sentence_count = row
    dates = Dates(event_date, published)
    return Known(statement_id, number, version_id, document_id, bool(is_latest), dates, sentence_count)

"""What a newer release computes of documents, computed for those that an older one stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from storage import schema
from storage.bands import bands_of, keys_in, replace_bands
from storage.documents import load_document, prepare
from storage.heads import head_row

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

FILL = "fill"
"""The chore of a store whose documents were stored before their kinds and vectors were kept."""

BANDS = "bands"
"""The chore of a store whose versions were stored before their bands were kept."""

_VERSIONS_AT_ONCE = 500


async def fill(connection: AsyncConnection) -> None:
    """Compute kinds and vectors for every document, and strike the chore."""
    for document_id in (await connection.execute(select(schema.document.c.id))).scalars().all():
        document = await load_document(connection, document_id)
        of_document = schema.version.c.document_id == document_id
        await connection.execute(update(schema.version).where(of_document).values(head_row(document)))
        await connection.execute(delete(schema.meaning).where(schema.meaning.c.document_id == document_id))
        bits = (await asyncio.to_thread(prepare, document)).meanings
        if bits is not None:
            await connection.execute(insert(schema.meaning), {"document_id": document_id, "bits": bits})
    await connection.execute(delete(schema.chore).where(schema.chore.c.name == FILL))


def fill_bands(connection: Connection, after: int) -> int | None:
    """Compute the bands of the next versions after one from their indexed words; give the last, `None` at the end.

    Strikes the chore when all are done; some at once, so that other processes may write in between.
    """
    statement, version, document, indexed = schema.statement, schema.version, schema.document, schema.indexed
    tables = (
        version.join(statement, statement.c.id == version.c.statement_id)
        .join(document, document.c.id == version.c.document_id)
        .join(indexed, indexed.c.document_id == document.c.id)
    )
    columns = (version.c.id, version.c.title, statement.c.workspace, statement.c.audience)
    of_text = (document.c.language, document.c.sentence_count, indexed.c.stems)
    query = select(*columns, *of_text).select_from(tables).where(version.c.id > after).order_by(version.c.id)
    rows = connection.execute(query.limit(_VERSIONS_AT_ONCE)).all()
    for row in rows:
        stems = [line.split() for line in row.stems.split("\n")[: row.sentence_count]]
        keys = keys_in(row.workspace, row.audience, bands_of(stems, row.title, row.language))
        replace_bands(connection, row.id, keys)
    if not rows:
        connection.execute(delete(schema.chore).where(schema.chore.c.name == BANDS))
    return int(rows[-1].id) if rows else None

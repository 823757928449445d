"""What a newer release computes of documents, computed for those that an older one stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from storage import schema
from storage.documents import load_document, prepare
from storage.heads import head_row

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

FILL = "fill"
"""The chore of a store whose documents were stored before their kinds and vectors were kept."""


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

"""The bytes that texts were read from, kept so that they can be read anew."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select

from storage import schema
from storage.records import Raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes made small, with the hash of what they were."""

    sha256: str
    packed: bytes


def pack(raw: bytes) -> Packed:
    """Make bytes small."""
    return Packed(hashlib.sha256(raw).hexdigest(), zlib.compress(raw))


def store_raw(connection: Connection, owner: str, packed: Packed) -> int:
    """Keep bytes under their owner, unless they are there; give their row's id."""
    raw = schema.raw
    here = (raw.c.owner == owner, raw.c.sha256 == packed.sha256)
    known = connection.scalar(select(raw.c.id).where(*here))
    if known is not None:
        return int(known)
    row = {"owner": owner, "sha256": packed.sha256, "size": len(packed.packed), "packed": packed.packed}
    return int(connection.execute(insert(raw).values(row).returning(raw.c.id)).scalar_one())


def load_raw(connection: Connection, version_id: int) -> Raw | None:
    """Give the bytes that a version was read from, under the name of its first source; `None` if they were not kept."""
    raw, version, source = schema.raw, schema.version, schema.source
    query = (
        select(raw.c.packed, version.c.media_type)
        .select_from(version.join(raw, raw.c.id == version.c.raw_id))
        .where(version.c.id == version_id)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    names = select(source.c.name).where(source.c.version_id == version_id).order_by(source.c.id)
    return Raw(zlib.decompress(row.packed), row.media_type, connection.scalar(names.limit(1)) or "")


def delete_unreferenced_raws(connection: Connection, raw_ids: Iterable[int]) -> None:
    """Delete those of the bytes that no version points to any more."""
    raw = schema.raw
    referenced = exists().where(schema.version.c.raw_id == raw.c.id)
    for raw_id in raw_ids:
        connection.execute(delete(raw).where(raw.c.id == raw_id, ~referenced))

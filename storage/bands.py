"""Bands: what versions with much the same wording share, looked up inside one audience.

A band's key is a hash of the band and of the audience that holds the version, so that a look-up reads rows of that
audience only, however much others store of the same texts.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import CompoundSelect, bindparam, delete, insert, select, union_all

from storage import schema
from summarizers.comparing.corrections import title_words
from summarizers.comparing.fingerprints import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

_MOST_HOLDERS = 100
"""Versions that are looked at for each band, the newest: bands of a form that many share say little."""

_KEY_BYTES = 8


def bands_of(stems: Iterable[Sequence[str]], title: str | None, language: str) -> tuple[bytes, ...]:
    """Give the bands of a text by the stems of its sentences, and one for its title."""
    bands = fingerprint([stem for sentence in stems for stem in sentence])
    words = title_words(title or "", language)
    return (*bands, b"title " + words.encode()) if words else bands


def keys_in(workspace: str, audience: str, bands: Iterable[bytes]) -> list[int]:
    """Give the keys of bands for an audience of a workspace."""
    holder = hashlib.blake2b(f"{len(workspace)} {workspace}{audience}".encode()).digest()
    digests = (hashlib.blake2b(band, digest_size=_KEY_BYTES, key=holder).digest() for band in bands)
    return sorted({int.from_bytes(digest, "big", signed=True) for digest in digests})


def insert_bands(connection: Connection, version_id: int, keys: Iterable[int]) -> None:
    """Keep the keys of a version."""
    rows = [{"key": key, "version_id": version_id} for key in keys]
    if rows:
        connection.execute(insert(schema.band), rows)


def replace_bands(connection: Connection, version_id: int, keys: Iterable[int]) -> None:
    """Keep other keys of a version than those that it had."""
    connection.execute(delete(schema.band).where(schema.band.c.version_id == version_id))
    insert_bands(connection, version_id, keys)


def find_holders(connection: Connection, keys: Sequence[int], limit: int) -> list[int]:
    """Give versions that share keys, at most so many: those that share the rarest keys first, then the newest."""
    if not keys:
        return []
    rows = connection.execute(_newest(len(keys)), {f"key{at}": key for at, key in enumerate(keys)}).all()
    holders = Counter(row.key for row in rows)
    shared: dict[int, float] = defaultdict(float)
    for row in sorted(rows, key=lambda row: (row.key, row.version_id)):
        shared[row.version_id] += 1 / holders[row.key]
    return sorted(shared, key=lambda version_id: (-shared[version_id], -version_id))[:limit]


@cache
def _newest(count: int) -> CompoundSelect[int, int]:
    """Give the query for the newest holders of each of so many keys: built once, for building takes longer than asking."""
    band = schema.band
    of_each = (
        select(band.c.key, band.c.version_id)
        .where(band.c.key == bindparam(f"key{at}"))
        .order_by(band.c.version_id.desc())
        .limit(_MOST_HOLDERS)
        .subquery()
        for at in range(count)
    )
    return union_all(*(select(each.c.key, each.c.version_id) for each in of_each))

"""Cached briefings: what was chosen from a document, so that it is chosen once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.choices import decode_choices, encode_choices
from storage.errors import NoSuchVersionError
from storage.rows import put_row
from storage.visibility import document_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.database import Database
    from storage.records import BriefingKey
    from storage.scope import Scope
    from summarizers.choosing.engine import Choice

_NO_PREDECESSOR = 0


class Briefings:
    """The cache of briefings, kept with their documents: found by who may see both of them, and gone with either."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, scope: Scope, key: BriefingKey) -> tuple[Choice, ...] | None:
        """Give the chosen sentences kept under a key; raises `NoSuchVersionError`."""
        async with self._database.read() as connection:
            row = await _row_of(connection, scope, key)
            choices = await connection.scalar(select(schema.briefing.c.choices).where(row.is_here()))
        return None if choices is None else decode_choices(choices)

    async def put(self, scope: Scope, key: BriefingKey, choices: Sequence[Choice]) -> None:
        """Keep the chosen sentences under a key; raises `NoSuchVersionError`."""
        try:
            async with self._database.write(alone=False) as connection:
                row = await _row_of(connection, scope, key)
                await put_row(connection, schema.briefing, {**row._asdict(), "choices": encode_choices(choices)})
        except IntegrityError as error:  # forgotten in between
            raise NoSuchVersionError(key.version_id) from error


class _Row(NamedTuple):
    document_id: int
    predecessor_id: int
    key_hash: str

    def is_here(self) -> ColumnElement[bool]:
        return and_(*(schema.briefing.c[name] == value for name, value in self._asdict().items()))


async def _row_of(connection: AsyncConnection, scope: Scope, key: BriefingKey) -> _Row:
    document_id = await document_of(connection, scope, key.version_id)
    predecessor_id = _NO_PREDECESSOR
    if key.predecessor_id is not None:
        predecessor_id = await document_of(connection, scope, key.predecessor_id)
    rest = json.dumps((key.engine, key.budget, key.query, key.release))
    return _Row(document_id, predecessor_id, hashlib.sha256(rest.encode()).hexdigest())

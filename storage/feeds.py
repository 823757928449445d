"""Feeds: when their entries were first seen, and how they answered last.

A feed belongs to a workspace that alone may read it, or to all (`workspace` is `None`): then it is read once, and
nothing of its rows tells who follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update

from storage import schema
from storage.rows import put_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.database import Database

_IDENTITIES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed answered last: failures in a row, when to try again, and what makes the next request conditional."""

    failures: int = 0
    next_try: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry of a feed that was seen: when first, and the hash of its text when last."""

    first_seen: datetime
    text_hash: str | None


class Feeds:
    """What is known of feeds, by their address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, workspace: str | None, address: str, identities: Iterable[str]) -> dict[str, datetime]:
        """Give when each of some entries was first seen; entries that never were are left out."""
        entries = await self.entries(workspace, address, identities)
        return {identity: entry.first_seen for identity, entry in entries.items()}

    async def entries(self, workspace: str | None, address: str, identities: Iterable[str]) -> dict[str, SeenEntry]:
        """Give what is kept of some entries; entries that never were seen are left out."""
        wanted = sorted(set(identities))
        async with self._database.read() as connection:
            return await connection.run_sync(_entries, _owner(workspace), address, wanted)

    async def mark_seen(
        self, workspace: str | None, address: str, text_hashes: Mapping[str, str | None], at: datetime
    ) -> None:
        """Keep that entries were seen, by their identities, with the hashes of their texts (`None`: not read)."""
        owner = _owner(workspace)

        def mark(connection: Connection) -> None:
            here = _entries(connection, owner, address, sorted(text_hashes))
            table = schema.feed_entry
            for identity, text_hash in text_hashes.items():
                if identity not in here:
                    key = {"owner": owner, "address": address, "identity": identity}
                    connection.execute(insert(table).values(**key, first_seen=at, text_hash=text_hash))
                elif text_hash is not None:
                    is_it = and_(_is_of(table, owner, address), table.c.identity == identity)
                    connection.execute(update(table).where(is_it).values(text_hash=text_hash))

        await self._database.store(mark)

    async def state(self, workspace: str | None, address: str) -> FeedState:
        """Give how a feed answered last; of one that was never asked, that nothing failed."""
        table = schema.feed
        columns = (table.c.failures, table.c.next_try, table.c.etag, table.c.last_modified)
        async with self._database.read() as connection:
            row = (await connection.execute(select(*columns).where(_is_of(table, _owner(workspace), address)))).first()
        return FeedState(*row) if row else FeedState()

    async def keep_state(self, workspace: str | None, address: str, state: FeedState) -> None:
        """Keep how a feed answered."""
        table, owner = schema.feed, _owner(workspace)
        row = {
            "owner": owner,
            "address": address,
            "failures": state.failures,
            "next_try": state.next_try,
            "etag": state.etag,
            "last_modified": state.last_modified,
        }
        async with self._database.write(alone=False) as connection:
            await put_row(connection, table, row)

    async def drop(self, workspace: str | None, address: str) -> None:
        """Forget a feed that nobody follows any more."""
        async with self._database.write() as connection:
            for table in (schema.feed_entry, schema.feed):
                await connection.execute(delete(table).where(_is_of(table, _owner(workspace), address)))


def _entries(connection: Connection, owner: str, address: str, identities: Sequence[str]) -> dict[str, SeenEntry]:
    table = schema.feed_entry
    found: dict[str, SeenEntry] = {}
    for start in range(0, len(identities), _IDENTITIES_AT_ONCE):
        is_wanted = table.c.identity.in_(identities[start : start + _IDENTITIES_AT_ONCE])
        columns = (table.c.identity, table.c.first_seen, table.c.text_hash)
        for row in connection.execute(select(*columns).where(_is_of(table, owner, address), is_wanted)):
            found[row.identity] = SeenEntry(row.first_seen, row.text_hash)
    return found


def _owner(workspace: str | None) -> str:
    return schema.PUBLIC if workspace is None else schema.owner_of(workspace)


def _is_of(table: Table, owner: str, address: str) -> ColumnElement[bool]:
    return and_(table.c.owner == owner, table.c.address == address)

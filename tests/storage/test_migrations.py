"""A store of an older release is brought to this one with all that it holds."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from storage import schema, sqlite
from storage.database import Database, open_database
from storage.migrations import upgrade
from storage.records import Outcome, Raw
from tests.storage.makings import HERE, add, page

LINES = ("We met in Geneva under the chair of Ada Lorne.", "We agreed on 4 percent.", "Talks go on in the spring.")
PAGE = page("https://a.example")


_TABLES = (
    *("workspace", "statement", "document", "section", "sentence", "indexed"),
    *("raw", "version", "source", "meaning", "band"),
)
"""The tables that hold what a person added, those that a revision lacks included."""


async def fill(location: Path) -> None:
    async with open_database(location) as database:
        await add(database, *LINES, title="Talks", source=PAGE)
        await add(database, *LINES, "We parted.", title="Talks", source=PAGE)
        await add(database, "Another matter, of another day.", audience="channel")


def copy_into_older(current: Path, older: Path, revision: str) -> None:
    """Make a store of an older revision, with what its tables can hold of a store of this one."""
    sqlite.create_file(older)
    writer = sqlite.make_writer(older)
    for each in schema.REVISIONS[: schema.REVISIONS.index(revision) + 1]:
        with writer.connect() as connection, connection.begin():
            upgrade(connection, each)
    writer.dispose()
    with sqlite3.connect(older) as store:
        store.execute("ATTACH ? AS current", (str(current),))
        for table in _TABLES:
            columns = ", ".join(f'"{row[1]}"' for row in store.execute(f"PRAGMA main.table_info({table})"))
            if columns:
                store.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM current.{table}")  # noqa: S608
    store.close()


async def describe(database: Database) -> list[object]:
    """Give everything that can be asked of the statements."""
    statements = database.statements
    records = await statements.all(HERE)
    versions = [version for record in records for version in await statements.versions(HERE, record.number)]
    documents = [await statements.document(HERE, version.version_id) for version in versions]
    return [records, versions, documents, await database.usage.stored_bytes(HERE.workspace)]


async def bands_of(database: Database) -> list[tuple[int, int]]:
    async with database.read() as connection:
        query = schema.band.select().order_by(*schema.band.c)
        return [(row.key, row.version_id) for row in await connection.execute(query)]


@pytest.mark.parametrize("revision", schema.REVISIONS[:-1])
def test_an_older_store_keeps_all_that_it_holds(tmp_path: Path, revision: str) -> None:
    current, older = tmp_path / "current.sqlite3", tmp_path / "older.sqlite3"
    asyncio.run(fill(current))
    copy_into_older(current, older, revision)

    async def compare() -> None:
        async with open_database(current) as expected, open_database(older) as brought:
            assert await describe(brought) == await describe(expected)
            assert await bands_of(brought) == await bands_of(expected) != []

    asyncio.run(compare())


def test_what_an_older_release_stored_is_known_again(tmp_path: Path) -> None:
    current, older = tmp_path / "current.sqlite3", tmp_path / "older.sqlite3"
    asyncio.run(fill(current))
    copy_into_older(current, older, "0002")

    async def add_more() -> None:
        async with open_database(older) as database:
            mirror = await add(database, *LINES[:2], title="Talks", source=page("https://b.example"))
            assert (mirror.outcome, mirror.record.number) == (Outcome.NEW_SOURCE, 1)
            added = await add(database, "Something else was said.", raw=b"bytes")
            assert await database.statements.raw(HERE, added.version_id) == Raw(b"bytes", None, "pasted text")
            async with database.read() as connection:
                assert (await connection.execute(schema.chore.select())).all() == []

    asyncio.run(add_more())

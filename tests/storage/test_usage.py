"""What is counted against limits, for each person and workspace, and statements forgotten by age."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from storage.database import Database
from storage.records import UsageKind
from storage.usage import KEPT
from tests.storage.makings import HERE, NOON, OTHER_WORKSPACE, add, document_of, on_sqlite, page, pasted
from tests.storage.test_forgetting import MARKER, files_that_hold

MINUTE = timedelta(minutes=1)


async def test_usage_is_counted_by_person_workspace_kind_and_time(database: Database) -> None:
    usage = database.usage
    await usage.record("acme", "ann", UsageKind.LINK, NOON)
    await usage.record("acme", "bob", UsageKind.LINK, NOON + MINUTE)
    await usage.record("acme", "ann", UsageKind.DOCUMENT, NOON)
    await usage.record("umbrella", "ann", UsageKind.LINK, NOON)
    assert await usage.links_since("acme", "ann", NOON) == 1
    assert await usage.links_since("acme", None, NOON) == 2
    assert await usage.links_since("acme", None, NOON + MINUTE) == 1
    assert await usage.documents_since("acme", None, NOON) == 1
    assert await usage.documents_since("umbrella", None, NOON) == 0


async def test_old_usage_is_swept_whoever_comes_next(database: Database) -> None:
    await database.usage.record("acme", "ann", UsageKind.LINK, NOON)
    await database.usage.record("umbrella", "bob", UsageKind.LINK, NOON + KEPT + MINUTE)
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT person FROM usage"))).scalars().all() == ["bob"]


async def test_stored_bytes_are_those_of_texts_that_only_the_workspace_holds(database: Database) -> None:
    raw = random.Random(1).randbytes(500)  # noqa: S311
    await add(database, "Añada")
    assert await database.usage.stored_bytes("acme") == len("Añada".encode())
    await add(database, "We parted.", raw=raw)
    with_raw = await database.usage.stored_bytes("acme")
    assert with_raw > len("Añada".encode()) + len(raw)
    await add(database, "We met in public.", public=True, raw=raw)
    await add(database, "We met.", scope=OTHER_WORKSPACE, raw=raw)
    assert await database.usage.stored_bytes("acme") == with_raw
    await database.statements.forget(HERE, 2, by="ann")
    assert await database.usage.stored_bytes("acme") == len("Añada".encode())


@on_sqlite
async def test_stored_bytes_are_read_from_an_index(database: Database) -> None:
    async with database.read() as connection:
        for table in ("document", "raw"):
            plan = await connection.execute(
                text(f"EXPLAIN QUERY PLAN SELECT sum(size) FROM {table} WHERE owner = 'x'")  # noqa: S608
            )
            assert "COVERING INDEX" in plan.one().detail


async def test_statements_older_than_an_age_are_forgotten(database: Database, location: Path) -> None:
    for scope in (HERE, OTHER_WORKSPACE):
        await add(database, f"We met in {MARKER}.", scope=scope)
    await add(database, "We met again.", source=page("https://a.example"))
    later = NOON + timedelta(days=30)
    changed = document_of("We met once more.")
    await database.statements.add_version(HERE, 2, changed, replace(pasted(), seen_at=later), added_by="ann")
    assert await database.usage.statements_before("acme", later) == 1
    assert await database.usage.expire("acme", later) == 1
    assert [record.number for record in await database.statements.all(HERE)] == [2]
    assert await database.statements.count(OTHER_WORKSPACE) == 1
    assert await database.usage.expire("umbrella", later) == 1
    assert files_that_hold(location.parent, MARKER) == []


async def test_with_nothing_too_old_nothing_is_forgotten(database: Database) -> None:
    await add(database, "We met.")
    assert await database.usage.expire("acme", NOON) == 0
    assert await database.statements.count(HERE) == 1

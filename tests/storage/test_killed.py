"""A process is killed after each step that it takes; what it leaves is before or after, never between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database, open_database
from storage.search.lines import tokens_of, words_of
from tests.killing import KILLS, Place, copy_of, kill_after, kill_everywhere, needs_fork, run_killed
from tests.postgres import fresh_database
from tests.storage.makings import HERE, NOON, add, document_of, page

LINES = ("We met in Zanzibarmarker.", "# Trade", "We agreed on trade.")
Work = Callable[[Database], Awaitable[object]]


async def open_and_work(location: Place, work: Work, steps: int) -> None:
    async with open_database(location) as database:
        kill_after(steps)
        await work(database)


async def add_text(database: Database) -> object:
    return await add(database, *LINES, source=page("https://a.example"), raw=b"bytes")


async def add_changed_text(database: Database) -> object:
    return await add(database, *LINES, "Changed.", source=page("https://a.example"))


async def add_mirror(database: Database) -> object:
    return await add(database, *(line for line in LINES if line != "# Trade"), source=page("https://b.example"))


async def expire(database: Database) -> object:
    return await database.usage.expire(HERE.workspace, NOON + timedelta(days=1))


async def forget(database: Database) -> object:
    return await database.statements.forget(HERE, 1, by="ann")


async def prepare(location: Place, work: Work | None) -> None:
    async with open_database(location) as database:
        if work:
            await work(database)


async def orphans(database: Database) -> int:
    """Count the bytes and bands that no version has, and the versions that have no bands."""
    async with database.read() as connection:
        counts = (
            "SELECT count(*) FROM raw WHERE id NOT IN (SELECT raw_id FROM version WHERE raw_id IS NOT NULL)",
            "SELECT count(*) FROM band WHERE version_id NOT IN (SELECT id FROM version)",
            "SELECT count(*) FROM version WHERE id NOT IN (SELECT version_id FROM band)",
        )
        return sum([int(await connection.scalar(text(count)) or 0) for count in counts])


async def contents(location: Place) -> tuple[tuple[int, int, int, str], ...]:
    """Give number, version, count of sources and body of each statement, having checked that they are whole and can be found."""
    async with open_database(location) as database:
        records = await database.statements.all(HERE)
        assert (await database.search.find(HERE, "zanzibarmarker")).total == len(records)
        assert await orphans(database) == 0
        documents = [await database.statements.document(HERE, record.version_id) for record in records]
        assert all(document.sentences for document in documents)
        assert all(record.sources for record in records)
        await add(database, "Another text.")
        return tuple(
            (record.number, record.version_ordinal, len(record.sources), document.body)
            for record, document in zip(records, documents, strict=True)
        )


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """The places of two stores that are not there yet."""
    if request.param == "sqlite":
        yield tmp_path / "untouched.sqlite3", tmp_path / "done.sqlite3"
        return
    with fresh_database() as untouched, fresh_database() as done:
        yield untouched, done


@needs_fork
@pytest.mark.parametrize(
    ("first", "work"),
    [
        (None, add_text),
        (add_text, add_changed_text),
        (add_text, add_mirror),
        (add_text, forget),
        (add_text, expire),
    ],
)
def test_a_killed_process_leaves_the_store_before_or_after(
    tmp_path: Path, places: tuple[Place, Place], first: Work | None, work: Work
) -> None:
    untouched, done = places
    for place in places:
        asyncio.run(prepare(place, first))
    asyncio.run(prepare(done, work))
    seen: list[tuple[tuple[int, int, int, str], ...]] = []
    stride = 1 if isinstance(untouched, Path) else 5
    kills = kill_everywhere(
        lambda: copy_of(untouched, tmp_path),
        lambda place, steps: open_and_work(place, work, steps),
        lambda place: seen.append(asyncio.run(contents(place))),
        stride=stride,
    )
    before, after = asyncio.run(contents(untouched)), asyncio.run(contents(done))
    assert before != after
    assert {before} <= set(seen) <= {before, after}
    assert after in seen or (stride > 1 and not KILLS)
    assert kills > max(KILLS - 1, 2)


@needs_fork
def test_a_forget_that_was_killed_is_finished_when_the_store_is_opened(tmp_path: Path) -> None:
    for steps in range(1, 100):
        folder = tmp_path / str(steps)
        location = folder / "store.sqlite3"
        asyncio.run(prepare(location, add_text))
        if not run_killed(lambda location=location, steps=steps: open_and_work(location, forget, steps)):  # type: ignore[misc]
            break
        if asyncio.run(contents(location)) == ():
            assert [path for path in folder.iterdir() if b"anzibarmarker" in path.read_bytes()] == []
    assert steps > 6


@needs_fork
def test_a_first_start_that_was_killed_is_made_up_for_by_the_next(tmp_path: Path) -> None:
    async def open_only(location: Place, steps: int) -> None:
        kill_after(steps)
        async with open_database(location):
            pass

    for steps in range(1, 100):
        location = tmp_path / f"{steps}.sqlite3"
        if not run_killed(lambda location=location, steps=steps: open_only(location, steps)):  # type: ignore[misc]
            break
        asyncio.run(prepare(location, add_text))
        assert len(asyncio.run(contents(location))) == 1
    assert steps > 10


def test_the_marker_is_among_the_indexed_words() -> None:
    assert " zanzibarmarker " in words_of(tokens_of(document_of(*LINES))).forms

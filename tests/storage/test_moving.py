"""A SQLite store moved up to a PostgreSQL server: everything or nothing, and the same answers afterwards."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select, update

from storage import schema
from storage.copying import moving, rows
from storage.copying.errors import (
    DifferingError,
    InUseError,
    NoServerError,
    NoStoreError,
    NotEmptyError,
    OlderStoreError,
    UnfitRowError,
)
from storage.copying.moving import LEFT_BEHIND, move
from storage.database import Database, open_database
from storage.delivery.job_records import JobState, NewJob, Schedule
from storage.delivery.records import Executor, Hold, NewDelivery, NewEvent, NewPart, Room
from storage.errors import StoreAddressError, StoreAwayError, StoreUnreadableError
from storage.feeds import FeedState
from storage.migrations import upgrade
from storage.records import Briefing, BriefingKey, Shown, UsageKind
from storage.setting_records import Author, Place
from storage.sqlite import create_file, make_writer
from summarizers.choosing.engine import Choice
from tests import postgres
from tests.storage.copies import in_a_process, opened_elsewhere, quietly
from tests.storage.makings import HERE, NOON, add, page

DEAD = Executor("one", "0123456789abcdef")
LATER = NOON + timedelta(hours=1)
FEED = "https://a.example/feed"


@pytest.fixture
def empty() -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with postgres.fresh_database() as url:
        yield url


async def fill(location: Path) -> None:
    """Make a store with rows in every table, some of them in the hand of an executor that died."""
    async with open_database(location) as database:
        await fill_statements(database)
        quoted = await add(database, "We are quoted.")
        await fill_deliveries(database, quoted.version_id)
        await database.usage.record(HERE.workspace, "ann", UsageKind.DOCUMENT, NOON)
        await database.feeds.mark_seen(None, FEED, {"entry": "hash"}, NOON)
        await database.feeds.keep_state(None, FEED, FeedState(1, NOON, "etag"))
        await database.settings.change(Place("acme"), "name", "value", Author("ann", NOON, "channel"))
        await database.buttons.keep("acme", {"key": "find cables"}, NOON)


async def fill_statements(database: Database) -> None:
    await add(database, "# Trade", "We agreed on 4 percent.", "Talks go on.", title="Talks", raw=b"\0bytes\xff")
    await add(
        database, "We met in Lisbon.", source=page("https://a.example"), title="Lisbon, “Übersicht” \\N \t 한국어"
    )
    await add(database, "We met in Lisbon again, and agreed.", source=page("https://a.example"))
    await add(database, "We met to be forgotten.")
    kept = await add(database, "We met here only.", audience="channel", public=True)
    await database.statements.set_predecessor(HERE, 2, 1)
    await database.statements.forget(HERE, 3, by="ann")
    key = BriefingKey(kept.version_id, None, "structure", "5", None, "1.0")
    await database.briefings.put(HERE, key, (Choice(0, 1.0, "We met here only."),))
    shown = Shown(4, kept.version_id, Briefing("structure", (Choice(0, 1.0, "We met here only."),)))
    await database.conversations.show(HERE, "channel", shown)


async def fill_deliveries(database: Database, quoted: int) -> None:
    hold = Hold(DEAD, NOON + timedelta(days=365))
    for key in ("held", "free"):
        await database.inbox.accept(NewEvent("acme", key, {"text": "\0 said"}), NOON)
        parts = (NewPart({"text": "hello"}), NewPart({"text": "world"}))
        await database.outbox.put(
            NewDelivery("acme", key, "slack", "C1", parts, is_ordered=True, versions=(quoted,)), NOON
        )
    assert await database.inbox.claim("acme", "held", hold, NOON)
    assert await database.outbox.claim_due(hold, NOON, Room(is_ordered=True, limit=1, share=8))
    held = await database.jobs.add(NewJob("read", "S1"), NOON)
    assert await database.jobs.begin(held, DEAD.id, NOON)
    await database.jobs.add(NewJob("read", "S2", "acme"), LATER)
    await database.schedules.set(Schedule("daily", "sweep", "50 3 * * *"), LATER)
    await database.executors.enter(DEAD, NOON)


async def everything(database: Database) -> dict[str, list[str]]:
    """Give all rows of all tables but those that are left behind, each table in an order of its own."""
    async with database.read() as connection:
        tables = [each for each in schema.metadata.sorted_tables if each not in LEFT_BEHIND]
        return {
            each.name: sorted(map(repr, map(tuple, (await connection.execute(select(each))).all()))) for each in tables
        }


async def answers(database: Database) -> list[object]:
    """Give what people would see."""
    statements = database.statements
    records = await statements.all(HERE)
    versions = [version for record in records for version in await statements.versions(HERE, record.number)]
    found = [await database.search.find(HERE, words) for words in ("met", '"agreed on"', "lis*", "percent OR here")]
    asked = await database.search.ask_all(HERE, "Where did they meet?", limit=10)
    documents = [await statements.document(HERE, each.version_id) for each in versions]
    raws = [await statements.raw(HERE, each.version_id) for each in versions]
    series = [await statements.series(HERE, record.number) for record in records]
    return [
        records,
        versions,
        found,
        asked,
        documents,
        raws,
        series,
        await database.conversations.last_shown(HERE, "channel"),
    ]


def compare(location: Path, url: str, what: Callable[[Database], Awaitable[object]]) -> None:
    """See that both databases give the same."""

    async def run() -> None:
        async with open_database(location) as here, open_database(url) as there:
            assert await what(there) == await what(here)

    asyncio.run(run())


def run_move(location: Path, url: str) -> moving.Moved:
    return asyncio.run(move(location, url, LATER, quietly))


def test_every_table_arrives_and_every_answer_is_the_same(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    moved = run_move(location, empty)
    compare(location, empty, answers)
    assert moved.mended == 0
    assert moved.rows == sum(moved.tables.values())
    filled = {name for name, count in moved.tables.items() if count}
    unfilled = {each.name for each in schema.metadata.sorted_tables} - filled - {each.name for each in LEFT_BEHIND}
    assert unfilled == {"chore"}


def test_every_row_is_the_same(location: Path, empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(fill(location))
    monkeypatch.setattr(moving, "_put_down", lambda *_: None)
    run_move(location, empty)
    compare(location, empty, everything)


def test_the_store_stays_as_it_is(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    before = hashlib.sha256(location.read_bytes()).digest()
    run_move(location, empty)
    assert hashlib.sha256(location.read_bytes()).digest() == before
    assert [each.name for each in location.parent.iterdir()] == [location.name]


def test_what_a_dead_executor_had_in_hand_can_be_taken_at_once(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    run_move(location, empty)

    async def take() -> None:
        async with open_database(empty) as database:
            assert await database.executors.pulses() == ()
            assert await database.jobs.list_jobs(JobState.RUNNING) == ()
            hold = Hold(Executor("two"), LATER + timedelta(minutes=1))
            assert [each.key for each in await database.inbox.unfinished(LATER)] == ["free", "held"]
            taken = await database.outbox.claim_due(hold, LATER, Room(is_ordered=True, limit=1, share=8))
            assert [each.key for each in taken] == ["held"], "the order of the channel is kept"
            assert len(await database.jobs.claim_due(hold.executor.id, LATER, 9, ("read",))) == 2

    asyncio.run(take())


def test_no_id_is_given_out_again(location: Path, empty: str) -> None:
    asyncio.run(fill(location))

    async def forget_last() -> int:
        async with open_database(location) as database:
            last = await add(database, "We met and are forgotten.")
            await database.statements.forget(HERE, last.record.number, by="ann")
            return last.version_id

    async def add_one() -> tuple[int, int]:
        async with open_database(empty) as database:
            added = await add(database, "We met for the first time here.")
            await database.usage.record(HERE.workspace, "ann", UsageKind.DOCUMENT, NOON)
            await database.outbox.put(NewDelivery("acme", "new", "slack", "C1", (NewPart({"text": "hello"}),)), NOON)
            return added.record.number, added.version_id

    last = asyncio.run(forget_last())
    run_move(location, empty)
    assert asyncio.run(add_one()) == (7, last + 1)


def test_a_character_that_the_server_does_not_keep_is_replaced_and_counted(location: Path, empty: str) -> None:
    async def fill_oddly() -> None:
        async with open_database(location) as database:
            await add(database, "We met.")
            async with database.write() as connection:
                await connection.execute(update(schema.version).values(title="Ta\0lks\0"))

    async def title() -> str | None:
        async with open_database(empty) as database:
            return (await database.statements.get(HERE, 1)).title

    asyncio.run(fill_oddly())
    assert run_move(location, empty).mended == 1
    assert asyncio.run(title()) == "Ta\ufffdlks\ufffd"


def test_a_database_that_holds_something_is_refused(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    run_move(location, empty)
    with pytest.raises(NotEmptyError, match=r"The database test_\d+ is not empty"):
        run_move(location, empty)
    compare(location, empty, answers)


def test_a_database_of_another_program_is_refused(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    with psycopg.connect(empty.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    with pytest.raises(StoreUnreadableError):
        run_move(location, empty)


def test_what_can_not_be_moved_is_said_so(location: Path, tmp_path: Path, empty: str) -> None:
    with pytest.raises(NoStoreError):
        run_move(location, empty)
    asyncio.run(fill(location))
    for url in ("store.sqlite3", "sqlite:///store.sqlite3"):
        with pytest.raises(NoServerError):
            run_move(location, url)
    with pytest.raises(StoreAddressError):
        run_move(location, "mysql://somewhere/store")
    with pytest.raises(StoreAwayError):
        run_move(location, "postgresql+psycopg://user@127.0.0.1:1/store")
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreUnreadableError, match=r"other\.sqlite3"):
        run_move(tmp_path / "other.sqlite3", empty)


def test_a_store_of_an_older_release_is_left_as_it_is(location: Path, empty: str) -> None:
    create_file(location)
    writer = make_writer(location)
    for revision in schema.REVISIONS[:-1]:
        with writer.connect() as connection, connection.begin():
            upgrade(connection, revision)
    writer.dispose()
    with pytest.raises(OlderStoreError, match="briefbot list"):
        run_move(location, empty)


def test_a_store_that_another_process_has_open_is_not_moved(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    with opened_elsewhere(location), pytest.raises(InUseError):
        run_move(location, empty)


def test_a_row_that_the_server_refuses_stops_the_move(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    with closing(sqlite3.connect(location)) as store, store:
        store.execute("UPDATE document SET size = 1 << 40")
    with pytest.raises(UnfitRowError, match='A row of "document"'):
        run_move(location, empty)
    assert rows_in(empty) == 0


def test_what_arrives_changed_is_noticed_and_nothing_is_moved(
    location: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(fill(location))
    copy_rows = rows.copy_rows

    def copy_and_change(batches: object, connection: object, into: object, advance: object) -> object:
        copied = copy_rows(batches, connection, into, advance)  # type: ignore[arg-type]
        if into is schema.source:
            connection.execute(update(schema.source).values(seen_at=NOON + timedelta(microseconds=1)))  # type: ignore[attr-defined]
        return copied

    monkeypatch.setattr(moving, "copy_rows", copy_and_change)
    with pytest.raises(DifferingError, match='"source"'):
        run_move(location, empty)
    assert rows_in(empty) == 0
    monkeypatch.undo()
    run_move(location, empty)
    compare(location, empty, answers)


def rows_in(url: str) -> int:
    """Count the rows of all tables but the one that keeps the revision; none if there are no tables."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s"
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = [name for (name,) in connection.execute(tables, (schema.REVISION_TABLE,))]
        queries = [sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)) for name in names]
        return sum(row[0] for query in queries for row in connection.execute(query))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("batches", [1, 12, 35])
def test_a_move_that_is_killed_leaves_the_database_empty_and_is_made_again(
    location: Path, empty: str, batches: int
) -> None:
    asyncio.run(fill(location))

    def move_and_be_killed() -> None:
        left = batches

        def count(_doing: str, _done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), 9)

        asyncio.run(move(location, empty, LATER, count))

    assert os.WIFSIGNALED(in_a_process(move_and_be_killed))
    assert rows_in(empty) == 0
    run_move(location, empty)
    compare(location, empty, answers)


def test_an_interrupted_move_ends_and_leaves_the_database_empty(location: Path, empty: str) -> None:
    asyncio.run(fill(location))

    async def interrupt() -> None:
        loop = asyncio.get_running_loop()
        begun = asyncio.Event()

        def tell(_doing: str, _done: int, _total: int) -> None:
            loop.call_soon_threadsafe(begun.set)

        moving_on = asyncio.create_task(move(location, empty, LATER, tell))
        await begun.wait()
        moving_on.cancel()
        with pytest.raises(asyncio.CancelledError):
            await moving_on

    asyncio.run(interrupt())
    assert rows_in(empty) == 0


def test_progress_is_told_in_rows_up_to_the_end(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    told: list[tuple[str, int, int]] = []
    moved = asyncio.run(move(location, empty, LATER, lambda *each: told.append(each)))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1:] == (2 * moved.rows, 2 * moved.rows)
    assert {doing.split()[0] for doing, _, _ in told} == {"Copying", "Checking"}


def test_nobody_else_writes_to_the_database_meanwhile(location: Path, empty: str) -> None:
    asyncio.run(fill(location))
    refused: list[int] = []

    def write_too(doing: str, done: int, _total: int) -> None:
        if doing == "Copying statement" and not refused:
            with psycopg.connect(empty.replace("+psycopg", "")) as other:
                other.execute("SET lock_timeout = '50ms'")
                with pytest.raises(psycopg.errors.LockNotAvailable):
                    other.execute("INSERT INTO workspace VALUES ('umbrella', 0)")
                refused.append(done)

    asyncio.run(move(location, empty, LATER, write_too))
    assert refused

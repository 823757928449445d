"""What is PostgreSQL's own: replicas that start together, a server that goes away, what an index can't hold."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import Connection, func, select, text

from storage import database as opening
from storage import migrations, schema
from storage.database import open_database
from storage.delivery.records import NewDelivery, NewPart
from storage.errors import NoSuchVersionError, StoreAwayError, StoreReadOnlyError, StoreRefusedError
from tests.postgres import fresh_database, own_server, prepared_database, url_of
from tests.storage.makings import HERE, NOON, add

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def empty() -> Iterator[str]:
    """A database with nothing in it."""
    with fresh_database() as url:
        yield url


@pytest.fixture
def prepared() -> Iterator[str]:
    """A database with an empty store."""
    with prepared_database() as url:
        yield url


async def test_replicas_that_start_together_bring_the_store_to_its_schema_once(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def upgrade(connection: Connection, revision: str) -> None:
        made.append(revision)
        migrations.upgrade(connection, revision)

    monkeypatch.setattr(opening, "upgrade", upgrade)

    def replica() -> None:
        async def start() -> None:
            async with open_database(empty):
                pass

        asyncio.run(start())

    await asyncio.gather(*(asyncio.to_thread(replica) for _ in range(3)))
    assert made == list(schema.REVISIONS)


async def test_a_migration_that_breaks_off_leaves_the_store_as_it_was_and_is_made_again(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(connection: Connection, revision: str) -> None:
        migrations.upgrade(connection, revision)
        if revision == "0003":
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "upgrade", break_off)
        with pytest.raises(StoreAwayError):
            async with open_database(empty):
                pass
    async with open_database(empty) as database:
        await add(database, "We met.")
        async with database.read() as connection:
            revisions = (await connection.execute(text(f"SELECT * FROM {schema.REVISION_TABLE}"))).scalars()  # noqa: S608
            assert list(revisions) == [schema.REVISIONS[-1]]


async def test_a_server_that_goes_away_is_said_so_and_used_again_when_it_is_back() -> None:
    with own_server() as server:
        async with open_database(server.url) as database:
            await add(database, "We met.")
            await asyncio.to_thread(server.stop)
            with pytest.raises(StoreAwayError, match="can't be reached now"):
                await database.statements.latest(HERE)
            with pytest.raises(StoreAwayError):
                await add(database, "We met again.")
            await asyncio.to_thread(server.start)
            assert (await add(database, "We met again.")).record.number == 2


async def test_a_server_that_does_not_answer_is_said_so() -> None:
    with pytest.raises(StoreAwayError, match="The database store can't be reached") as raised:
        async with open_database("postgresql+psycopg://user:secretword@127.0.0.1:1/store"):
            pass
    assert "secretword" not in str(raised.value)


async def test_a_database_that_is_not_there_is_said_so() -> None:
    with pytest.raises(StoreRefusedError):
        async with open_database(url_of("nowhere")):
            pass


async def test_a_database_that_may_only_be_read_is_said_so(prepared: str) -> None:
    async with open_database(prepared) as database:
        await add(database, "We met.")
    with psycopg.connect(prepared.replace("+psycopg", ""), autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    async with open_database(prepared) as database:
        assert await database.statements.latest(HERE) is not None
        with pytest.raises(StoreReadOnlyError):
            await add(database, "We met again.")


async def test_a_text_with_more_words_than_the_index_holds_is_found_all_the_same(prepared: str) -> None:
    async with open_database(prepared) as database:
        await add(database, "The price of oil falls.")
        await add(database, "The oil price.", "Of all things.")
        many = "SELECT different_words(string_agg('word' || number, ' ')) FROM generate_series(1, 200000) AS number"
        async with database.write() as connection:
            assert await connection.scalar(text(many)) is None
            await connection.execute(text("UPDATE fulltext SET forms = NULL, stems = NULL"))
        for words, numbers in (("oil", [2, 1]), ('"price of oil"', [1]), ("pri*", [2, 1]), ("cheese", [])):
            hits = (await database.search.find(HERE, words)).hits
            assert [hit.number for hit in hits] == numbers, words


async def test_as_many_words_as_the_index_holds_come_out_as_they_are(prepared: str) -> None:
    words = [f"{number:x}" * 4 for number in range(41_000)]
    async with open_database(prepared) as database, database.read() as connection:
        kept = await connection.scalar(select(func.tsvector_to_array(func.different_words(" ".join(words)))))
    assert kept is not None
    assert sorted(kept) == sorted(set(words))


async def test_no_row_holds_a_word_of_a_forgotten_text(prepared: str) -> None:
    async with open_database(prepared) as database:
        await add(database, "The word is zanzibarmarker.", raw=b"zanzibarmarker")
        await database.statements.forget(HERE, 1, by="ann")
        tables = await _tables(prepared)
        assert "fulltext" in tables
        async with database.read() as connection:
            for table in tables:
                rows = await connection.execute(text(f'SELECT "{table}"::text FROM "{table}"'))  # noqa: S608
                assert "zanzibarmarker" not in str(rows.all()), table


async def test_what_is_to_go_out_while_its_statement_is_forgotten_goes_with_it(prepared: str) -> None:
    async with open_database(prepared) as database:
        version = (await add(database, "The word is zanzibarmarker.")).version_id
        parts = (NewPart({"text": "zanzibarmarker"}),)
        begun, go_on = threading.Event(), threading.Event()

        def put(connection: Connection) -> None:
            from storage.delivery import asking

            delivery = NewDelivery("acme", "answer", "slack", "C1", parts, versions=(version,))
            asking.put(connection, delivery, NOON)
            begun.set()
            go_on.wait(10)

        putting = asyncio.create_task(database.store(put, alone=False))
        await asyncio.to_thread(begun.wait, 10)
        forgetting = asyncio.create_task(database.statements.forget(HERE, 1, by="ann"))
        await _until_something_waits(prepared)
        go_on.set()
        await asyncio.gather(putting, forgetting)
        async with database.read() as connection:
            payloads = (await connection.execute(text("SELECT payload FROM part WHERE payload IS NOT NULL"))).all()
            assert payloads == []
        with pytest.raises(NoSuchVersionError):
            await database.outbox.put(
                NewDelivery("acme", "later", "slack", "C1", parts, versions=(version,)), NOON + timedelta(hours=1)
            )


async def test_numbers_are_given_once_by_replicas_that_store_side_by_side(prepared: str) -> None:
    async with open_database(prepared) as one, open_database(prepared) as other:
        added = await asyncio.gather(
            *(add(replica, f"We met at place {at}.") for at in range(8) for replica in (one, other))
        )
        assert len({each.record.number for each in added}) == 8, "what both store is one statement"
        async with one.read() as connection:
            numbers = (await connection.execute(select(schema.statement.c.number))).scalars()
            assert sorted(numbers) == sorted({each.record.number for each in added}) == list(range(1, 9))


async def _tables(url: str) -> list[str]:
    def names() -> list[str]:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return [str(row[0]) for row in rows]

    return await asyncio.to_thread(names)


async def _until_something_waits(url: str) -> None:
    """Wait until a transaction waits for a lock that another holds."""

    def is_waiting() -> bool:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            return connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone() != (0,)

    async with asyncio.timeout(10):
        while not await asyncio.to_thread(is_waiting):  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import schema, sqlite
from storage.database import Database, open_database
from storage.errors import (
    StoreAddressError,
    StoreBusyError,
    StoreFullError,
    StoreNewerError,
    StoreReadOnlyError,
    StoreUnreachableError,
    StoreUnreadableError,
)
from storage.migrations import alembic_config
from tests.storage.makings import HERE, add, on_sqlite

OPEN = """
import asyncio, sys
from storage.database import open_database
async def main():
    async with open_database(sys.argv[1]) as database:
        print("alembic" in sys.modules)
asyncio.run(main())
"""


def start_opening(location: Path) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", OPEN, str(location)], cwd=root, stdout=subprocess.PIPE, text=True)


def modes_of(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


async def test_a_new_store_is_readable_by_its_owner_only(database: Database, location: Path) -> None:
    await add(database, "We met.")
    assert modes_of(location.parent) <= {0o600}


@pytest.mark.parametrize("name", ["50% off.sqlite3", "Büro/ständig.sqlite3", "a b?c#d.sqlite3"])
async def test_a_store_opens_under_any_name(tmp_path: Path, name: str) -> None:
    async with open_database(tmp_path / name) as database:
        await add(database, "We met.")
    async with open_database(str(tmp_path / name)) as database:
        assert await database.statements.count(HERE) == 1


async def test_a_store_opens_by_its_address(location: Path) -> None:
    async with open_database(f"sqlite+aiosqlite:///{location}") as database:
        await add(database, "We met.")
    async with open_database(location) as database:
        assert await database.statements.count(HERE) == 1


def test_processes_that_start_at_once_migrate_once(location: Path) -> None:
    processes = [start_opening(location) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with sqlite3.connect(location) as connection:
        assert connection.execute("SELECT version_num FROM briefbot_revision").fetchall() == [(schema.REVISIONS[-1],)]
    connection.close()


def test_an_up_to_date_store_opens_without_alembic(location: Path) -> None:
    first, second = (start_opening(location).communicate()[0].strip() for _ in range(2))
    assert (first, second) == ("True", "False")


async def test_the_migrations_make_the_tables_that_the_repositories_name(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        ours = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(("fulltext", "briefbot"))}
        return list(compare_metadata(MigrationContext.configure(connection, opts=ours), schema.metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


def test_the_known_revisions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == schema.REVISIONS


async def test_a_store_of_a_newer_release_is_left_alone(database: Database, location: Path) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE briefbot_revision SET version_num = '9999'"))
    with pytest.raises(StoreNewerError, match="newer release"):
        async with open_database(location):
            pass


async def open_only(location: Path) -> None:
    async with open_database(location):
        pass


def test_a_file_that_is_no_database_is_said_to_be_none(location: Path) -> None:
    location.write_text("Joint statement " * 100)
    with pytest.raises(StoreUnreadableError):
        asyncio.run(open_only(location))
    assert location.read_text() == "Joint statement " * 100


async def test_a_database_of_something_else_is_left_alone(location: Path) -> None:
    with sqlite3.connect(location) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")
    connection.close()
    with pytest.raises(StoreUnreadableError):
        async with open_database(location):
            pass
    with sqlite3.connect(location) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    connection.close()


async def test_a_folder_that_can_not_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachableError):
        async with open_database(tmp_path / "file" / "store.sqlite3"):
            pass


async def test_a_folder_in_place_of_the_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError):
        async with open_database(tmp_path):
            pass


@pytest.mark.parametrize("address", ["mysql://host/name", "sqlite://", "://"])
async def test_an_address_of_another_database_is_refused(address: str) -> None:
    with pytest.raises(StoreAddressError):
        async with open_database(address):
            pass


async def limit_each_connection(database: Database, pragma: str) -> None:
    async with database.read() as connection:  # the pools hand these connections out again
        await connection.execute(text(f"PRAGMA {pragma}"))
    await database.store(lambda connection: connection.execute(text(f"PRAGMA {pragma}")))


@on_sqlite
async def test_a_full_disk_stores_nothing_and_is_read_on(database: Database) -> None:
    await add(database, "We met.")
    await limit_each_connection(database, "max_page_count = 1")
    with pytest.raises(StoreFullError, match="full"):
        await add(database, *(f"Sentence {number} of a long text." for number in range(3000)))
    assert await database.statements.count(HERE) == 1


@on_sqlite
async def test_a_store_that_may_only_be_read_is_said_so(database: Database) -> None:
    await limit_each_connection(database, "query_only = ON")
    with pytest.raises(StoreReadOnlyError):
        await add(database, "We met.")


async def test_a_store_that_another_process_holds_is_said_to_be_busy(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_BUSY_TIMEOUT_MS", 1)
    async with open_database(location) as database:
        other = sqlite3.connect(location, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            await add(database, "We met.")
        other.close()
        assert (await add(database, "We met.")).is_new

"""A back-up brought back: whenever that is killed, the store of before or the one of the back-up is there."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import schema
from storage.copying import files, restoring
from storage.copying.backing_up import back_up
from storage.copying.errors import (
    InUseError,
    NoFileError,
    NoStoreError,
    StoreThereError,
)
from storage.copying.restoring import restore
from storage.database import open_database
from storage.errors import StoreNewerError, StoreUnavailableError, StoreUnreadableError
from tests.storage.copies import in_a_process, lines_in, make, names_in, opened_elsewhere, quietly
from tests.storage.makings import add
from tests.storage.test_migrations import copy_into_older

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
END = ".replaced-20260302-120000"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A back-up of a store of another folder."""
    make(tmp_path / "elsewhere" / "store.sqlite3", "We were here before.")
    back_up(tmp_path / "elsewhere" / "store.sqlite3", tmp_path / "backup.sqlite3", quietly)
    return tmp_path / "backup.sqlite3"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The place of a store in a folder of its own, which is not there yet."""
    return tmp_path / "data" / "store.sqlite3"


def test_a_back_up_is_brought_to_where_no_store_is(backup: Path, store: Path) -> None:
    assert restore(backup, store, NOW, quietly) is None
    assert lines_in(store) == ["We were here before."]
    assert names_in(store.parent) == {"store.sqlite3"}
    assert store.stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_a_store_is_replaced_only_if_that_is_said_and_is_kept(backup: Path, store: Path) -> None:
    make(store, "We are here now.")
    with pytest.raises(StoreThereError, match="--replace"):
        restore(backup, store, NOW, quietly)
    assert lines_in(store) == ["We are here now."]
    kept = restore(backup, store, NOW, quietly, replace=True)
    assert kept == store.with_name(f"store.sqlite3{END}")
    assert lines_in(store) == ["We were here before."]
    assert lines_in(kept) == ["We are here now."]
    assert restore(backup, store, NOW, quietly, replace=True) == store.with_name(f"store.sqlite3{END}-2")


def test_what_a_killed_process_left_in_its_log_is_kept_with_the_store_that_is_replaced(
    backup: Path, store: Path
) -> None:
    make(store, "We are here now.")

    async def write_and_die() -> None:
        async with open_database(store) as database:
            await add(database, "We wrote and died.")
            os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(in_a_process(lambda: asyncio.run(write_and_die())))
    assert files.beside(store, "-wal").stat().st_size
    kept = restore(backup, store, NOW, quietly, replace=True)
    assert kept
    assert names_in(store.parent) == {store.name, kept.name}
    assert lines_in(store) == ["We were here before."]
    assert lines_in(kept) == ["We are here now.", "We wrote and died."]


def test_a_log_whose_store_is_gone_does_not_get_into_the_back_up(backup: Path, store: Path, tmp_path: Path) -> None:
    make(store, "We are here now.")
    with closing(sqlite3.connect(store, isolation_level=None)) as left:
        left.execute("UPDATE document SET body = 'We are lost.'")
        shutil.copy(files.beside(store, "-wal"), tmp_path / "log")
    store.unlink()
    shutil.copy(tmp_path / "log", files.beside(store, "-wal"))
    with pytest.raises(StoreThereError):
        restore(backup, store, NOW, quietly)
    restore(backup, store, NOW, quietly, replace=True)
    assert names_in(store.parent) == {store.name, f"store.sqlite3{END}-wal"}
    assert lines_in(store) == ["We were here before."]


def test_a_damaged_store_can_be_replaced(backup: Path, store: Path) -> None:
    store.parent.mkdir()
    store.write_bytes(b"no database at all, but of some length" * 100)
    kept = restore(backup, store, NOW, quietly, replace=True)
    assert kept
    assert kept.read_bytes().startswith(b"no database at all")
    assert lines_in(store) == ["We were here before."]


def test_a_store_that_another_process_has_open_is_left_alone(backup: Path, store: Path) -> None:
    make(store, "We are here now.")
    with opened_elsewhere(store), pytest.raises(InUseError, match=r"store\.sqlite3 is in use by another process"):
        restore(backup, store, NOW, quietly, replace=True)
    assert lines_in(store) == ["We are here now."]


def test_a_damaged_store_that_another_process_has_open_is_left_alone(backup: Path, store: Path) -> None:
    make(store, "We are here now.")
    with opened_elsewhere(store):
        with store.open("r+b") as damaged:
            damaged.write(b"no database at all")
        with pytest.raises(InUseError):
            restore(backup, store, NOW, quietly, replace=True)


def test_whoever_opens_the_store_while_it_is_replaced_does_not_write_into_the_back_up(
    backup: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(store, "We are here now.")
    late: list[sqlite3.Connection] = []
    replace = files.put_in_place

    def open_and_replace(draft: Path, place: Path) -> None:
        late.append(sqlite3.connect(place, isolation_level=None))
        with pytest.raises(sqlite3.OperationalError):
            late[0].execute("PRAGMA busy_timeout = 0").connection.execute("SELECT * FROM workspace")
        replace(draft, place)

    monkeypatch.setattr(restoring, "put_in_place", open_and_replace)
    restore(backup, store, NOW, quietly, replace=True)
    with closing(late[0]):
        for command in ("PRAGMA journal_mode = WAL", "DELETE FROM document"):
            with pytest.raises(sqlite3.OperationalError):
                late[0].execute(command)
    assert lines_in(store) == ["We were here before."]


def test_the_files_that_belong_to_a_store_are_kept_with_it(backup: Path, store: Path) -> None:
    make(store, "We are here now.")
    steps = store.with_name("steps.sqlite3")
    for end in ("", "-wal"):
        files.beside(steps, end).write_text(end)
    restore(backup, store, NOW, quietly, replace=True, also=(steps, store.with_name("absent")))
    kept = {f"{name}{END}" for name in ("store.sqlite3", "steps.sqlite3")} | {f"steps.sqlite3{END}-wal"}
    assert names_in(store.parent) == {"store.sqlite3", *kept}


def test_only_a_store_of_this_release_or_an_older_one_is_brought_back(store: Path, tmp_path: Path) -> None:
    make(store, "We are here now.")
    other = tmp_path / "other.sqlite3"
    with pytest.raises(NoStoreError):
        restore(other, store, NOW, quietly, replace=True)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreUnreadableError):
        restore(other, store, NOW, quietly, replace=True)
    newer = make(tmp_path / "newer.sqlite3", "We are of tomorrow.")
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute(f"UPDATE {schema.REVISION_TABLE} SET version_num = '9999'")  # noqa: S608
    with pytest.raises(StoreNewerError):
        restore(newer, store, NOW, quietly, replace=True)
    with pytest.raises(NoFileError):
        restore(store, store, NOW, quietly, replace=True)
    assert lines_in(store) == ["We are here now."]
    assert names_in(store.parent) == {"store.sqlite3"}


@pytest.mark.parametrize("revision", [schema.REVISIONS[0], schema.REVISIONS[-2]])
def test_a_back_up_of_an_older_release_is_brought_to_this_one_when_it_is_opened(
    store: Path, tmp_path: Path, revision: str
) -> None:
    current, older = make(tmp_path / "current.sqlite3", "We were here before."), tmp_path / "older.sqlite3"
    copy_into_older(current, older, revision)
    back_up(older, tmp_path / "backup.sqlite3", quietly)
    restore(tmp_path / "backup.sqlite3", store, NOW, quietly)
    with closing(sqlite3.connect(store)) as kept:
        assert kept.execute("SELECT version_num FROM briefbot_revision").fetchall() == [(revision,)]
    assert lines_in(store) == ["We were here before."]


def test_a_damaged_back_up_is_refused(backup: Path, store: Path) -> None:
    make(store, "We are here now.")
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreUnavailableError, match=r"backup\.sqlite3 is damaged"):
        restore(backup, store, NOW, quietly, replace=True)
    assert lines_in(store) == ["We are here now."]


def test_a_back_up_is_brought_back_from_a_folder_that_can_only_be_read(backup: Path, store: Path) -> None:
    folder = backup.parent / "read only"
    folder.mkdir()
    shutil.copy(backup, folder)
    with closing(sqlite3.connect(folder / backup.name)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    folder.chmod(0o500)
    try:
        restore(folder / backup.name, store, NOW, quietly)
        assert names_in(folder) == {backup.name}
    finally:
        folder.chmod(0o700)
    assert lines_in(store) == ["We were here before."]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("is_torn", [False, True], ids=["stopped clean", "killed before"])
def test_a_restoring_that_is_killed_anywhere_leaves_the_old_store_or_the_new(
    backup: Path, tmp_path: Path, is_torn: bool
) -> None:
    original = make(tmp_path / "original" / "store.sqlite3", "We are here now.")
    seen = []
    for calls in range(1, 400):
        store = tmp_path / f"killed{calls}" / "store.sqlite3"
        store.parent.mkdir()
        shutil.copy(original, store)
        if is_torn:
            leave_a_log(store)
        if not killed_after(calls, backup, store):
            break
        seen.append(lines_in(store)[0])
    old, new = ("We wrote and died." if is_torn else "We are here now."), "We were here before."
    assert set(seen) == {old, new}
    assert seen == sorted(seen, key=lambda line: line == new)


def leave_a_log(store: Path) -> None:
    """Change a store as a process does that is killed before its log gets into the file."""

    def write_and_die() -> None:
        connection = sqlite3.connect(store, isolation_level=None)
        connection.execute("UPDATE document SET body = 'We wrote and died.'")
        os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(in_a_process(write_and_die))


def killed_after(calls: int, backup: Path, store: Path) -> bool:
    """Bring a back-up back in a process that is killed after some calls to the system or to SQLite; false if it ended."""

    def work() -> None:
        left = calls

        def watch(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event.startswith(("os.", "open", "sqlite3.", "shutil.")):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        def trace(connection: object) -> None:
            assert isinstance(connection, sqlite3.Connection)
            connection.set_trace_callback(lambda _: watch("sqlite3.statement", ()))

        connect = files.connect

        def connect_traced(path: Path, mode: object) -> sqlite3.Connection:
            connection = connect(path, mode)  # type: ignore[arg-type]
            trace(connection)
            return connection

        files.connect = restoring.connect = connect_traced  # type: ignore[attr-defined]
        sys.addaudithook(watch)
        restore(backup, store, NOW, quietly, replace=True)

    status = in_a_process(work)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)

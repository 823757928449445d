"""Back-ups of a live store: one moment of it, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from storage.copying import files
from storage.copying.backing_up import back_up
from storage.copying.errors import (
    DamagedError,
    DiskFullError,
    NoFileError,
    NoStoreError,
    NotWritableError,
    TargetThereError,
)
from storage.database import open_database
from storage.errors import StoreUnreadableError
from storage.forgetting import WIPE
from tests.storage.copies import in_a_process, lines_in, make, names_in, quietly
from tests.storage.makings import HERE, add


def test_a_back_up_holds_what_the_store_holds(location: Path, tmp_path: Path) -> None:
    make(location, "We met.", "We parted.")
    target = tmp_path / "backup.sqlite3"
    size = back_up(location, target, quietly)
    assert lines_in(target) == lines_in(location) == ["We met.", "We parted."]
    assert size == target.stat().st_size
    assert names_in(tmp_path) == {"store.sqlite3", "backup.sqlite3"}


@pytest.mark.skipif(os.name == "nt", reason="needs permissions")
def test_only_its_owner_may_read_a_back_up(location: Path, tmp_path: Path) -> None:
    make(location, "We met.")
    back_up(location, tmp_path / "backup.sqlite3", quietly)
    assert (tmp_path / "backup.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_back_up_of_a_store_that_is_written_to_is_one_moment_of_it(location: Path, tmp_path: Path) -> None:
    make(location)
    with closing(sqlite3.connect(location)) as store:
        store.execute("CREATE TABLE pair (one INTEGER, other INTEGER)")
    is_over = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(location, timeout=30)) as store:
            number = 0
            while not is_over.is_set():
                number += 1
                with store:
                    store.execute("INSERT INTO pair VALUES (?, 0)", (number,))
                    store.execute("UPDATE pair SET other = one WHERE one = ?", (number,))

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[int] = []
    try:
        while len(seen) < 5 or not seen[-1]:
            back_up(location, tmp_path / "backup.sqlite3", quietly, replace=True)
            with closing(sqlite3.connect(tmp_path / "backup.sqlite3")) as copy:
                assert copy.execute("SELECT count(*) FROM pair WHERE one <> other").fetchone() == (0,)
                seen.append(copy.execute("SELECT count(*) FROM pair").fetchone()[0])
    finally:
        is_over.set()
        writer.join()
    assert seen == sorted(seen)


def test_a_back_up_holds_no_word_of_a_forgotten_text(location: Path, tmp_path: Path) -> None:
    async def forget_and_be_killed() -> None:
        async with open_database(location) as database:
            await add(database, "We met in Zanzibarmarker.", "We agreed on zanzibarmarker.")
            await add(database, "We stay.")
            database.wipe = _do_nothing  # type: ignore[method-assign]
            await database.statements.forget(HERE, 1, by="ann")

    asyncio.run(forget_and_be_killed())
    with closing(sqlite3.connect(location)) as store:
        assert store.execute("SELECT name FROM chore").fetchall() == [(WIPE,)]
    target = tmp_path / "backup.sqlite3"
    back_up(location, target, quietly)
    assert b"anzibarmark" in location.read_bytes()
    assert b"anzibarmark" not in target.read_bytes()
    assert lines_in(target) == ["We stay."]


async def _do_nothing() -> None:
    """Stand for what a killed process did not come to."""


def test_progress_is_told_up_to_the_whole_size(location: Path, tmp_path: Path) -> None:
    make(location, *(f"We met at place {number}." for number in range(30)))
    told: list[tuple[str, int, int]] = []
    back_up(location, tmp_path / "backup.sqlite3", lambda *each: told.append(each))
    assert [doing for doing, _, _ in told][:1] == ["Copying"]
    assert told[-1] == ("Checking", 0, 0)
    assert all(done <= total for doing, done, total in told if doing == "Copying")


def test_a_file_that_is_there_is_replaced_only_if_that_is_said(location: Path, tmp_path: Path) -> None:
    make(location, "We met.")
    target = tmp_path / "backup.sqlite3"
    target.write_text("something else")
    with pytest.raises(TargetThereError, match=r"backup\.sqlite3 is there already.*--replace"):
        back_up(location, target, quietly)
    assert target.read_text() == "something else"
    back_up(location, target, quietly, replace=True)
    assert lines_in(target) == ["We met."]


@pytest.mark.parametrize("name", ["store.sqlite3", "store.sqlite3-wal", "twin.sqlite3", "link.sqlite3"])
def test_the_store_itself_is_never_written_over(location: Path, tmp_path: Path, name: str) -> None:
    make(location, "We met.")
    os.link(location, tmp_path / "twin.sqlite3")
    (tmp_path / "link.sqlite3").symlink_to(location)
    with pytest.raises(NoFileError, match="is the store itself"):
        back_up(location, tmp_path / name, quietly, replace=True)
    assert lines_in(location) == ["We met."]


def test_what_can_not_be_backed_up_is_said_so(location: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    with pytest.raises(NoStoreError, match=r"There is no store\.sqlite3"):
        back_up(location, target, quietly)
    location.write_bytes(b"no database at all, but of some length" * 100)
    with pytest.raises(StoreUnreadableError):
        back_up(location, target, quietly)
    location.unlink()
    with closing(sqlite3.connect(location)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreUnreadableError):
        back_up(location, target, quietly)
    assert names_in(tmp_path) == {"store.sqlite3"}


def test_a_damaged_store_gives_no_back_up(location: Path, tmp_path: Path) -> None:
    make(location, "We met.")
    with closing(sqlite3.connect(location, isolation_level=None)) as store:
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute("DELETE FROM document")
    with pytest.raises(DamagedError, match=r"store\.sqlite3 is damaged"):
        back_up(location, tmp_path / "backup.sqlite3", quietly)
    assert names_in(tmp_path) == {"store.sqlite3"}


def test_a_place_that_can_not_be_written_is_said_so(location: Path, tmp_path: Path) -> None:
    make(location, "We met.")
    with pytest.raises(NotWritableError):
        back_up(location, tmp_path / "nowhere" / "backup.sqlite3", quietly)
    with pytest.raises(NoFileError, match="is a folder"):
        back_up(location, tmp_path, quietly, replace=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit of its own")
def test_a_full_disk_leaves_nothing_behind(location: Path, tmp_path: Path) -> None:
    make(location, "We met.")
    (tmp_path / "backup.sqlite3").write_text("the back-up before")

    def fill_up() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises((DiskFullError, NotWritableError)):
            back_up(location, tmp_path / "backup.sqlite3", quietly, replace=True)

    assert in_a_process(fill_up) == 0
    assert (tmp_path / "backup.sqlite3").read_text() == "the back-up before"
    assert names_in(tmp_path) == {"store.sqlite3", "backup.sqlite3"}


def test_an_interrupted_back_up_leaves_nothing_behind(
    location: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(location, "We met.")

    def interrupt(doing: str, done: int, _total: int) -> None:
        if doing == "Copying" and done:
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "_STEPS", 1)
    with pytest.raises(KeyboardInterrupt):
        back_up(location, tmp_path / "backup.sqlite3", interrupt)
    assert names_in(tmp_path) == {"store.sqlite3"}

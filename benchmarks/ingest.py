"""How fast statements come in: `python -m benchmarks.ingest`.

Reads and stores texts (those at `$BRIEFBOT_SHARED` where that exists, else the samples of the project, each made another
text by a line), and writes the very same rows once more with nothing but SQLite: the same tables and triggers, a
transaction a statement.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.database import open_database
from storage.records import SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizers.reading.document import Document

_TABLES = ("document", "section", "sentence", "indexed", "meaning", "statement", "version", "source", "band")
_KEYS = {"document": "id", "statement": "id", "version": "statement_id", "source": "version_id", "band": "version_id"}
_SCOPE = Scope.at("acme")
_SOURCE = SourceRecord(SourceKind.PASTED, "text", None, datetime(2026, 1, 1, tzinfo=UTC))


def texts(count: int) -> list[str]:
    """Give some statements."""
    shared = os.environ.get("BRIEFBOT_SHARED")
    if shared:
        lines = Path(shared, "data/statements/whitehouse.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line)["text"] for line in lines]
    else:
        found = [path.read_text("utf-8") for path in files("bot.samples").iterdir() if not path.name.startswith("_")]
    return [f"{text}\n\nText {number} of this measurement." for number, text in enumerate(islice(cycle(found), count))]


async def store(place: Path, documents: list[Document]) -> float:
    """Store documents in turn; give the seconds it took."""
    async with open_database(place) as database:
        started = time.perf_counter()
        for document in documents:
            await database.statements.add(_SCOPE, WORKSPACE_AUDIENCE, document, _SOURCE, added_by="ann")
        return time.perf_counter() - started


async def make_empty(place: Path) -> None:
    """Make a store with nothing in it."""
    async with open_database(place):
        pass


def rows_by_statement(place: Path) -> Iterator[dict[str, list[Any]]]:
    """Give the rows of each statement by table: each was stored as one statement, version, document and source."""
    connection = sqlite3.connect(place)
    (count,) = connection.execute("SELECT count(*) FROM statement").fetchone()
    for number in range(1, count + 1):
        yield {
            table: connection.execute(
                f"SELECT * FROM {table} WHERE {_KEYS.get(table, 'document_id')} = ?",  # noqa: S608
                (number,),
            ).fetchall()
            for table in _TABLES
        }
    connection.close()


def insert_bare(place: Path, statements: list[dict[str, list[Any]]]) -> float:
    """Insert rows with the driver alone; give the seconds it took."""
    connection = sqlite3.connect(place, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("INSERT INTO workspace VALUES ('acme', 0)")
    started = time.perf_counter()
    for tables in statements:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        connection.execute("COMMIT")
    taken = time.perf_counter() - started
    connection.close()
    return taken


def main() -> None:
    """Read the arguments, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--statements", type=int, default=500)
    count = arguments.parse_args().statements
    with tempfile.TemporaryDirectory() as temporary:
        ours, bare = Path(temporary, "ours.sqlite3"), Path(temporary, "bare.sqlite3")
        given = texts(count)
        started = time.perf_counter()
        documents = [read(text) for text in given]
        reading = time.perf_counter() - started
        storing = asyncio.run(store(ours, documents))
        asyncio.run(make_empty(bare))
        statements = list(rows_by_statement(ours))
        inserting = insert_bare(bare, statements)
    sentences = sum(len(document.sentences) for document in documents)
    print(f"{count} statements, {sentences} sentences, {sum(map(len, given)) / 1e6:.1f} MB")
    for name, taken in (
        ("read", reading),
        ("store", storing),
        ("read and store", reading + storing),
        ("bare SQLite inserts", inserting),
    ):
        print(f"{name:22}{count / taken:8.0f} statements/s")


if __name__ == "__main__":
    main()

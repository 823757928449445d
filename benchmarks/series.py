"""How well predecessors are found: `python -m benchmarks.series`, with `$BRIEFBOT_SHARED` set.

The statements of one committee, untitled and dated by their files' names, are shuffled among some hundred statements of
a government, once with its titles in front and once without. Each of the committee's has the one before it as its
predecessor; of the government's, all that were claimed to follow another are printed, for reading.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.database import Database, open_database
from storage.records import SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.dates import date_in_name
from summarizers.reading.reader import read

if TYPE_CHECKING:
    from summarizers.reading.document import Document

_SCOPE = Scope.at("acme")
_SEED = 11


class Named(NamedTuple):
    """A statement with its name: its file's, or its title and day."""

    name: str
    document: Document
    is_committees: bool


def read_committee(folder: Path) -> list[Named]:
    """Read the committee's statements in order of date."""
    paths = sorted((folder / "fomc").glob("*.txt"))
    texts = [(path.stem, path.read_text("utf-8"), date_in_name(path.name)) for path in paths]
    return [Named(name, read(text, source_date=day), True) for name, text, day in texts]


def read_government(folder: Path, *, titled: bool) -> list[Named]:
    """Read the government's statements."""
    named = []
    for line in (folder / "whitehouse.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['title']}\n\n{row['text']}" if titled else row["text"]
        document = read(text, source_date=date_in_name(row["id"]))
        named.append(Named(f"{row['date']} {row['title']}", document, False))
    return named


async def measure(committee: list[Named], government: list[Named], *, examples: int) -> None:
    """Store all in one workspace, in any order, and print what follows what."""
    everything = [*committee, *government]
    random.Random(_SEED).shuffle(everything)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(Path(folder, "store.sqlite3")) as database:
            numbers = await _store(database, everything)
            before = {named.name: first.name for first, named in pairwise(committee)}
            started = time.perf_counter()
            found = {number: await database.statements.predecessor(_SCOPE, number) for number in numbers}
            taken = time.perf_counter() - started
            series = await database.statements.series(_SCOPE, next(n for n in numbers if numbers[n].is_committees))
    names = {number: numbers[record.number].name if record else None for number, record in found.items()}
    right = sum(names[n] == before.get(numbers[n].name) for n in numbers if numbers[n].is_committees)
    print(f"committee: right predecessor in {right} of {len(committee)} ({right / len(committee):.1%})")
    print(f"committee: its series has {len(series)} statements")
    claimed = [(numbers[n].name, name) for n, name in names.items() if name and not numbers[n].is_committees]
    print(f"government: {len(claimed)} of {len(government)} follow another")
    for later, earlier in sorted(claimed)[:examples]:
        print(f"    {later[:110]}\n        after {earlier[:110]}")
    print(f"{taken / len(numbers) * 1000:.1f} ms each")


async def _store(database: Database, everything: list[Named]) -> dict[int, Named]:
    source = SourceRecord(SourceKind.FILE, "text", None, datetime(2026, 1, 1, tzinfo=UTC))
    numbers = {}
    for named in everything:
        added = await database.statements.add(_SCOPE, WORKSPACE_AUDIENCE, named.document, source, added_by="ann")
        numbers[added.record.number] = named
    return numbers


def main() -> None:
    """Read the arguments, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--examples", type=int, default=100)
    given = arguments.parse_args()
    shared = os.environ.get("BRIEFBOT_SHARED")
    if not shared:
        sys.exit("$BRIEFBOT_SHARED is not set: nothing to measure with.")
    folder = Path(shared, "data/statements")
    committee = read_committee(folder)
    for titled in (True, False):
        print(f"\nthe government's {'with' if titled else 'without'} titles")
        government = read_government(folder, titled=titled)
        asyncio.run(measure(committee, government, examples=given.examples))


if __name__ == "__main__":
    main()

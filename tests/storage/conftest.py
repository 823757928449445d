"""A store of each database: whatever asks for `database` and for no file of its own is tested on both."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from storage.database import Database, open_database
from tests.postgres import prepared_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on both databases, unless it looks into the file of a SQLite store."""
    is_chosen = any(mark.args[0] == "database" for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not is_chosen:
        of_file = "location" in inspect.signature(metafunc.function).parameters
        metafunc.parametrize("database", ["sqlite"] if of_file else ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """The place of a store that is not there yet."""
    return tmp_path / "store.sqlite3"


@pytest.fixture
async def database(request: pytest.FixtureRequest, location: Path) -> AsyncIterator[Database]:
    """An empty store."""
    if request.param == "sqlite":
        async with open_database(location) as opened:
            yield opened
        return
    with prepared_database() as url:
        async with open_database(url) as opened:
            yield opened

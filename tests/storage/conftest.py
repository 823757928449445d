"""A store in a temporary folder, and the makings of its contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """The place of a store that is not there yet."""
    return tmp_path / "store.sqlite3"


@pytest.fixture
async def database(location: Path) -> AsyncIterator[Database]:
    """An empty store."""
    async with open_database(location) as opened:
        yield opened

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import open_desk
from bot.settings import Settings
from tests.bot.conftest import RATES, request


@pytest.mark.parametrize(("keep_days", "left"), [(0, 1), (100_000, 1), (30, 0)])
async def test_what_is_older_than_is_kept_is_forgotten_when_the_store_is_opened(
    keep_days: int, left: int, tmp_path: Path
) -> None:
    async with open_desk(Settings(data=tmp_path, database="")) as desk:
        await desk.answer(request(f"brief {RATES}"))
    async with open_desk(Settings(data=tmp_path, database="", keep_days=keep_days)) as desk:
        assert await desk.database.statements.count(request("").scope) == left

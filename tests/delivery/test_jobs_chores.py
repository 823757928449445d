"""What the program does by itself: old statements are forgotten, old rows swept up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.chores import expire_runner, sweep_runner
from storage.scope import Scope
from tests.delivery.workshop import Clock, store_in
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_what_is_older_than_is_kept_is_forgotten_in_every_workspace(tmp_path: Path) -> None:
    clock = Clock()
    async with store_in(tmp_path) as database:
        for scope in (HERE, OTHER_WORKSPACE):
            await add(database, f"We met in {scope.workspace}.", scope=scope)
        added = NOON - clock.now()

        async def left() -> list[int]:
            scopes: tuple[Scope, ...] = (HERE, OTHER_WORKSPACE, ELSEWHERE)
            return [len(await database.statements.all(scope)) for scope in scopes]

        clock.ahead = added + timedelta(days=9)
        await expire_runner(database, 10, clock)("")
        assert await left() == [1, 1, 1]
        clock.ahead = added + timedelta(days=11)
        await expire_runner(database, 0, clock)("")
        assert await left() == [1, 1, 1]
        await expire_runner(database, 10, clock)("")
        assert await left() == [0, 0, 0]


async def test_a_sweep_asks_everything_that_keeps_rows() -> None:
    asked: list[str] = []

    async def jobs() -> int:
        asked.append("jobs")
        return 2

    async def inbox() -> int:
        asked.append("inbox")
        return 1

    await sweep_runner((inbox, jobs))("")
    assert asked == ["inbox", "jobs"]

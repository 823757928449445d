"""What is done for one workspace is as if the other were not there, by every method of every repository."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import schema
from storage.database import Database, open_database
from storage.delivery.job_schema import job
from tests.storage.makings import NOON
from tests.storage.workspaces import (
    CALLS,
    CLAIMING,
    LISTING,
    MINE,
    THEIRS,
    WORDS,
    Call,
    fill,
    fill_another_conversation,
)

Rows = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a store that my workspace has alone, and of the same after the other one came."""
    folder = tmp_path_factory.mktemp("workspaces")

    async def make() -> None:
        async with open_database(folder / "alone") as database:
            await fill(database, MINE)
        shutil.copy(folder / "alone", folder / "shared")
        async with open_database(folder / "shared") as database:
            await fill(database, THEIRS)
            await fill_another_conversation(database)

    asyncio.run(make())
    return folder


async def rows_of(database: Database) -> Rows:
    """Give the rows of all tables, each with its table."""
    async with database.read() as connection:
        tables = schema.metadata.sorted_tables
        return Counter([(each.name, repr(row)) for each in tables for row in await connection.execute(select(each))])


def plain(answer: object) -> str:
    """Give an answer without ids that are made by chance, or that depend on what else was stored."""
    return re.sub(r"\bid=\d+|\b[0-9a-f]{16}\b", "", repr(answer))


def names_theirs(said: str) -> bool:
    return THEIRS in said or WORDS[THEIRS] in said


async def test_filling_one_workspace_changes_nothing_of_another(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    async with open_database(tmp_path / "copy" / "alone") as alone, open_database(tmp_path / "copy" / "shared") as both:
        mine, all_rows = await rows_of(alone), await rows_of(both)
    assert mine <= all_rows
    theirs = {table for table, _ in all_rows - mine}
    empty = {"chore", "briefing", "conversation", "correction"}
    assert theirs == {each.name for each in schema.metadata.sorted_tables} - empty


@pytest.mark.parametrize("name", CALLS)
async def test_what_is_done_for_a_workspace_is_as_if_the_other_were_not_there(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    shutil.copytree(folder, tmp_path / "copy")
    call: Call = CALLS[name]
    async with open_database(tmp_path / "copy" / "alone") as alone, open_database(tmp_path / "copy" / "shared") as both:
        mine = await rows_of(alone)
        before = await rows_of(both)
        caplog.clear()
        answer = await call(both)
        logged = caplog.text
        after = await rows_of(both)
        assert plain(answer) == plain(await call(alone))
    assert before - mine <= after, "rows of the other workspace stay as they are"
    assert after != before or answer, "something is done"
    assert not any(names_theirs(row) for _, row in after - before)
    assert not names_theirs(repr(answer))
    assert not names_theirs(logged), "no row of the other workspace is even read"


@pytest.mark.parametrize("name", CLAIMING)
async def test_each_piece_of_work_that_is_taken_is_of_one_workspace(folder: Path, tmp_path: Path, name: str) -> None:
    store = Path(shutil.copy(folder / "shared", tmp_path))
    async with open_database(store) as database:
        taken = list(await CLAIMING[name](database))  # type: ignore[call-overload]
    assert {each.workspace for each in taken} == {MINE, THEIRS}
    for each in taken:
        other = THEIRS if each.workspace == MINE else MINE
        assert other not in repr(each)
        assert WORDS[other] not in repr(each)


@pytest.mark.parametrize("name", LISTING)
async def test_nothing_of_what_is_said_is_in_what_is_listed_of_all_workspaces(
    folder: Path, tmp_path: Path, name: str
) -> None:
    store = Path(shutil.copy(folder / "shared", tmp_path))
    async with open_database(store) as database:
        listed = list(await LISTING[name](database))  # type: ignore[call-overload]
    assert {each.workspace for each in listed} == {MINE, THEIRS}
    assert not any(word in repr(listed) for word in WORDS.values())


async def test_the_jobs_of_a_schedule_are_of_its_workspace_and_hold_no_text(folder: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(folder / "shared", tmp_path))
    async with open_database(store) as database:
        await database.schedules.make_due_jobs(NOON, lambda _, now: now + timedelta(days=1))
        async with database.read() as connection:
            rows = (await connection.execute(select(job))).all()
    made = [row for row in rows if row.key.startswith("daily")]
    assert {row.workspace: row.subject for row in made} == {each: f"{each} subject" for each in (MINE, THEIRS)}
    assert not any(word in repr(rows) for word in WORDS.values())

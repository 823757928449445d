import logging
import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import sqlite
from storage.database import Database, open_database
from storage.records import Briefing, BriefingKey, Shown
from summarizers.choosing.engine import Choice
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add, page

MARKER = "Zanzibarmarker"
RAW = MARKER.encode()
"""So short that zlib leaves it as it is."""
CHOICES = (Choice(0, 1.0, f"names {MARKER}"),)


def files_that_hold(folder: Path, word: str) -> list[str]:
    """Name the files in a folder that hold a word in any case."""
    return [path.name for path in folder.iterdir() if word.lower().encode() in path.read_bytes().lower()]


async def add_everywhere(database: Database) -> int:
    """Put the marker wherever the store keeps text; give the version."""
    before = await add(database, "We met before.")
    lines = (f"We met in {MARKER}.", f"# On {MARKER}", f"{MARKER} stays.")
    added = await add(
        database, *lines, title=f"Talks in {MARKER}", source=page(f"https://{MARKER}.example"), issuer=MARKER, raw=RAW
    )
    key = BriefingKey(added.version_id, before.version_id, "structure", "5", MARKER, "1.0")
    await database.briefings.put(HERE, key, CHOICES)
    shown = Shown(added.record.number, added.version_id, Briefing("structure", CHOICES))
    await database.conversations.show(HERE, "channel", shown)
    return added.version_id


async def test_no_file_holds_a_word_of_a_forgotten_text(database: Database, location: Path) -> None:
    await add_everywhere(database)
    assert files_that_hold(location.parent, MARKER)
    await database.statements.forget(HERE, 2, by="ann")
    assert files_that_hold(location.parent, MARKER) == []
    assert (await database.search.find(HERE, MARKER)).hits == ()
    assert (await database.search.find(HERE, "before")).total == 1


async def test_forgetting_leaves_no_vector(database: Database, location: Path) -> None:
    await add(database, "The ministers condemned the theft of virtual assets.")
    async with database.read() as connection:
        bits = await connection.scalar(text("SELECT bits FROM meaning"))
    assert any(bits in path.read_bytes() for path in location.parent.iterdir())
    await database.statements.forget(HERE, 1, by="ann")
    assert not any(bits in path.read_bytes() for path in location.parent.iterdir())


async def rows_of(database: Database, table: str) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608


async def test_forgetting_leaves_no_band(database: Database) -> None:
    for line in ("We met in Geneva and agreed.", "We met in Geneva and parted."):
        await add(database, line, source=page("https://a.example"))
    assert await rows_of(database, "band") > 24
    await database.statements.forget(HERE, 1, by="ann")
    assert await rows_of(database, "band") == 0


async def test_forgetting_leaves_no_bytes_of_what_was_read(database: Database, location: Path) -> None:
    raw = bytes(random.Random(5).randbytes(3000))  # noqa: S311
    await add(database, "We met.", raw=raw)
    (packed,) = await packed_bytes(database)
    assert any(packed[100:200] in path.read_bytes() for path in location.parent.iterdir())
    await database.statements.forget(HERE, 1, by="ann")
    assert not any(packed[100:200] in path.read_bytes() for path in location.parent.iterdir())


async def packed_bytes(database: Database) -> list[bytes]:
    async with database.read() as connection:
        return list((await connection.execute(text("SELECT packed FROM raw"))).scalars())


async def test_bytes_that_another_statement_was_read_from_stay(database: Database) -> None:
    await add(database, "We met.", raw=b"the same bytes")
    await add(database, "We parted.", scope=ELSEWHERE, audience="another channel", raw=b"the same bytes")
    assert len(await packed_bytes(database)) == 1
    await database.statements.forget(HERE, 1, by="ann")
    assert len(await packed_bytes(database)) == 1
    await database.statements.forget(ELSEWHERE, 2, by="ann")
    assert await packed_bytes(database) == []


async def test_old_versions_are_forgotten_with_their_statement(database: Database, location: Path) -> None:
    for line in (f"We met in {MARKER}.", "We met in Geneva."):
        await add(database, line, source=page("https://a.example"))
    await database.statements.forget(HERE, 1, by="ann")
    assert files_that_hold(location.parent, MARKER) == []


async def test_a_public_document_stays_while_somebody_refers_to_it(database: Database, location: Path) -> None:
    for scope in (HERE, OTHER_WORKSPACE):
        await add(database, f"We met in {MARKER}.", scope=scope, public=True)
    await database.statements.forget(HERE, 1, by="ann")
    assert len((await database.search.find(OTHER_WORKSPACE, MARKER)).hits) == 1
    assert (await database.search.find(HERE, MARKER)).hits == ()
    await database.statements.forget(OTHER_WORKSPACE, 1, by="ann")
    assert files_that_hold(location.parent, MARKER) == []


async def test_a_public_document_is_stored_once(database: Database) -> None:
    for scope in (HERE, OTHER_WORKSPACE):
        await add(database, "We met.", scope=scope, public=True)
        await add(database, "We parted.", scope=scope)
    async with database.read() as connection:
        owners = await connection.execute(text("SELECT owner FROM document ORDER BY owner"))
        assert owners.scalars().all() == ["public", "workspace acme", "workspace umbrella"]


async def test_a_text_of_two_audiences_stays_for_the_other(database: Database) -> None:
    await add(database, "We met.", audience="channel")
    await add(database, "We met.", scope=ELSEWHERE, audience="another channel")
    await database.statements.forget(HERE, 1, by="ann")
    assert (await database.search.find(ELSEWHERE, "met")).total == 1


@pytest.mark.parametrize("seed", [2, 11, 16])
async def test_rows_that_moved_leave_no_copy_behind(database: Database, location: Path, seed: int) -> None:
    # With these seeds secure_delete, an optimised index and a checkpoint leave copies: the file must be written anew.
    chance = random.Random(seed)  # noqa: S311
    markers = {}
    for number in range(60):
        marker = f"zqmark{number:03}x"
        title = f"Talks of {marker} " + "and more " * chance.randrange(60)
        markers[(await add(database, f"We met on {marker}.", title=title)).record.number] = marker
    forgotten = chance.sample(sorted(markers), 50)
    for number in forgotten:
        await database.statements.forget(HERE, number, by="ann")
    assert [files_that_hold(location.parent, markers[number]) for number in forgotten] == [[]] * len(forgotten)


async def test_files_that_another_process_reads_are_cleaned_when_opened_next(
    location: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite, "_BUSY_TIMEOUT_MS", 1)
    async with open_database(location) as database:
        await add(database, f"We met in {MARKER}.")
        reader = sqlite3.connect(location, isolation_level=None)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM document").fetchone() == (1,)
        with caplog.at_level(logging.WARNING):
            await database.statements.forget(HERE, 1, by="ann")
        assert "stays" in caplog.text
        assert files_that_hold(location.parent, MARKER)
        reader.close()
    async with open_database(location):
        assert files_that_hold(location.parent, MARKER) == []

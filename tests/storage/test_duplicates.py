"""The same statement twice is one with two sources; a correction is a version; another date or figure is another."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from storage.database import Database
from storage.records import Added, Outcome, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE
from summarizers.reading.dates import date_in_name
from summarizers.reading.reader import read
from tests.shared import shared_folder
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add, page, pasted

TITLE = "Statement of the Harbour Council"
LINES = (
    "The Harbour Council met in Port Quell under the chair of Minister Ada Lorne.",
    "Members agreed to provide 40 million marks for the repair of the northern breakwater.",
    "The council condemned the seizure of two fishing boats off Cape Venn.",
    "Fishing grounds east of the cape have been shared by both shores for a long time.",
)
HIGHER = LINES[1].replace("40", "45")
TUESDAY = date(2026, 3, 3)
ISSUER, MIRROR = page("https://council.example/1"), page("https://mirror.example/abc")


async def keep(
    database: Database, *lines: str, source: SourceRecord = ISSUER, title: str = TITLE, day: date | None = TUESDAY
) -> Added:
    return await add(database, *lines, source=source, title=title, day=day)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(tuple(line.replace("marks", "“marks”") for line in LINES), id="other marks"),
        pytest.param((*LINES[:2], *LINES[3:]), id="a paragraph left out"),
        pytest.param((*LINES, "Our newsletter brings you the news of the coast."), id="a line of the mirror's own"),
    ],
)
async def test_a_mirror_is_a_second_source(database: Database, lines: tuple[str, ...]) -> None:
    first = await keep(database, *LINES)
    mirror = await keep(database, *lines, source=MIRROR, title="What the council said")
    assert (mirror.outcome, mirror.version_id) == (Outcome.NEW_SOURCE, first.version_id)
    assert mirror.record.sources == (ISSUER, MIRROR)


async def test_a_mirror_seen_again_is_no_news(database: Database) -> None:
    await keep(database, *LINES)
    for _ in range(2):
        again = await keep(database, *LINES[:3], source=MIRROR)
    assert (again.outcome, len(again.record.sources)) == (Outcome.SEEN_BEFORE, 2)


async def test_a_mirror_that_changes_almost_nothing_stays_one_after_a_correction(database: Database) -> None:
    first = await keep(database, *LINES)
    await keep(database, *LINES[:3], source=MIRROR)
    await keep(database, LINES[0], HIGHER, *LINES[2:])
    again = await keep(database, *LINES[:3], "Read more news of the coast.", source=MIRROR)
    assert (again.outcome, again.version_id) == (Outcome.SEEN_BEFORE, first.version_id)


async def test_a_mirror_that_takes_a_correction_over_is_a_source_of_the_correction(database: Database) -> None:
    await keep(database, *LINES)
    await keep(database, *LINES[:3], source=MIRROR)
    corrected = await keep(database, LINES[0], HIGHER, *LINES[2:])
    mirror = await keep(database, LINES[0], HIGHER, LINES[2], source=MIRROR)
    assert (mirror.outcome, mirror.version_id) == (Outcome.NEW_SOURCE, corrected.version_id)


async def test_a_mirror_that_says_something_else_is_a_version(database: Database) -> None:
    await keep(database, *LINES)
    await keep(database, *LINES[:3], source=MIRROR)
    changed = await keep(database, LINES[0], HIGHER, LINES[2], source=MIRROR)
    assert (changed.outcome, changed.record.number) == (Outcome.NEW_VERSION, 1)


async def test_a_mirror_without_a_date_is_the_statement(database: Database) -> None:
    await keep(database, *LINES)
    assert not (await keep(database, *LINES[:3], source=MIRROR, day=None)).is_new


async def test_almost_the_same_text_of_another_date_is_another_statement(database: Database) -> None:
    await keep(database, *LINES)
    later = await keep(database, *LINES[:3], source=MIRROR, day=TUESDAY + timedelta(days=7))
    assert later.outcome is Outcome.NEW_STATEMENT


async def test_another_figure_is_another_statement(database: Database) -> None:
    await keep(database, *LINES)
    assert (await keep(database, LINES[0], HIGHER, *LINES[2:], source=MIRROR)).is_new


async def test_at_its_address_another_figure_is_a_version(database: Database) -> None:
    await keep(database, *LINES)
    changed = await keep(database, LINES[0], HIGHER, *LINES[2:])
    assert (changed.outcome, changed.record.number) == (Outcome.NEW_VERSION, 1)


async def test_at_its_address_another_text_is_a_version_whatever_differs(database: Database) -> None:
    await keep(database, *LINES)
    assert (await keep(database, "Nothing of this was said.")).outcome is Outcome.NEW_VERSION


async def test_at_its_address_a_text_without_a_date_is_a_version(database: Database) -> None:
    await keep(database, *LINES, day=None)
    assert (await keep(database, "The council will meet again.", day=None)).outcome is Outcome.NEW_VERSION


async def test_a_page_that_shows_the_statement_of_another_day_is_another_statement(database: Database) -> None:
    await keep(database, *LINES)
    day = TUESDAY + timedelta(days=30)
    later = await keep(database, LINES[0], HIGHER, *LINES[2:], day=day)
    assert (later.outcome, later.record.number) == (Outcome.NEW_STATEMENT, 2)
    corrected = await keep(database, *LINES[:1], HIGHER, day=day)
    assert (corrected.outcome, corrected.record.number) == (Outcome.NEW_VERSION, 2)
    old = await keep(database, *LINES[:1], day=TUESDAY)
    assert (old.outcome, old.record.number) == (Outcome.NEW_VERSION, 1)


async def test_a_page_whose_notices_alone_changed_is_seen_again(database: Database) -> None:
    text = f"{TITLE}\n\n{LINES[0]} {LINES[1]}\n\n{LINES[2]}\n\n"
    outcomes = []
    for notice in ("Copyright © 2026 Harbour Council. All rights reserved.", "Share on Facebook"):
        document = read(text + notice, source_date=TUESDAY)
        assert document.set_aside[-1].end == len(document.body)
        added = await database.statements.add(HERE, WORKSPACE_AUDIENCE, document, ISSUER, added_by="ann")
        outcomes.append(added.outcome)
    assert outcomes == [Outcome.NEW_STATEMENT, Outcome.SEEN_BEFORE]


@pytest.mark.parametrize("title", [f"Correction: {TITLE}", f"CORRECTED {TITLE}", f"{TITLE} (updated)", "Corrigendum"])
async def test_a_text_that_names_itself_a_correction_is_a_version(database: Database, title: str) -> None:
    await keep(database, *LINES)
    corrected = await keep(database, LINES[0], HIGHER, *LINES[2:], source=MIRROR, title=title)
    assert (corrected.outcome, corrected.record.number) == (Outcome.NEW_VERSION, 1)
    assert corrected.record.sources == (ISSUER, MIRROR)


async def test_a_mirror_of_a_correction_is_a_source_of_the_correction(database: Database) -> None:
    await keep(database, *LINES)
    corrected = await keep(database, LINES[0], HIGHER, *LINES[2:], title=f"Correction: {TITLE}", source=pasted())
    again = await keep(database, LINES[0], HIGHER, LINES[2], title=f"Correction: {TITLE}", source=MIRROR)
    assert (again.outcome, again.version_id) == (Outcome.NEW_SOURCE, corrected.version_id)


async def test_a_correction_of_another_day_or_another_matter_is_a_statement(database: Database) -> None:
    await keep(database, *LINES)
    title = f"Correction: {TITLE}"
    later = await keep(database, LINES[0], HIGHER, *LINES[2:], source=MIRROR, title=title, day=date(2026, 4, 3))
    assert later.is_new
    assert (await keep(database, "The Bank of Quell decided on rates.", source=pasted(), title=title)).is_new


async def test_the_old_text_of_a_corrected_statement_is_a_source_of_the_old_version(database: Database) -> None:
    first = await keep(database, *LINES)
    await keep(database, LINES[0], HIGHER, *LINES[2:])
    mirror = await keep(database, *LINES[:3], source=MIRROR)
    assert (mirror.outcome, mirror.version_id) == (Outcome.NEW_SOURCE, first.version_id)


async def test_a_mirror_in_another_audience_or_workspace_is_a_statement(database: Database) -> None:
    await add(database, *LINES, audience="channel", day=TUESDAY)
    there = await add(database, *LINES[:3], scope=ELSEWHERE, audience="another channel", day=TUESDAY)
    assert there.is_new
    assert (await add(database, *LINES[:3], scope=OTHER_WORKSPACE, day=TUESDAY)).is_new


async def test_a_shared_statement_is_known_again_where_it_was_opened_to(database: Database) -> None:
    await add(database, *LINES, audience="channel", day=TUESDAY)
    await database.statements.share(HERE, 1)
    assert (await add(database, *LINES[:3], source=MIRROR, day=TUESDAY)).record.number == 1
    assert (await add(database, *LINES[:3], scope=HERE, audience="channel", day=TUESDAY)).is_new


async def test_sharing_names_the_workspaces_own_that_is_almost_the_same(database: Database) -> None:
    own = await add(database, *LINES, scope=ELSEWHERE, day=TUESDAY)
    await add(database, *LINES[:3], audience="channel", day=TUESDAY)
    shared = await database.statements.share(HERE, 2)
    assert (shared.record.audience, shared.twin) == ("channel", own.record)


def of_form(number: int) -> tuple[str, str]:
    order = f"Boats of fleet {number} are to carry lights of class {number % 7} and to keep off buoy {2 * number}."
    return order, f"The order of {number} lamps was placed with the yard at berth {3 * number}."


async def test_a_mirror_is_found_behind_many_statements_of_its_form(database: Database) -> None:
    first = await keep(database, *LINES, *of_form(1000), source=pasted("0"))
    for number in range(1001, 1121):
        await keep(database, *LINES, *of_form(number), source=pasted(str(number)))
    mirror = await keep(database, *LINES[1:], *of_form(1000), source=MIRROR)
    assert mirror.version_id == first.version_id
    assert await database.statements.count(HERE) == 121


@pytest.mark.parametrize("is_dated", [True, False])
async def test_the_statements_of_one_committee_stay_apart(database: Database, *, is_dated: bool) -> None:
    paths = sorted((shared_folder("data/statements") / "fomc").glob("*.txt"))
    for path in paths:
        document = read(path.read_text("utf-8"), source_date=date_in_name(path.name) if is_dated else None)
        await database.statements.add(HERE, WORKSPACE_AUDIENCE, document, pasted(path.name), added_by="ann")
    assert await database.statements.count(HERE) == len(paths) == 128


async def test_of_a_governments_statements_only_those_that_are_twice_there_fall_together(database: Database) -> None:
    lines = (shared_folder("data/statements") / "whitehouse.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["date"][:9] in ("2021-08-1", "2022-06-1", "2022-06-2")]
    assert len(rows) > 30
    for row in rows:
        document = read(f"{row['title']}\n\n{row['text']}", source_date=date_in_name(row["id"]))
        await database.statements.add(HERE, WORKSPACE_AUDIENCE, document, pasted(row["id"]), added_by="ann")
    records = await database.statements.all(HERE)
    twice = sorted(source.name for record in records if len(record.sources) > 1 for source in record.sources)
    assert twice == sorted(row["id"] for row in rows if sum(other["text"] == row["text"] for other in rows) > 1)
    assert len(records) == len(rows) - len(twice) // 2

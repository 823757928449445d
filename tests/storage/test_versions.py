"""The versions of a statement, what came and went, the bytes they were read from, and reading these anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import NoSuchStatementError, NoSuchVersionError
from storage.records import Outcome, Raw
from tests.storage.makings import ELSEWHERE, HERE, NOON, OTHER_WORKSPACE, add, document_of, page, pasted

PAGE = page("https://a.example")
MET, AGREED, RAISED = "We met in Geneva.", "We agreed on a rate of 4 percent.", "We agreed on a rate of 5 percent."


async def test_a_version_says_which_sentences_came_and_went(database: Database) -> None:
    first = await add(database, MET, AGREED, source=PAGE)
    second = await add(database, MET, RAISED, "Talks go on.", source=PAGE)
    records = await database.statements.versions(HERE, 1)
    assert [(each.ordinal, each.version_id) for each in records] == [(1, first.version_id), (2, second.version_id)]
    assert [(each.came, each.went) for each in records] == [((), ()), ((1, 2), (1,))]
    assert {(each.source, each.added_at) for each in records} == {(PAGE, NOON)}


async def test_versions_of_an_older_release_are_compared_when_asked_for(database: Database) -> None:
    await add(database, MET, AGREED, source=PAGE)
    await add(database, MET, RAISED, source=PAGE)
    async with database.write() as connection:
        await connection.execute(text("UPDATE version SET came = NULL, went = NULL"))
    assert [each.came for each in await database.statements.versions(HERE, 1)] == [(), (1,)]


async def test_the_versions_of_what_is_not_seen_are_not_given(database: Database) -> None:
    await add(database, MET, audience="channel")
    with pytest.raises(NoSuchStatementError):
        await database.statements.versions(ELSEWHERE, 1)


async def test_the_bytes_of_a_version_are_given_as_they_came(database: Database) -> None:
    document = document_of(MET)
    added = await database.statements.add(
        HERE, "channel", document, PAGE, added_by="ann", raw=b"<p>We met</p>" * 99, media_type="text/html"
    )
    assert await database.statements.raw(HERE, added.version_id) == Raw(
        b"<p>We met</p>" * 99, "text/html", "example.org"
    )
    with pytest.raises(NoSuchVersionError):
        await database.statements.raw(ELSEWHERE, added.version_id)


async def test_a_text_without_bytes_has_none(database: Database) -> None:
    added = await add(database, MET)
    assert await database.statements.raw(HERE, added.version_id) is None


async def test_public_bytes_are_kept_once_for_all(database: Database) -> None:
    for scope in (HERE, OTHER_WORKSPACE):
        await add(database, MET, scope=scope, public=True, raw=b"page")
        await add(database, AGREED, scope=scope, raw=b"page")
    async with database.read() as connection:
        owners = (await connection.execute(text("SELECT owner FROM raw ORDER BY owner"))).scalars().all()
    assert owners == ["public", "workspace acme", "workspace umbrella"]


@pytest.mark.parametrize("public", [True, False])
async def test_another_reading_is_a_version_of_the_same_bytes(database: Database, *, public: bool) -> None:
    await add(database, MET, raw=b"page", public=public)
    read_anew = await database.statements.add_version(HERE, 1, document_of(MET, AGREED), pasted(), added_by="bob")
    assert (read_anew.outcome, read_anew.record.version_ordinal) == (Outcome.NEW_VERSION, 2)
    assert await database.statements.raw(HERE, read_anew.version_id) == Raw(b"page", None, "pasted text")
    assert (await database.statements.versions(HERE, 1))[1].came == (1,)
    async with database.read() as connection:
        owners = (await connection.execute(text("SELECT DISTINCT owner FROM document"))).scalars().all()
    assert owners == ["public" if public else "workspace acme"]


async def test_a_reading_that_gives_the_same_text_is_no_version(database: Database) -> None:
    first = await add(database, MET, raw=b"page")
    read_anew = await database.statements.add_version(HERE, 1, document_of(MET), pasted("again"), added_by="bob")
    assert (read_anew.outcome, read_anew.version_id) == (Outcome.SEEN_BEFORE, first.version_id)
    assert read_anew.record.sources == first.record.sources


async def test_bytes_of_an_old_version_are_forgotten_with_the_statement(database: Database) -> None:
    await add(database, MET, source=PAGE, raw=b"first")
    await add(database, AGREED, source=PAGE, raw=b"second")
    await database.statements.forget(HERE, 1, by="ann")
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM raw")) == 0


async def test_a_sentences_page_is_kept(database: Database) -> None:
    document = document_of(MET, AGREED)
    paged = replace(document, sentences=tuple(replace(each, page=at) for at, each in enumerate(document.sentences, 7)))
    added = await database.statements.add(HERE, "channel", paged, pasted(), added_by="ann")
    kept = await database.statements.document(HERE, added.version_id)
    assert [sentence.page for sentence in kept.sentences] == [7, 8]

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import NoSuchStatementError, NoSuchVersionError, NotAllowedError
from storage.records import Outcome
from storage.scope import WORKSPACE_AUDIENCE, Scope
from tests.storage.makings import ELSEWHERE, HERE, NOON, OTHER_WORKSPACE, add, document_of, page, pasted


async def test_statements_are_numbered_in_each_workspace(database: Database) -> None:
    texts = ("One.", "Two.")
    assert [(await add(database, text)).record.reference for text in texts] == ["S1", "S2"]
    assert (await add(database, "One.", scope=OTHER_WORKSPACE)).record.number == 1


async def test_a_number_is_never_given_twice(database: Database) -> None:
    await add(database, "One.")
    await database.statements.forget(HERE, 1, by="ann")
    assert (await add(database, "One.")).record.number == 2


async def test_a_record_says_what_was_read(database: Database) -> None:
    record = (
        await add(database, "# Trade", "We met.", title="Joint Statement", source=page("https://a.example"))
    ).record
    assert (record.title, record.issuers, record.place, record.dated) == (
        "Joint Statement",
        ("Ministry",),
        "Geneva",
        NOON.date(),
    )
    assert (record.added_by, record.added_at, record.sentence_count) == ("ann", NOON, 1)
    assert record.sources == (page("https://a.example"),)
    assert await database.statements.get(HERE, 1) == record


async def test_the_same_text_twice_is_one_statement_with_two_sources(database: Database) -> None:
    await add(database, "We met.", source=pasted("a"))
    again = await add(database, "We met.", source=page("https://a.example"))
    assert (again.outcome, again.record.number) == (Outcome.NEW_SOURCE, 1)
    assert again.record.sources == (pasted("a"), page("https://a.example"))


async def test_text_that_is_only_wrapped_otherwise_is_the_same_text(database: Database) -> None:
    await add(database, "We met in the co-operative spirit.")
    assert not (await add(database, "We met in", "the cooperative spirit.")).is_new


async def test_the_same_source_twice_is_one_source_seen_later(database: Database) -> None:
    await add(database, "We met.", source=page("https://a.example"))
    later = replace(page("https://a.example"), seen_at=NOON + timedelta(days=1))
    again = await add(database, "We met.", source=later)
    assert (again.outcome, again.record.sources) == (Outcome.SEEN_BEFORE, (later,))


async def test_the_same_text_in_another_audience_is_another_statement(database: Database) -> None:
    await add(database, "We met.", audience="channel")
    again = await add(database, "We met.", scope=ELSEWHERE, audience="another channel")
    assert (again.outcome, again.record.number) == (Outcome.NEW_STATEMENT, 2)
    assert [record.number for record in await database.statements.all(HERE)] == [1]


async def test_a_changed_text_of_the_same_address_is_a_new_version(database: Database) -> None:
    first = await add(database, "We met.", title="Draft", source=page("https://a.example"))
    second = await add(database, "We met and agreed.", title="Final", source=page("https://a.example"))
    assert (second.outcome, second.record.number, second.record.version_ordinal) == (Outcome.NEW_VERSION, 1, 2)
    assert (await database.statements.get(HERE, 1)).title == "Final"
    old = await database.statements.document(HERE, first.version_id)
    new = await database.statements.document(HERE, second.version_id)
    assert (old.sentences[0].text, new.sentences[0].text) == ("We met.", "We met and agreed.")


async def test_a_page_that_returns_to_an_old_text_gets_a_version_with_the_old_document(database: Database) -> None:
    for text in ("We met.", "We met and agreed.", "We met."):
        added = await add(database, text, source=page("https://a.example"))
    assert (added.record.version_ordinal, await database.statements.count(HERE)) == (3, 1)


async def test_an_old_text_pasted_again_is_a_source_of_the_old_version(database: Database) -> None:
    first = await add(database, "We met.", source=page("https://a.example"))
    await add(database, "We met and agreed.", source=page("https://a.example"))
    again = await add(database, "We met.", source=pasted("old text"))
    assert (again.outcome, again.version_id) == (Outcome.NEW_SOURCE, first.version_id)


async def test_the_same_address_in_another_workspace_is_a_statement_of_its_own(database: Database) -> None:
    await add(database, "We met.", source=page("https://a.example"))
    other = await add(database, "We met and agreed.", source=page("https://a.example"), scope=OTHER_WORKSPACE)
    assert other.outcome is Outcome.NEW_STATEMENT


async def test_a_text_is_only_added_for_an_audience_of_its_place(database: Database) -> None:
    with pytest.raises(ValueError, match="audience"):
        await add(database, "We met.", scope=HERE, audience="another channel")


async def test_texts_added_at_once_are_all_kept(database: Database) -> None:
    added = await asyncio.gather(*(add(database, f"Text {number}.") for number in range(12)))
    assert sorted(each.record.number for each in added) == list(range(1, 13))


async def test_a_number_that_names_nothing_is_answered_with_what_there_is(database: Database) -> None:
    for text in ("One.", "Two."):
        await add(database, text)
    with pytest.raises(NoSuchStatementError) as raised:
        await database.statements.get(HERE, 99)
    assert str(raised.value) == 'No statement S99 here. "list" shows the 2 there are.'


async def test_a_version_that_is_not_there_is_said_so(database: Database) -> None:
    with pytest.raises(NoSuchVersionError):
        await database.statements.document(HERE, 1)


async def test_the_latest_statement_is_the_one_added_last(database: Database) -> None:
    assert await database.statements.latest(HERE) is None
    await add(database, "One.")
    await add(database, "Two.", audience="channel")
    latest = await database.statements.latest(ELSEWHERE)
    assert latest is not None
    assert latest.number == 1


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [3, 2, 1]),
        ("trilateral", [1]),
        ("TRILAT", [1]),
        ("lateral", []),
        ("talks geneva", [2, 1]),
        ("council", [3]),
        ("talks council", []),
        ("%", [3, 2, 1]),
        ("_", [3, 2, 1]),
        ("' OR 1=1 --", []),
    ],
)
async def test_statements_are_listed_by_the_words_of_their_heads(
    database: Database, words: str, numbers: list[int]
) -> None:
    await add(database, "One.", title="Trilateral Talks")
    await add(database, "Two.", title="Bilateral Talks")
    await add(database, "Three.", title="Résumé", issuer="Council of the EU")
    assert [record.number for record in await database.statements.all(HERE, words)] == numbers


async def test_a_list_ends_at_its_limit(database: Database) -> None:
    for text in ("One.", "Two.", "Three."):
        await add(database, text)
    assert [record.number for record in await database.statements.all(HERE, limit=2)] == [3, 2]


async def test_titles_are_given_with_their_numbers(database: Database) -> None:
    await add(database, "One.", title="Joint Statement")
    await add(database, "Two.")
    assert await database.statements.titles(HERE) == ((1, "Joint Statement"),)


async def test_a_shared_statement_is_seen_by_its_whole_workspace(database: Database) -> None:
    await add(database, "We met.", audience="channel")
    shared = await database.statements.share(HERE, 1)
    assert (shared.record.audience, shared.twin) == (WORKSPACE_AUDIENCE, None)
    assert await database.statements.get(ELSEWHERE, 1) == shared.record
    assert (await database.statements.share(ELSEWHERE, 1)).record == shared.record


async def test_sharing_a_text_that_the_workspace_has_names_it(database: Database) -> None:
    twin = await add(database, "We met.", scope=ELSEWHERE)
    await add(database, "We met.", audience="channel")
    shared = await database.statements.share(HERE, 2)
    assert (shared.record.number, shared.record.audience, shared.twin) == (2, "channel", twin.record)


async def test_a_statement_of_another_conversation_is_not_shared(database: Database) -> None:
    await add(database, "We met.", audience="channel")
    with pytest.raises(NoSuchStatementError):
        await database.statements.share(ELSEWHERE, 1)


@pytest.mark.parametrize(("by", "is_admin"), [("ann", False), ("bob", True)])
async def test_who_added_it_and_an_admin_may_forget(database: Database, by: str, is_admin: bool) -> None:
    await add(database, "We met.")
    forgotten = await database.statements.forget(HERE, 1, by=by, is_admin=is_admin)
    assert (forgotten.number, await database.statements.count(HERE)) == (1, 0)


async def test_nobody_else_may_forget(database: Database) -> None:
    await add(database, "We met.")
    with pytest.raises(NotAllowedError, match="S1 can be forgotten by who added it"):
        await database.statements.forget(HERE, 1, by="bob")
    assert await database.statements.count(HERE) == 1


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    source = replace(pasted(), seen_at=NOON.replace(tzinfo=None))
    with pytest.raises(Exception, match="zone"):
        await database.statements.add(HERE, "channel", document_of("We met."), source, added_by="ann")


async def test_a_workspace_called_public_owns_its_own_documents_only(database: Database) -> None:
    await add(database, "We met.", scope=Scope.at("public"))
    await add(database, "We met.", public=True)
    await database.statements.forget(Scope.at("public"), 1, by="ann")
    record = await database.statements.get(HERE, 1)
    assert (await database.statements.document(HERE, record.version_id)).body == "We met."

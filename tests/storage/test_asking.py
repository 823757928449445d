from datetime import date

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import Database
from tests.storage.makings import ELSEWHERE, HERE, OTHER_WORKSPACE, add

THEFT = "The ministers condemned the theft of bitcoin worth 1.5 billion dollars by hackers."
GAS = "They welcomed deliveries of liquefied natural gas from Alaska."
GRAIN = "The council agreed to open the ports for exports of grain."
QUESTION = "hackers stole bitcoin"


async def test_a_question_is_answered_from_all_statements(database: Database) -> None:
    await add(database, GRAIN, title="On grain")
    await add(database, "# Theft", THEFT, "# Energy", GAS, title="On theft")
    answers = await database.search.ask_all(HERE, QUESTION)
    best = answers.passages[0]
    body = (await database.statements.document(HERE, best.version_id)).body
    assert (best.number, best.heading, best.text) == (2, "Theft", THEFT)
    assert body[best.start : best.end] == best.text
    assert body[slice(*best.sentence)] == THEFT
    assert "bitcoin" in [body[start:end] for start, end in best.lit]


async def test_each_statement_gives_one_passage_first_and_more_on_demand(database: Database) -> None:
    for number in range(2):
        await add(database, THEFT, f"Hackers stole bitcoin in case {number} too.", title=f"Number {number}")
    answers = await database.search.ask_all(HERE, QUESTION)
    assert sorted(passage.number for passage in answers.passages) == [1, 2]
    assert sorted(passage.number for passage in answers.more) == [1, 2]
    assert len((await database.search.ask_all(HERE, QUESTION, limit=1)).passages) == 1


@pytest.mark.parametrize("question", ["recipes for apple pie", "?", "", "\ud800 \x00", "Japan France Kenya qqzz " * 99])
async def test_where_nothing_fits_nothing_is_answered(database: Database, question: str) -> None:
    await add(database, GRAIN, GAS)
    assert (await database.search.ask_all(HERE, question)).passages == ()


async def test_where_nothing_fits_the_nearest_is_kept_apart(database: Database) -> None:
    await add(database, "# Grain", GRAIN)
    answers = await database.search.ask_all(HERE, "recipes for apple pie")
    assert [passage.heading for passage in answers.nearest] == ["Grain"]


async def test_questions_in_a_language_without_vectors_are_answered_by_words(database: Database) -> None:
    german = "Die Minister verurteilten den Diebstahl von Getreide."
    await add(database, german, "Sie trafen sich in Genf.", language="de")
    answers = await database.search.ask_all(HERE, "Wer verurteilt den Diebstahl?")
    assert [passage.text for passage in answers.passages] == [german]


async def test_every_name_of_a_country_finds_it(database: Database) -> None:
    await add(database, *(f"The council agreed on point {number} of trade." for number in range(30)))
    line = "They condemned the missile launches of the DPRK."
    await add(database, line)
    assert (await database.search.ask_all(HERE, "Pyongyang's missiles")).passages[0].text == line


async def test_a_question_can_be_narrowed_to_an_issuer_and_a_time(database: Database) -> None:
    await add(database, THEFT, issuer="Council", day=date(2025, 1, 1))
    await add(database, f"Again: {THEFT}", day=date(2026, 1, 1))
    of_council = await database.search.ask_all(HERE, QUESTION, issuer="council")
    recent = await database.search.ask_all(HERE, QUESTION, since=date(2025, 6, 1))
    assert ([p.number for p in of_council.passages], [p.number for p in recent.passages]) == ([1], [2])


async def test_similar_statements_come_with_their_reasons(database: Database) -> None:
    await add(database, "# Theft", THEFT, title="On theft")
    await add(database, "# Harbours", GRAIN, title="On grain", issuer="Council")
    await add(database, "# Theft", f"Again: {THEFT}", title="On theft again")
    (nearest,) = await database.search.similar(HERE, 1)
    assert (nearest.number, nearest.shared_issuers, nearest.shared_headings) == (3, ("Ministry",), ("Theft",))
    assert "bitcoin" in nearest.shared_words


async def test_similar_statements_are_found_without_vectors(database: Database) -> None:
    for line in ("Getreide und Zucker aus Hamburg.", "Zucker und Getreide nach Bremen.", "Fische im Rhein."):
        await add(database, line, language="de")
    assert [each.number for each in await database.search.similar(HERE, 1)] == [2]


async def test_nothing_of_others_is_similar_or_an_answer(database: Database) -> None:
    await add(database, THEFT)
    await add(database, f"Again: {THEFT}", audience="channel")
    await add(database, f"Elsewhere: {THEFT}", scope=OTHER_WORKSPACE, public=True)
    assert await database.search.similar(ELSEWHERE, 1) == ()
    assert [p.number for p in (await database.search.ask_all(ELSEWHERE, QUESTION)).passages] == [1]


async def test_a_documents_vectors_are_made_once(database: Database) -> None:
    for scope in (HERE, OTHER_WORKSPACE):
        await add(database, THEFT, GAS, scope=scope, public=True)
    async with database.read() as connection:
        lengths = await connection.execute(text("SELECT length(bits) FROM meaning"))
        assert lengths.scalars().all() == [64]


async def test_what_an_older_release_stored_is_filled_in_when_opened(database: Database) -> None:
    for day in (date(2026, 1, 1), date(2026, 2, 1)):
        await add(database, THEFT, f"On {day}.", title="On theft", day=day)
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM meaning"))
        await connection.execute(text("UPDATE version SET kind = '', series_issuers = '', is_titled = false"))
        await connection.execute(schema.chore.insert().values(name="fill"))
    await database.prepare()
    assert len((await database.search.ask_all(HERE, QUESTION)).passages) == 2
    assert await database.statements.predecessor(HERE, 2) is not None

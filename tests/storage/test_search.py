from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.database import Database, open_database
from storage.records import Found, HitKind
from storage.search import candidates
from tests.storage.makings import HERE, NOON, add, page


async def texts_of(database: Database, words: str) -> list[str]:
    return [hit.text for hit in (await database.search.find(HERE, words)).hits]


@pytest.fixture
async def sanctions(database: Database) -> Database:
    await add(
        database,
        "Sanctions remain in force.",
        "We impose a sanction on banks.",
        "# Price Cap",
        "The price of oil falls.",
        "The cap on prices of oil stays.",
        title="Statement on Russia",
    )
    return database


@pytest.fixture(params=[candidates.FEW_DOCUMENTS, -1], ids=["few documents", "many documents"], autouse=True)
def few_documents(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search as in a small store, and as in a large one."""
    monkeypatch.setattr(candidates, "FEW_DOCUMENTS", request.param)


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("banks", ["We impose a sanction on banks."]),
        ("bank", ["We impose a sanction on banks."]),
        ("SANCTIONED", ["Sanctions remain in force.", "We impose a sanction on banks."]),
        ("oil cap", ["The cap on prices of oil stays."]),
        ("the cap on the oil", ["The cap on prices of oil stays."]),
        ('"price of oil"', ["The price of oil falls."]),
        ("“price of oil”", ["The price of oil falls."]),
        ('"price of oil', ["The price of oil falls."]),
        ("sanc*", ["Sanctions remain in force.", "We impose a sanction on banks."]),
        ("sanctions*", ["Sanctions remain in force."]),
        ("anction*", []),
        ("oil -cap", ["The price of oil falls."]),
        ('oil -"price of"', ["The cap on prices of oil stays."]),
        ("price-cap", ["# Price Cap"]),
        ("russia", ["Statement on Russia"]),
        ("-oil", []),
        ("cheese", []),
        ("", []),
        ('""', []),
        ("?!", []),
    ],
)
async def test_lines_are_found_by_their_words(sanctions: Database, words: str, texts: list[str]) -> None:
    assert sorted(await texts_of(sanctions, words)) == sorted(texts)


async def test_a_hit_says_where_it_stands(sanctions: Database) -> None:
    (hit,) = (await sanctions.search.find(HERE, "oil stays")).hits
    assert (hit.number, hit.kind, hit.section, hit.heading, hit.paragraph) == (1, HitKind.SENTENCE, 1, "Price Cap", 4)
    assert (hit.title, hit.issuers, hit.dated) == ("Statement on Russia", ("Ministry",), NOON.date())


@pytest.mark.parametrize(
    ("words", "lit"),
    [
        ("oil prices", ["prices", "oil"]),
        ('"cap on prices"', ["cap on prices"]),
        ("pri* oil stays", ["prices", "oil", "stays"]),
        ('"cap on" "on prices"', ["cap on prices"]),
    ],
)
async def test_the_matched_words_are_lit_in_the_body(sanctions: Database, words: str, lit: list[str]) -> None:
    hits = (await sanctions.search.find(HERE, words)).hits
    (hit,) = (hit for hit in hits if hit.text == "The cap on prices of oil stays.")
    body = (await sanctions.statements.document(HERE, hit.version_id)).body
    assert [body[start:end] for start, end in hit.lit] == lit


async def test_a_line_with_some_of_the_words_is_given_when_none_has_all(sanctions: Database) -> None:
    found = await sanctions.search.find(HERE, "cheese banks")
    assert ([hit.text for hit in found.hits], found.holds_all_words) == (["We impose a sanction on banks."], False)


async def test_words_of_one_phrase_in_two_sentences_are_no_phrase(database: Database) -> None:
    await add(database, "We met the president.", "Minister and staff stayed.")
    assert await texts_of(database, '"president minister"') == []


@pytest.mark.parametrize(
    ("language", "line", "words"),
    [
        ("fr", "Les ministres ont condamné les sanctions.", "sanctionner"),
        ("de", "Die Minister verurteilten die Angriffe.", "angriff"),
        ("zh", "各方同意加强制裁措施。", "制裁"),
        ("ja", "両国は経済協力を強化する。", "経済協力"),
        ("ko", "양국은 경제 협력을 강화한다.", "협력"),
        ("ru", "Министры осудили санкции.", "санкция"),
        ("ar", "أدان الوزراء الهجوم.", "الوزراء"),
    ],
)
async def test_each_language_is_found_by_its_own_words(
    database: Database, language: str, line: str, words: str
) -> None:
    await add(database, "We met.")
    await add(database, line, language=language)
    (hit,) = (await database.search.find(HERE, words)).hits
    assert hit.text == line
    assert hit.lit


async def test_only_the_latest_version_is_searched(database: Database) -> None:
    for line in ("We regret the delay.", "We regret the haste."):
        await add(database, line, source=page("https://a.example"))
    assert await texts_of(database, "delay") == []
    assert await texts_of(database, "haste") == ["We regret the haste."]


async def test_a_document_of_two_statements_is_named_by_the_workspaces(database: Database) -> None:
    await add(database, "We met.", audience="channel")
    await add(database, "We met.")
    found = await database.search.find(HERE, "met")
    assert [hit.number for hit in found.hits] == [2]


async def test_a_search_can_be_limited_to_an_issuer(database: Database) -> None:
    await add(database, "We met the Council.", issuer="Ministry of Trade")
    await add(database, "We met in haste.", issuer="Council of the EU")
    found = await database.search.find(HERE, "met", issuer="council")
    assert [hit.text for hit in found.hits] == ["We met in haste."]


@pytest.mark.parametrize(("since", "count"), [(NOON.date(), 1), (NOON.date() + timedelta(days=1), 0), (date.min, 1)])
async def test_a_search_can_be_limited_to_a_time(database: Database, since: date, count: int) -> None:
    await add(database, "We met.")
    assert len((await database.search.find(HERE, "met", since=since)).hits) == count


async def test_of_too_many_hits_the_newest_are_given_and_it_is_said(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_LINES", 3)
    for number in range(5):
        await add(database, f"We met at place {number}.")
    found = await database.search.find(HERE, "met")
    assert (found.total, found.total_is_capped) == (3, True)
    assert [hit.number for hit in found.hits] == [5, 4, 3]


async def test_as_many_hits_as_there_may_be_are_not_said_to_be_cut(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_LINES", 3)
    for number in range(3):
        await add(database, f"We met at place {number}.")
    assert not (await database.search.find(HERE, "met")).total_is_capped


async def test_a_rare_word_counts_more_than_a_common_one(database: Database) -> None:
    await add(database, "The denuclearization was named.", "The minister was named.")
    found = await database.search.find(HERE, "minister denuclearization")
    assert [hit.text for hit in found.hits] == ["The denuclearization was named.", "The minister was named."]


WORD = st.sampled_from(
    ["Sanctions", "oil", "the", "制裁措施", "naïve", "U.S.", "don't", "COVID-19", "🕊", "\u202eabc", "ﬁne"]
)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@pytest.fixture(scope="module")
def shared_location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("search") / "store.sqlite3")


async def found_in_any(location: str, words: str, line: str = "We met.") -> tuple[Found, str]:
    async with open_database(location) as database:
        added = await add(database, line)
        document = await database.statements.document(HERE, added.version_id)
        return await database.search.find(HERE, words), document.body


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
async def test_no_text_is_a_wrong_query(shared_location: str, words: str) -> None:
    await found_in_any(shared_location, words)


QUERY_SIGNS = st.sampled_from([*list("\"*-()^:{}+'%_ \x00"), "AND", "OR", "NOT", "NEAR", "forms", "met", "制"])


@given(st.lists(QUERY_SIGNS, max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
async def test_no_sign_is_read_as_the_databases_own_syntax(shared_location: str, words: str) -> None:
    await found_in_any(shared_location, words)


@given(LINE)
@settings(max_examples=30, deadline=None)
async def test_what_is_lit_lies_in_the_hit_and_the_hit_in_the_body(shared_location: str, line: str) -> None:
    found, _ = await found_in_any(shared_location, line, line)
    async with open_database(shared_location) as database:
        for hit in found.hits:
            body = (await database.statements.document(HERE, hit.version_id)).body
            assert body[hit.start : hit.end] == hit.text
            assert all(hit.start <= start < end <= hit.end for start, end in hit.lit)


async def test_a_word_asked_for_twice_in_two_ways_is_found(sanctions: Database) -> None:
    assert await texts_of(sanctions, 'oil "oil" oi* oil stays') == ["The cap on prices of oil stays."]

"""What is found is the same, in the same order, whichever database it is kept in."""

from __future__ import annotations

import random
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.database import Database, open_database
from storage.records import SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from storage.search import candidates
from summarizers.reading.reader import read
from tests.postgres import prepared_database
from tests.storage.makings import NOON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TEXTS = sorted(
    (path.name, path.read_text(encoding="utf-8"))
    for folder in (Path(str(files("bot.samples"))), Path(__file__).parents[1] / "fixtures" / "languages")
    for path in folder.iterdir()
    if path.suffix in {".txt", ".md"}
)
PLACES = (Scope.at("acme", "channel"), Scope.at("acme", "another"), Scope.at("umbrella", "channel"))
QUERIES = (
    "water",
    "the ministers agreed",
    '"monetary policy"',
    "polic*",
    "inflation -growth",
    "ministers’ commitment to co-operation",
    "Zusammenarbeit",
    "经济",
    "経済 協力",
    "التعاون",
    "сотрудничество",
    "l'état & <b> | ! :* \\ '",
    "interest rate " * 20,
    "nothing of the kind anywhere",
)
QUESTIONS = (
    "How did the bank change its rate?",
    "What was said about the harvest?",
    "Who is sorry?",
    "Was sagt die Erklärung zur Energie?",
    "Is there anything about cheese tariffs?",
)


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[tuple[Database, Database]]:
    """Give a store in each database with the same texts: a third of them in a conversation, a third of others."""
    with prepared_database() as url:
        async with open_database(folder / "store.sqlite3") as one, open_database(url) as other:
            for number, (name, text) in enumerate(TEXTS):
                document = read(text)
                scope = PLACES[number % 3]
                audience = "another" if number % 3 == 1 else WORKSPACE_AUDIENCE
                source = SourceRecord(SourceKind.FILE, name, None, NOON + timedelta(minutes=number))
                for database in (one, other):
                    await database.statements.add(scope, audience, document, source, added_by="ann", raw_hash=name)
            yield one, other


@pytest.fixture(params=[candidates.FEW_DOCUMENTS, -1], ids=["few documents", "many documents"])
def few_documents(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search as in a small store, and as in a large one."""
    monkeypatch.setattr(candidates, "FEW_DOCUMENTS", request.param)


@pytest.mark.usefixtures("few_documents")
async def test_words_are_found_alike(tmp_path: Path) -> None:
    async with both(tmp_path) as (one, other):
        found = 0
        for scope in PLACES:
            for words in QUERIES:
                hits = await one.search.find(scope, words, limit=50)
                assert hits == await other.search.find(scope, words, limit=50), words
                found += bool(hits.hits)
        assert found > len(QUERIES), "the table finds something"


@pytest.mark.usefixtures("few_documents")
async def test_questions_are_answered_alike(tmp_path: Path) -> None:
    async with both(tmp_path) as (one, other):
        answered = 0
        for scope in PLACES:
            for question in QUESTIONS:
                answers = await one.search.ask_all(scope, question)
                assert answers == await other.search.ask_all(scope, question), question
                answered += bool(answers.passages)
        assert answered


async def test_statements_are_similar_alike(tmp_path: Path) -> None:
    async with both(tmp_path) as (one, other):
        similar = 0
        for scope in PLACES:
            for record in await one.statements.all(scope):
                statements = await one.search.similar(scope, record.number)
                assert statements == await other.search.similar(scope, record.number)
                assert await one.statements.series(scope, record.number) == await other.statements.series(
                    scope, record.number
                )
                similar += len(statements)
        assert similar


async def test_whatever_is_typed_is_found_alike(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    words = sorted({word for _, text in TEXTS for word in text.split()})
    signs = (*"\"'*-&|!:()<>%_$\\\x00\n", "AND", "NOT", ":*", "{", "\u00ab")
    async with both(tmp_path) as (one, other):
        for _ in range(120):
            typed = [chance.choice(words) if chance.random() < 0.6 else chance.choice(signs) for _ in range(4)]
            text = chance.choice((" ", "")).join(typed)
            scope = chance.choice(PLACES)
            assert await one.search.find(scope, text) == await other.search.find(scope, text), text

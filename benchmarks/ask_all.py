"""Measure questions asked of all statements at once: the right statement, the right passage, and what is declined.

Usage: BRIEFBOT_SHARED=<folder> python -m benchmarks.ask_all [--part dev|test] [--each]

Questions are in `benchmarks/gold/questions-all.jsonl`; all 545 statements they are asked of are stored first. A statement
is right if it is among the answers'; a passage if it holds half of the answer's quotation too, or half of it lies in
there. Plain BM25 (`find`'s words, any of them) stands beside. Intervals: bootstrap, 2,000 samples, 95 %.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lookup import GOLD, interval
from storage.database import Database, open_database
from storage.records import SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.dates import date_in_name
from summarizers.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Sequence

SCOPE = Scope.at("acme")
MOST = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `answers` are pairs of document and quotation, empty where no statement answers."""

    text: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given for a question: the documents in order, whether the first passage is right, whether it was sure."""

    documents: tuple[str, ...]
    is_passage_right: bool
    is_sure: bool


def main() -> None:
    """Print the figures of a part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--each", action="store_true", help="print every question with what was given")
    arguments = parser.parse_args()
    asyncio.run(_measure(load(arguments.part), each=arguments.each))


def load(part: str) -> list[Question]:
    """Give the questions of a part."""
    records = map(json.loads, (GOLD / "questions-all.jsonl").read_text("utf-8").splitlines())
    return [
        Question(record["question"], tuple((answer["document"], answer["quote"]) for answer in record["answers"]))
        for record in records
        if record["part"] == part
    ]


async def _measure(questions: Sequence[Question], *, each: bool) -> None:
    ours, plain = await judge(questions)
    if each:
        for question, given in zip(questions, ours, strict=True):
            right = [document for document, _ in question.answers]
            rank = next((at for at, name in enumerate(given.documents) if name in right), "-") if right else "none"
            print(rank, "sure " if given.is_sure else "nearest", question.text)
    for name, these in (("briefbot", ours), ("plain BM25", plain)):
        print(f"{name}:")
        for measure, value in figures(questions, these).items():
            print(f"  {measure:36} {value}")


async def judge(questions: Sequence[Question]) -> tuple[list[Given], list[Given]]:
    """Store all statements and ask the questions; give what was given by us, and by plain BM25."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"{folder}/store.sqlite3") as database:
            names = await _store(database)
            ours = [await _asked(database, names, question) for question in questions]
            return ours, [await _found(database, names, question) for question in questions]


async def _store(database: Database) -> dict[int, str]:
    """Store all statements; give the document that each number holds. What is stored twice keeps its first name."""
    shared = Path(os.environ["BRIEFBOT_SHARED"]) / "data" / "statements" / "whitehouse.jsonl"
    names: dict[int, str] = {}
    for line in shared.read_text("utf-8").splitlines():
        row = json.loads(line)
        document = read(f"{row['title']}\n\n{row['text']}", source_date=date_in_name(row["id"]))
        source = SourceRecord(SourceKind.FILE, row["id"], None, datetime.now(UTC))
        added = await database.statements.add(SCOPE, WORKSPACE_AUDIENCE, document, source, added_by="ann")
        names.setdefault(added.record.number, row["id"])
    return names


async def _asked(database: Database, names: dict[int, str], question: Question) -> Given:
    answers = await database.search.ask_all(SCOPE, question.text, limit=MOST)
    shown = answers.passages or answers.nearest
    documents = tuple(dict.fromkeys(names[passage.number] for passage in shown))
    first = bool(shown) and _is_right(names[shown[0].number], shown[0].text, question)
    return Given(documents, first, bool(answers.passages))


async def _found(database: Database, names: dict[int, str], question: Question) -> Given:
    words = " ".join(re.findall(r"\w+", question.text))
    hits = (await database.search.find(SCOPE, words, limit=5 * MOST)).hits
    documents = tuple(dict.fromkeys(names[hit.number] for hit in hits))
    first = bool(hits) and _is_right(names[hits[0].number], hits[0].text, question)
    return Given(documents, first, bool(hits))


def _is_right(document: str, text: str, question: Question) -> bool:
    return any(document == name and _overlaps(text, quote) for name, quote in question.answers)


def _overlaps(text: str, quote: str) -> bool:
    """Say whether either holds half of the other, by its words in order."""
    one, other = " ".join(text.split()), " ".join(quote.split())
    half = len(other) // 2
    return other[:half] in one or other[half:] in one or one in other


def figures(questions: Sequence[Question], given: Sequence[Given]) -> dict[str, str]:
    """Give each measure with its value and interval, in words."""
    answerable = [(q, g) for q, g in zip(questions, given, strict=True) if q.answers]
    others = [g for q, g in zip(questions, given, strict=True) if not q.answers]
    ranks = [
        next((at for at, document in enumerate(g.documents) if document in dict(q.answers)), MOST)
        for q, g in answerable
    ]
    return {
        "right statement first": interval([rank == 0 for rank in ranks]),
        "right statement among three": interval([rank < 3 for rank in ranks]),
        "right passage first": interval([g.is_passage_right for _, g in answerable]),
        "declined though there is an answer": f"{sum(not g.is_sure for _, g in answerable)} of {len(answerable)}",
        "answered though there is none": f"{sum(g.is_sure for g in others)} of {len(others)}",
    }


if __name__ == "__main__":
    main()

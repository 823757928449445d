"""How well and how fast the same statement is known again: `python -m benchmarks.duplicates --statements 1000 10000`.

Quality: copies are made of real statements (those at `$BRIEFBOT_SHARED` where that exists, else the samples of the
project) as mirrors make them, and others that only look like copies: another figure in a sentence that acts, another
country, the next month. Each is added to a store that holds all originals, and taken back. Speed: a store of made-up
statements, a fifth of them of forms that repeat each other, and the time that adding one more takes. Beyond ten thousand
statements the rest are rows without text, with bands of their own: they are looked up among, never read.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import sqlite3
import statistics
import tempfile
import textwrap
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from benchmarks.search import Prose
from storage import adding, schema
from storage.database import Database, open_database
from storage.documents import prepare
from storage.known import Holder
from storage.records import Outcome, SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.comparing.fingerprints import BANDS
from summarizers.reading.dates import date_in_name
from summarizers.reading.document import Document, Paragraph, Section, Sentence
from summarizers.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

_SCOPE = Scope.at("acme")
_HOLDER = Holder("acme", WORKSPACE_AUDIENCE)
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_SEED = 7
_FORMS_EVERY = 5
_STATEMENTS_OF_A_FORM = 200
_MOST_WITH_TEXT = 10_000
_ROWS_AT_ONCE = 1_000

_BRITISH = {
    "program": "programme",
    "programs": "programmes",
    "labor": "labour",
    "center": "centre",
    "defense": "defence",
    "organization": "organisation",
    "organizations": "organisations",
    "recognize": "recognise",
    "favor": "favour",
    "honor": "honour",
    "neighbors": "neighbours",
    "analyze": "analyse",
    "percent": "per cent",
}
_COUNTRIES = ("Ukraine", "Russia", "China", "Japan", "Israel", "Mexico", "Canada", "France", "Germany", "Australia")
_NOTICE_BEFORE = "Reproduced from the original by The Quell Monitor. All times are local."
_NOTICE_AFTER = (
    "Sign up for our newsletter to get the day's statements every morning.\n\n"
    "The Quell Monitor brings together announcements from four hundred offices; it takes no part in writing them."
)


@dataclass(frozen=True, slots=True)
class Text:
    """A statement's title and paragraphs, with the day that its source gives."""

    title: str
    paragraphs: tuple[str, ...]
    day: date | None

    def read(self) -> Document:
        """Read it."""
        return read("\n\n".join(filter(None, (self.title, *self.paragraphs))), source_date=self.day)

    def each(self, change: Callable[[str], str]) -> Text:
        """Give the text with each paragraph changed."""
        return replace(self, paragraphs=tuple(map(change, self.paragraphs)))


def originals() -> list[Text]:
    """Give real statements, those twice there left out."""
    shared = os.environ.get("BRIEFBOT_SHARED")
    if not shared:
        samples = (path.read_text("utf-8") for path in files("bot.samples").iterdir() if not path.name.startswith("_"))
        return [Text("", tuple(text.split("\n\n")), None) for text in samples]
    folder = Path(shared, "data/statements")
    rows = map(json.loads, (folder / "whitehouse.jsonl").read_text("utf-8").splitlines())
    texts = {row["text"]: Text(row["title"], tuple(row["text"].split("\n\n")), date_in_name(row["id"])) for row in rows}
    for path in sorted((folder / "fomc").glob("*.txt")):
        text = path.read_text("utf-8")
        texts[text] = Text("", tuple(text.split("\n\n")), date_in_name(path.name))
    return list(texts.values())


def wrap(text: Text, _: random.Random) -> Text:
    """Wrap hard at 72 columns."""
    return text.each(lambda paragraph: textwrap.fill(paragraph, 72, break_on_hyphens=False))


def retype(text: Text, _: random.Random) -> Text:
    """Change quotation marks, dashes and spaces."""
    typed = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "--", "–": "-", "\u00a0": " "})
    return text.each(lambda paragraph: paragraph.translate(typed).replace(". ", ".  "))


def respell(text: Text, _: random.Random) -> Text:
    """Write British English."""
    pattern = re.compile(rf"\b({'|'.join(_BRITISH)})\b")
    return text.each(lambda paragraph: pattern.sub(lambda match: _BRITISH[match[1]], paragraph))


def retitle(text: Text, _: random.Random) -> Text:
    """Put another headline on top."""
    return replace(text, title="What the announcement says, in full", day=text.day and text.day + timedelta(days=1))


def frame(text: Text, _: random.Random) -> Text:
    """Put notices around."""
    return replace(text, paragraphs=(_NOTICE_BEFORE, *text.paragraphs, *_NOTICE_AFTER.split("\n\n")))


def shorten(text: Text, chance: random.Random) -> Text:
    """Leave out a paragraph in ten, one at least, none that holds a third of the text."""
    third = sum(map(len, text.paragraphs)) / 3
    short = [at for at, each in enumerate(text.paragraphs) if len(each) < third]
    gone = set(chance.sample(short, min(len(short), max(1, len(text.paragraphs) // 10))))
    return replace(text, paragraphs=tuple(each for at, each in enumerate(text.paragraphs) if at not in gone))


def thin(text: Text, chance: random.Random) -> Text:
    """Leave out a sentence in ten, wherever it stands."""
    gone = [each.text for each in text.read().sentences if chance.random() < 0.1]
    paragraphs = text.paragraphs
    for sentence in gone:
        paragraphs = tuple(paragraph.replace(sentence, "", 1).strip() for paragraph in paragraphs)
    return replace(text, paragraphs=tuple(filter(None, paragraphs)))


def mirror(text: Text, chance: random.Random) -> Text:
    """Do all of it."""
    for change in (shorten, respell, retype, wrap, frame, retitle):
        text = change(text, chance)
    return text


MIRRORS = (wrap, retype, respell, retitle, frame, shorten, thin, mirror)


def refigure(text: Text, chance: random.Random) -> Text | None:
    """Write another figure where it counts."""
    acts = re.compile(r"\b(announc\w*|decided|voted|approved|agreed|will provide|raise\w*|lower\w*|invest\w*)\b")
    figure = re.compile(
        r"(?<![\w.,/-])(\d{1,3}(?:\.\d+)?)(?= (?:percent|million|billion|basis points|countries|members))"
    )
    places = [at for at, each in enumerate(text.paragraphs) if figure.search(each) and acts.search(each)]
    if not places:
        return None
    place = chance.choice(places)
    found = chance.choice([*figure.finditer(text.paragraphs[place])])
    sentence = (
        re.split(r"[.!?] ", text.paragraphs[place][: found.start()])[-1] + text.paragraphs[place][found.start() :]
    )
    if not acts.search(re.split(r"[.!?] (?=[A-Z])", sentence)[0]):
        return None
    changed = f"{text.paragraphs[place][: found.start()]}{float(found[1]) + 1:g}{text.paragraphs[place][found.end() :]}"
    return replace(text, paragraphs=(*text.paragraphs[:place], changed, *text.paragraphs[place + 1 :]))


def recountry(text: Text, _: random.Random) -> Text | None:
    """Write another country for one that the text names."""
    named = [country for country in _COUNTRIES if any(country in each for each in text.paragraphs)]
    return text.each(lambda paragraph: paragraph.replace(named[0], "Quelland")) if named else None


def postpone(text: Text, _: random.Random) -> Text | None:
    """Publish nearly the same a month later."""
    if text.day is None:
        return None
    later = text.day + timedelta(days=30)
    return replace(text, day=later, paragraphs=(*text.paragraphs, "This is how things stand this month."))


OTHERS = (refigure, recountry, postpone)


class _TakenBackError(Exception):
    def __init__(self, placed: adding.Placed) -> None:
        self.placed = placed


async def try_adding(database: Database, document: Document) -> adding.Placed:
    """Say what adding a text would do."""
    source = SourceRecord(SourceKind.PASTED, "copy", None, _NOW)
    owner = schema.owner_of("acme")
    text = adding.NewText(_HOLDER, owner, prepare(document), source, "ann", None)

    def work(connection: Connection) -> None:
        raise _TakenBackError(adding.add_text(connection, text))

    try:
        await database.store(work)
    except _TakenBackError as error:
        return error.placed
    raise AssertionError


async def measure_quality(folder: Path, most: int) -> None:
    """Print, for each way to make a copy, how many were known again, and of what only looks so how many were not."""
    chance = random.Random(_SEED)  # noqa: S311
    texts = originals()
    async with open_database(folder / "quality.sqlite3") as database:
        numbers = [await _add(database, text.read(), text.title) for text in texts]
        print(f"{len(texts)} originals are {len(set(numbers))} statements")
        chosen = chance.sample(range(len(texts)), min(most, len(texts)))
        for change in MIRRORS:
            await _print_mirrors(database, change.__name__, [(change(texts[at], chance), numbers[at]) for at in chosen])
        for alter in OTHERS:
            altered = [text for at in chosen if (text := alter(texts[at], chance)) is not None]
            placed = [await try_adding(database, text.read()) for text in altered]
            right = sum(each.outcome is Outcome.NEW_STATEMENT for each in placed)
            print(f"{alter.__name__:12}{right:6} of {len(altered):4} are statements of their own")


async def _print_mirrors(database: Database, name: str, copies: Iterable[tuple[Text, int]]) -> None:
    tried = [(await try_adding(database, text.read()), number) for text, number in copies]
    known = sum(placed.number == number and placed.outcome is not Outcome.NEW_VERSION for placed, number in tried)
    mistaken = sum(placed.number != number and placed.outcome is not Outcome.NEW_STATEMENT for placed, number in tried)
    print(f"{name:12}{known:6} of {len(tried):4} known again, {mistaken} taken for another")


async def _add(database: Database, document: Document, name: str) -> int:
    source = SourceRecord(SourceKind.PASTED, name, None, _NOW)
    added = await database.statements.add(_SCOPE, WORKSPACE_AUDIENCE, document, source, added_by="ann")
    return added.record.number


def made_up(prose: Prose, count: int) -> Iterator[Document]:
    """Draw statements: a fifth are of forms, whose statements share most of their sentences but not their dates."""
    form: list[str] = []
    for position in range(count):
        day = date(2000, 1, 1) + timedelta(days=position // _FORMS_EVERY)
        if position % _FORMS_EVERY:
            yield replace(prose.document(), event_date=None, published=day)
            continue
        if position % (_FORMS_EVERY * _STATEMENTS_OF_A_FORM) == 0:
            form = [prose.sentence() for _ in range(20)]
        yield of_sentences([*form, *(prose.sentence() for _ in range(5))], day)


def of_sentences(sentences: list[str], day: date | None) -> Document:
    """Make a document of sentences, a paragraph each."""
    placed, at = [], 0
    for ordinal, line in enumerate(sentences, 1):
        placed.append(Sentence(line, at, at + len(line), 0, ordinal))
        at += len(line) + 1
    paragraphs = tuple(Paragraph(each.paragraph, each.start, each.end, 0) for each in placed)
    sections = (Section(0, None, 0, 0, at - 1),)
    body = "\n".join(sentences)
    return Document(body, None, ("Office",), None, None, day, None, "en", sections, paragraphs, tuple(placed), ())


async def measure_speed(folder: Path, sizes: list[int], times: int) -> None:
    """Fill one workspace and print, at each size, what placing one more text takes in milliseconds."""
    prose = Prose(_SEED)
    documents = made_up(prose, max(sizes) + 1)
    kept: list[Document] = []
    print(f"\n{'statements':>10}{'new':>9}{'of a form':>11}{'mirror':>9}   ms of CPU, median of {times}")
    async with open_database(folder / "speed.sqlite3") as database:
        count = 0
        for size in sorted(sizes):
            started = time.perf_counter()
            if size > _MOST_WITH_TEXT:
                await database.store(partial(add_rows, first=count, last=size))
                count = size
            while count < size:
                document = next(documents)
                await _add(database, document, "made up")
                if count % max(1, size // times) == 0:
                    kept.append(document)
                count += 1
            taken = time.perf_counter() - started
            fresh = [prose.document() for _ in range(times)]
            forms = [each for each in kept if each.title is None and each.issuers == ("Office",)][-times:]
            next_of_forms = [_again(each, prose) for each in forms]
            mirrors = [_mirrored(each) for each in kept[-times:]]
            figures = [await _median(database, each) for each in (fresh, next_of_forms, mirrors)]
            print("{:10}{:9.1f}{:11.1f}{:9.1f}   filled in {:.0f} s".format(size, *figures, taken), flush=True)
    print_size(folder / "speed.sqlite3")


def add_rows(connection: Connection, first: int, last: int) -> None:
    """Add statements that have no text, with as many bands as one of words that nothing else has."""
    chance = random.Random(first)  # noqa: S311
    (next_id,) = connection.execute(select(func.max(schema.version.c.id) + 1)).one()
    empty = {"language": "en", "sentence_count": 0, "structure": "{}", "body": "", "owner": schema.owner_of("acme")}
    head = {"issuers": "[]", "head_words": "", "issuer_words": "", "added_at": _NOW}
    stated = {"workspace": "acme", "audience": WORKSPACE_AUDIENCE, "latest": 1, "added_by": "ann", "added_at": _NOW}
    for start in range(first, last, _ROWS_AT_ONCE):
        ids = [next_id + at - first for at in range(start, min(last, start + _ROWS_AT_ONCE))]
        connection.execute(insert(schema.document), [{"id": each, "content_hash": f"{each}", **empty} for each in ids])
        connection.execute(insert(schema.statement), [{"id": each, "number": each + 10**6, **stated} for each in ids])
        versions = [{"id": each, "statement_id": each, "document_id": each, "ordinal": 1, **head} for each in ids]
        connection.execute(insert(schema.version), versions)
        bands = ({"key": chance.getrandbits(63), "version_id": each} for each in ids for _ in range(BANDS + 1))
        connection.execute(insert(schema.band), list(bands))


def _again(document: Document, prose: Prose) -> Document:
    texts = [each.text for each in document.sentences]
    return of_sentences([*texts[:20], *(prose.sentence() for _ in range(5))], None)


def _mirrored(document: Document) -> Document:
    return of_sentences([_NOTICE_BEFORE, *(each.text for each in document.sentences[:-2])], document.published)


async def _median(database: Database, documents: list[Document]) -> float:
    taken = []
    for document in documents:
        started = time.process_time()
        await try_adding(database, document)
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def print_size(place: Path) -> None:
    """Print the bytes of the bands a statement: of a file that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder, "bands.sqlite3"), isolation_level=None)
        connection.execute("ATTACH ? AS store", (str(place),))
        rows = connection.execute("SELECT sql FROM store.sqlite_master WHERE tbl_name = 'band' AND sql IS NOT NULL")
        for (command,) in rows.fetchall():
            connection.execute(command)
        connection.execute("INSERT INTO band SELECT * FROM store.band ORDER BY key, version_id")
        (bands,) = connection.execute("SELECT count(*) FROM band").fetchone()
        (statements,) = connection.execute("SELECT count(*) FROM store.statement").fetchone()
        connection.close()
        size = Path(folder, "bands.sqlite3").stat().st_size
    whole = place.stat().st_size
    print(
        f"bands: {bands / statements:.0f} rows, {size / statements:.0f} bytes a statement of {whole / statements:.0f}"
    )


def main() -> None:
    """Read the arguments, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--statements", type=int, nargs="+", default=[1_000, 10_000])
    arguments.add_argument("--copies", type=int, default=150)
    arguments.add_argument("--times", type=int, default=50)
    arguments.add_argument("--only", choices=("quality", "speed"))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "speed":
            asyncio.run(measure_quality(Path(folder), given.copies))
        if given.only != "quality":
            asyncio.run(measure_speed(Path(folder), given.statements, given.times))


if __name__ == "__main__":
    main()

"""How fast words are found, and questions answered, in a large store: `python -m benchmarks.search --sentences 100000`.

Builds a store of made-up statements (words drawn as often as in official prose, a quarter of the documents public and
referred to by five workspaces), then prints median and 99th percentile of each kind of search beside bare FTS5: the same
sentences, the same words, `ORDER BY bm25` over everything there is. `--folder` keeps the store for the next run;
`--database` names an empty PostgreSQL database that is taken instead.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sqlite3
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

import summarizers.vocabulary.frequencies
from storage.database import Database, open_database
from storage.records import SourceKind, SourceRecord
from storage.scope import WORKSPACE_AUDIENCE, Scope
from summarizers.reading.document import Document, Paragraph, Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

_SENTENCES_A_DOCUMENT = 25
_WORDS_A_SENTENCE = 22
_PUBLIC_EVERY = 4
_READERS_OF_PUBLIC = 5
_SEED = 20
_START = datetime(2026, 1, 1, tzinfo=UTC)
_COMMONEST = {"the": 900, "of": 500, "and": 500, "to": 400, "in": 350, "a": 250, "for": 150, "that": 120, "on": 120}
"""Of a thousand words of official prose, how many a hundredth part is, about: the table holds no stop words."""


class Prose:
    """Draws sentences."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self.words, counts = _read_words()
        self._weights = list(accumulate(counts))

    def sentence(self) -> str:
        """Draw a sentence."""
        words = self._chance.choices(self.words, cum_weights=self._weights, k=_WORDS_A_SENTENCE)
        return " ".join(words).capitalize() + "."

    def document(self) -> Document:
        """Draw a document: sentences, a paragraph each, under one heading."""
        heading = self.sentence()[:40].strip()
        texts = [self.sentence() for _ in range(_SENTENCES_A_DOCUMENT)]
        body = "\n".join([heading, *texts])
        sentences, at = [], len(heading) + 1
        for ordinal, line in enumerate(texts, 1):
            sentences.append(Sentence(line, at, at + len(line), 1, ordinal))
            at += len(line) + 1
        sections = (Section(0, None, 0, 0, 0), Section(1, heading, 1, 0, len(body), (0, len(heading))))
        paragraphs = tuple(Paragraph(each.paragraph, each.start, each.end, 1) for each in sentences)
        day = _START.date()
        return Document(
            body, None, ("Ministry",), None, day, None, None, "en", sections, paragraphs, tuple(sentences), ()
        )


def _read_words() -> tuple[list[str], list[int]]:
    table = Path(summarizers.vocabulary.frequencies.__file__).with_name("frequencies.tsv")
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    counts = {word: int(paragraphs) for word, _, paragraphs in rows}
    share = sum(counts.values()) // 8000
    counts |= {word: count * share for word, count in _COMMONEST.items()}
    return list(counts), list(counts.values())


async def fill(database: Database, sentences: int, workspaces: int) -> None:
    """Add documents in turn to the workspaces, as they would arrive."""
    prose = Prose(_SEED)
    started = time.perf_counter()
    for position in range(sentences // _SENTENCES_A_DOCUMENT):
        document = prose.document()
        is_public = position % _PUBLIC_EVERY == 0
        for reader in range(_READERS_OF_PUBLIC if is_public else 1):
            scope = Scope.at(f"workspace {(position + reader * 17) % workspaces}")
            source = SourceRecord(SourceKind.PASTED, "made up", None, _START + timedelta(minutes=position))
            await database.statements.add(scope, WORKSPACE_AUDIENCE, document, source, added_by="ann", public=is_public)
    print(f"filled in {time.perf_counter() - started:.0f} s")


def fill_bare(bare: sqlite3.Connection, sentences: int) -> None:
    """Put the same sentences into a table of FTS5's own."""
    prose = Prose(_SEED)
    bare.execute("CREATE VIRTUAL TABLE bare USING fts5(line, tokenize = 'porter unicode61')")
    for _ in range(sentences // _SENTENCES_A_DOCUMENT):
        bare.executemany("INSERT INTO bare VALUES (?)", ((each.text,) for each in prose.document().sentences))
    bare.commit()


class Words(NamedTuple):
    """A kind of search."""

    kind: str
    ours: str
    bare: str


def searches() -> Iterator[Words]:
    """Give the kinds of search, from the commonest word to one that is nowhere."""
    words = [word for word in Prose(_SEED).words if word not in _COMMONEST and len(word) > 5 and word.isascii()]
    _, counts = _read_words()
    by_count = [word for _, word in sorted(zip(counts, Prose(_SEED).words, strict=True), reverse=True) if word in words]
    common, middling, rare = by_count[0], by_count[len(by_count) // 20], by_count[-len(by_count) // 5]
    yield Words("commonest word", "the", "the")
    yield Words("common word", common, common)
    yield Words("middling word", middling, middling)
    yield Words("rare word", rare, rare)
    yield Words("two words", f"{common} {middling}", f"{common} {middling}")
    yield Words("phrase of the commonest", '"of the"', '"of the"')
    yield Words("beginning", f"{common[:4]}*", f"{common[:4]}*")
    yield Words("short beginning", f"{common[:2]}*", f"{common[:2]}*")
    yield Words("word without another", f"{common} -the", f"{common} NOT the")
    yield Words("nowhere", "qqzzqq", "qqzzqq")


async def time_calls(call: Callable[[int], Awaitable[object]], times: int) -> tuple[float, float]:
    """Give median and 99th percentile of some calls, in milliseconds."""
    taken = []
    for position in range(times):
        started = time.perf_counter()
        await call(position)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return taken[times // 2], taken[min(times - 1, times * 99 // 100)]


async def compare(database: Database, bare: sqlite3.Connection, workspaces: int, times: int) -> None:
    """Print a line for each kind of search."""
    print(f"{'':26}{'p50 ms':>9}{'p99 ms':>9}{'lines':>7}{'FTS5 p50':>10}{'FTS5 p99':>10}")
    for words in searches():

        async def ours(position: int, query: str = words.ours) -> None:
            await database.search.find(Scope.at(f"workspace {position * 7 % workspaces}"), query)

        async def theirs(_: int, query: str = words.bare) -> None:
            bare.execute("SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY bm25(bare) LIMIT 10", (query,)).fetchall()

        found = await database.search.find(Scope.at("workspace 0"), words.ours)
        lines = f"{found.total}{'+' if found.total_is_capped else ''}"
        figures = (*await time_calls(ours, times), *await time_calls(theirs, max(5, times // 10)))
        print(
            "{:26}{:9.1f}{:9.1f}{:>7}{:10.1f}{:10.1f}".format(words.kind, figures[0], figures[1], lines, *figures[2:])
        )


def questions() -> Iterator[Words]:
    """Give the kinds of question: in words of official prose, in other words, with a country, with the commonest word."""
    yield Words("question", "What was agreed on sanctions and maritime security?", "")
    yield Words("question in other words", "stolen money of computer pirates", "")
    yield Words("question about a country", "What do Pyongyang's missiles mean for Tokyo?", "")
    yield Words("question of common words", "What will the President and the Administration do?", "")
    yield Words("question nobody answers", "zzqqzz qqzzqq", "")


async def ask(database: Database, workspaces: int, times: int) -> None:
    """Print a line for each kind of question, and one for what is similar."""
    await database.search.ask_all(Scope.at("workspace 0"), "warm up")
    for words in questions():

        async def ours(position: int, question: str = words.ours) -> None:
            await database.search.ask_all(Scope.at(f"workspace {position * 7 % workspaces}"), question)

        print("{:26}{:9.1f}{:9.1f}".format(words.kind, *await time_calls(ours, times)))

    async def similar(position: int) -> None:
        await database.search.similar(Scope.at(f"workspace {position * 7 % workspaces}"), 1 + position % 30)

    print("{:26}{:9.1f}{:9.1f}".format("similar", *await time_calls(similar, times)))


_SIZES = (
    "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "SELECT sum(length(block)) FROM fulltext_data",
    "SELECT sum(length(forms) + length(stems)) FROM indexed",
    "SELECT sum(length(bits)) FROM meaning",
)
"""The bytes of the store, the index, the indexed words and the vectors."""
_SIZES_ON_POSTGRES = (
    "SELECT pg_database_size(current_database())",
    "SELECT pg_total_relation_size('fulltext')",
    "SELECT pg_total_relation_size('indexed')",
    "SELECT pg_total_relation_size('meaning')",
)


async def print_sizes(database: Database, sentences: int) -> None:
    """Print the bytes that the store and its index take, and the memory that this process took at most."""
    async with database.read() as connection:
        sizes = _SIZES if connection.dialect.name == "sqlite" else _SIZES_ON_POSTGRES
        pages, index, words, meanings = [await connection.scalar(text(query)) for query in sizes]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    a_sentence = (f"{(size or 0) / sentences:.0f}" for size in (pages, index, words, meanings))
    parts = "bytes a sentence: {} in all, index {}, indexed words {}, vectors {}".format(*a_sentence)
    print(parts, f"· memory {memory:.0f} MiB")


async def run(folder: Path, url: str | None, sentences: int, workspaces: int, times: int) -> None:
    """Fill what is not there yet, then compare."""
    file = folder / f"store-{sentences}.sqlite3"
    place, is_new = (url, True) if url else (file, not file.exists())
    bare = sqlite3.connect(folder / f"bare-{sentences}.sqlite3")
    async with open_database(place) as database:
        if is_new:
            await fill(database, sentences, workspaces)
            fill_bare(bare, sentences)
        kept_in = "PostgreSQL" if url else f"SQLite {sqlite3.sqlite_version}"
        print(f"{sentences} sentences in {workspaces} workspaces, {kept_in}")
        await compare(database, bare, workspaces, times)
        await ask(database, workspaces, times)
        await print_sizes(database, sentences)
    bare.close()


def main() -> None:
    """Read the arguments and run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sentences", type=int, default=100_000)
    arguments.add_argument("--workspaces", type=int, default=100)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--database")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(
            run(given.folder or Path(temporary), given.database, given.sentences, given.workspaces, given.times)
        )


if __name__ == "__main__":
    main()

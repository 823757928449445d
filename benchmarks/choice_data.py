"""The documents that choice is measured on, in two parts: `dev` for tuning, `test` held back.

White House documents of 2021 and Committee statements of odd years are `dev`, 2022 and even years `test`. Earnings
calls are parted by a hash of their id, key points as their file says.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizers.reading.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizers.reading.document import Document

PARTS = ("dev", "test")
Span = tuple[int, int]

GOLD = Path(__file__).parent / "gold"


def shared() -> Path:
    """Give the folder of shared data, which `BRIEFBOT_SHARED` names."""
    return Path(os.environ["BRIEFBOT_SHARED"])


@dataclass(frozen=True)
class Call:
    """An earnings call, cut into sentences, with the bullet points an agency wrote."""

    id: str
    sentences: tuple[str, ...]
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A statement as it came and as it was read."""

    id: str
    text: str
    document: Document

    def locate(self, spans: Sequence[Span]) -> list[Span]:
        """Give spans of the input as spans of letters and digits, a measure that reading does not change."""
        before = list(accumulate((character.isalnum() for character in self.text), initial=0))
        return [(before[start], before[end]) for start, end in spans]

    @property
    def sentences(self) -> list[Span]:
        """Give the sentences as spans of letters and digits."""
        before = list(accumulate((character.isalnum() for character in self.document.body), initial=0))
        return [(before[sentence.start], before[sentence.end]) for sentence in self.document.sentences]


@dataclass(frozen=True)
class Emphasised:
    """A statement with the sentences that its issuer set bold."""

    statement: Statement
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Point:
    """What a reader wants to be told, and the spans that say it."""

    note: str
    is_never_missed: bool
    carriers: tuple[Span, ...]


@dataclass(frozen=True)
class KeyPoints:
    """A statement with a reader's points and budget."""

    statement: Statement
    kind: str
    budget: int
    points: tuple[Point, ...]


def calls(part: str) -> Iterator[Call]:
    """Give the earnings calls of a part."""
    for row in _rows(shared() / "data/summaries/ectsum-dev.jsonl"):
        if PARTS[zlib.crc32(row["id"].encode()) % 2] == part:
            yield Call(row["id"], tuple(row["sentences"]), tuple(row["reference"]))


def emphasised(part: str) -> Iterator[Emphasised]:
    """Give the White House documents of a part in which the issuer set sentences bold."""
    for row in _white_house():
        if row["emphasised"] and PARTS[row["date"] >= "2022"] == part:
            statement = _statement(row["id"], row["text"])
            yield Emphasised(statement, tuple(statement.locate(row["emphasised"])))


def all_statements(part: str) -> Iterator[Statement]:
    """Give all White House documents of a part."""
    for row in _white_house():
        if PARTS[row["date"] >= "2022"] == part:
            yield _statement(row["id"], row["text"])


def committee_statements(part: str) -> Iterator[Statement]:
    """Give the statements of the Federal Open Market Committee of a part, in order of date."""
    for path in sorted((shared() / "data/statements/fomc").glob("*.txt")):
        year = int(path.stem[:4])
        if PARTS[year % 2 == 0] == part:
            day = date(year, int(path.stem[4:6]), int(path.stem[6:8]))
            text = path.read_text("utf-8")
            yield Statement(path.stem, text, read(text, source_date=day))


def key_points(part: str) -> Iterator[KeyPoints]:
    """Give the statements with points written by a reader."""
    texts = {row["id"]: row["text"] for row in _white_house()}
    for path in sorted(GOLD.glob("keypoints-*.jsonl")):
        for row in _rows(path):
            if row["part"] != part:
                continue
            statement = _gold_statement(row["id"], texts)
            points = tuple(
                Point(point["note"], point["never_missed"], tuple(statement.locate(point["carriers"])))
                for point in row["points"]
            )
            yield KeyPoints(statement, row["kind"], row["budget"], points)


def _gold_statement(name: str, texts: dict[str, str]) -> Statement:
    if name in texts:
        return _statement(name, texts[name])
    folder = shared() / "data/statements"
    stem = name.removesuffix(".txt").rpartition("/")[2].removeprefix("fomc-")
    path = next(path for path in (folder / f"{stem}.txt", folder / "fomc" / f"{stem}.txt") if path.exists())
    return _statement(name, path.read_text("utf-8"))


@lru_cache(maxsize=1000)
def _statement(name: str, text: str) -> Statement:
    return Statement(name, text, read(text))


@lru_cache(maxsize=1)
def _white_house() -> list[dict[str, Any]]:
    return list(_rows(shared() / "data/statements/whitehouse.jsonl"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)

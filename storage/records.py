"""What the repositories take and give: immutable records, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from summarizers.choosing.engine import Choice


class SourceKind(StrEnum):
    """How a statement came in."""

    FILE = "file"
    URL = "url"
    PASTED = "pasted"
    FEED = "feed"
    SAMPLE = "sample"


class UsageKind(StrEnum):
    """What is counted against limits."""

    LINK = "link"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where a statement was seen: `name` for people (a file's name, a host), `address` where it can be fetched."""

    kind: SourceKind
    name: str
    address: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement as its workspace names it, with the head of its latest version."""

    number: int
    workspace: str
    audience: str
    title: str | None
    issuers: tuple[str, ...]
    publisher: str | None
    event_date: date | None
    published: date | None
    place: str | None
    language: str
    added_by: str
    added_at: datetime
    sources: tuple[SourceRecord, ...]
    version_id: int
    version_ordinal: int
    sentence_count: int

    @property
    def reference(self) -> str:
        """The name people use: "S12"."""
        return f"S{self.number}"

    @property
    def dated(self) -> date | None:
        """The date it is filed under: of the event, else of publication."""
        return self.event_date or self.published


class Outcome(StrEnum):
    """What adding a text did."""

    NEW_STATEMENT = "new statement"
    NEW_VERSION = "new version"
    NEW_SOURCE = "new source"
    SEEN_BEFORE = "seen before"


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version of a statement, with its first source.

    `came` are the ordinals of its sentences that the version before does not have, `went` those of the version before
    that it does not have; both are empty for a first version.
    """

    ordinal: int
    version_id: int
    added_at: datetime
    came: tuple[int, ...]
    went: tuple[int, ...]
    source: SourceRecord


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes that a version was read from, as they came in."""

    content: bytes
    media_type: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Added:
    """An added statement; `version_id` is the version that holds the added text (usually the record's own)."""

    record: StatementRecord
    outcome: Outcome
    version_id: int

    @property
    def is_new(self) -> bool:
        """Whether this text made a statement that was not there before."""
        return self.outcome is Outcome.NEW_STATEMENT


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement after `share`; `twin` is a workspace statement with the same text, and then nothing was changed."""

    record: StatementRecord
    twin: StatementRecord | None = None


class HitKind(StrEnum):
    """What a search found."""

    SENTENCE = "sentence"
    HEADING = "heading"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a statement that a search found.

    `text == body[start:end]`, except for a title that the body does not hold (`start == end` then). `lit` are the
    spans of the body that matched; `section` is an ordinal with its `heading` (`None` in the lead); `paragraph` is
    the ordinal of a sentence's paragraph.
    """

    number: int
    version_id: int
    title: str | None
    issuers: tuple[str, ...]
    dated: date | None
    kind: HitKind
    section: int
    heading: str | None
    paragraph: int | None
    start: int
    end: int
    text: str
    lit: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of a search, best first.

    `total` counts the lines that matched; when `total_is_capped`, there were more, and the hits are the best of the
    newest. `holds_all_words` is false when no line holds all the words and the hits hold some of them.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_capped: bool
    holds_all_words: bool = True


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of a statement that answers a question: `text == body[start:end]`.

    `sentence` is the span of its best sentence, `lit` the spans of the question's words and names in it.
    """

    number: int
    version_id: int
    title: str | None
    issuers: tuple[str, ...]
    dated: date | None
    section: int
    heading: str | None
    paragraph: int
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    lit: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What all statements say about a question, best first, one passage a statement; `more` are their further ones.

    Both are empty where nothing fits, and `nearest` are then the passages that come nearest: to be shown as that, never
    as an answer. `words_are_capped` says that the question's words stand in more lines than are looked at: of these,
    the newest were; by meaning, all are.
    """

    passages: tuple[FoundPassage, ...]
    more: tuple[FoundPassage, ...] = ()
    nearest: tuple[FoundPassage, ...] = ()
    words_are_capped: bool = False


@dataclass(frozen=True, slots=True)
class SimilarStatement:
    """A statement near another, and why: the issuers, headings and rare words that both have."""

    number: int
    version_id: int
    title: str | None
    issuers: tuple[str, ...]
    dated: date | None
    score: float
    shared_issuers: tuple[str, ...]
    shared_headings: tuple[str, ...]
    shared_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a briefing showed, in reading order, and the engine that chose it."""

    engine: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The statement at hand in a conversation; `briefing` is `None` when something else of it was shown."""

    number: int
    version_id: int
    briefing: Briefing | None = None


@dataclass(frozen=True, slots=True)
class BriefingKey:
    """What a briefing depends on: the same key gives the same choice.

    Versions name the documents; `budget` is the budget in any fixed spelling (its `repr` will do), `release` the
    program's version.
    """

    version_id: int
    predecessor_id: int | None
    engine: str
    budget: str
    query: str | None
    release: str

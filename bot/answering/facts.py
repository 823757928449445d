"""What a reply says, as data: what `--json` prints. Spans are code-point offsets into `body`, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A statement's head; `id` is `None` for a file that is not stored."""

    id: str | None
    title: str | None
    issuers: tuple[str, ...]
    event_date: date | None
    published: date | None
    place: str | None
    language: str
    source: str | None


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """A statement, the one it follows, and all of its series in order of date, by their names."""

    statement: StatementFacts
    follows: str | None
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """A chosen sentence and why it was chosen; `page` counts from 1, where the source has pages."""

    text: str
    start: int
    end: int
    section: int
    heading: str | None
    score: float
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section; ordinal 0 is the lead, its heading `None`."""

    ordinal: int
    heading: str | None
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AsideFacts:
    """A span that is never quoted, and its kind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """A briefing."""

    statement: StatementFacts
    engine: str
    body: str
    sentences: tuple[SentenceFacts, ...]
    sections: tuple[SectionFacts, ...]
    set_aside: tuple[AsideFacts, ...]


@dataclass(frozen=True, slots=True)
class SectionsFacts:
    """A statement's sections."""

    statement: StatementFacts
    body: str
    sections: tuple[SectionFacts, ...]


@dataclass(frozen=True, slots=True)
class QuotedFacts:
    """A quoted span of the body."""

    text: str
    start: int
    end: int
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class SectionTextFacts:
    """A section as it was looked up: how the words fitted, and its paragraphs."""

    statement: StatementFacts
    body: str
    section: SectionFacts
    how: str
    paragraphs: tuple[QuotedFacts, ...]


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage that answers a question."""

    text: str
    start: int
    end: int
    section: int
    heading: str | None
    score: float


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """Passages that answer a question, best first, and the heading to look under when there are none."""

    statement: StatementFacts
    question: str
    body: str
    passages: tuple[PassageFacts, ...]
    nearest_heading: str | None
    nearest: tuple[PassageFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class HitFacts:
    """A sentence or heading found; spans are offsets into the body of that statement."""

    statement: str
    title: str | None
    date: date | None
    kind: str
    text: str
    start: int
    end: int
    section: int
    heading: str | None
    paragraph: int | None
    score: float


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """What `find` found; `capped` when there were more candidates than were scored."""

    words: str
    hits: tuple[HitFacts, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class FoundPassageFacts:
    """A passage of a statement that answers a question; spans are offsets into the body of that statement."""

    statement: str
    title: str | None
    issuers: tuple[str, ...]
    date: date | None
    text: str
    start: int
    end: int
    section: int
    heading: str | None
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class AnswersFacts:
    """What all statements say: `passages` best first, one a statement, `more` of these; `nearest` where none is sure.

    `capped` when the question's words stand in more lines than were looked at.
    """

    question: str
    issuer: str | None
    since: date | None
    passages: tuple[FoundPassageFacts, ...]
    more: tuple[FoundPassageFacts, ...]
    nearest: tuple[FoundPassageFacts, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class SimilarStatementFacts:
    """A statement near another, and what both have."""

    statement: str
    title: str | None
    issuers: tuple[str, ...]
    date: date | None
    score: float
    shared_issuers: tuple[str, ...]
    shared_headings: tuple[str, ...]
    shared_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SimilarFacts:
    """The statements nearest to one, nearest first."""

    statement: StatementFacts
    similar: tuple[SimilarStatementFacts, ...]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The statements listed, and how many there are in all."""

    statements: tuple[StatementFacts, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """The sentences of the last briefing and why each was chosen."""

    statement: StatementFacts
    engine: str
    sentences: tuple[SentenceFacts, ...]


@dataclass(frozen=True, slots=True)
class CitationFacts:
    """A quotation with its way back."""

    statement: StatementFacts
    version: int
    text: str
    start: int
    end: int
    paragraph: int
    page: int | None
    section: int
    heading: str | None
    citation: str
    markdown: str


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """What was done to a statement: "shared", "forgotten"."""

    done: str
    id: str


@dataclass(frozen=True, slots=True)
class RereadFacts:
    """A statement read anew: its latest version's ordinal, and whether reading made one."""

    statement: StatementFacts
    version: int
    new: bool


@dataclass(frozen=True, slots=True)
class CancelledFacts:
    """What was being read and is no more, in the words in which it was told."""

    cancelled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedFacts:
    """A source that was taken in: a new statement, or (`became`) a new version, one more source, or there already."""

    source: str
    id: str
    title: str | None
    new: bool
    became: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class AdditionFacts:
    """What a folder or some files gave, and what could not be read."""

    added: tuple[AddedFacts, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry of a feed; `words` counts what the feed itself gives of its text, `dated` is an ISO moment."""

    title: str
    address: str | None
    dated: str | None
    has_full_text: bool
    words: int


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What one look at a feed told; `cadence_s` is the typical time between entries, in seconds."""

    title: str
    address: str
    format: str
    found_on: str | None
    others: tuple[str, ...]
    total: int
    dated: int
    newest: str | None
    cadence_s: float | None
    warnings: tuple[str, ...]
    entries: tuple[EntryFacts, ...]


@dataclass(frozen=True, slots=True)
class SettingFacts:
    """A setting as it holds here: a limit's value is a number, or `None` for no limit; another's is a text.

    `of`: whose value it is, "default", "workspace" or "conversation"; `set_at` is an ISO moment.
    """

    name: str
    value: str | int | None
    of: str
    set_by: str | None
    set_at: str | None
    changers: str
    does: str


@dataclass(frozen=True, slots=True)
class SettingChangeFacts:
    """A change of a setting of the workspace or the conversation (`of`), as it is kept; `None` is not set."""

    name: str
    of: str
    before: str | None
    after: str | None
    by: str
    at: str
    is_undo: bool


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """Settings as they hold here, and changes of them, newest first."""

    settings: tuple[SettingFacts, ...]
    changes: tuple[SettingChangeFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """The commands, each with its forms and what it does."""

    commands: tuple[tuple[str, str, str], ...]


Facts = (
    BriefingFacts
    | SectionsFacts
    | SectionTextFacts
    | AnswerFacts
    | FoundFacts
    | AnswersFacts
    | SimilarFacts
    | ListFacts
    | WhyFacts
    | CitationFacts
    | SeriesFacts
    | DoneFacts
    | RereadFacts
    | CancelledFacts
    | AdditionFacts
    | FeedFacts
    | SettingsFacts
    | HelpFacts
)

"""Candidates: lines that hold what a query asks for, from the newest documents that may be seen, scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from storage import schema
from storage.heads import spaced_forms
from storage.search.index import index_of
from storage.visibility import is_visible, latest_versions
from summarizers.vocabulary.bm25 import bm25

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.scope import Scope
    from storage.search.index import Index
    from storage.search.query import Needle, Plan

MOST_LINES = 2_000
"""Lines that are scored: of a word that more lines hold, the newest."""

MOST_DOCUMENTS = 2_000
"""Documents that are looked into for these lines."""

FEW_DOCUMENTS = 2_000
"""Documents that are looked into one by one: 800 of them take 9 ms, while the index of a million sentences takes 8 to
40 to list the documents of everybody that hold a common word or phrase."""

_AVERAGE_LENGTH = 25.0
"""Words of an average line; a constant, so that a line's score depends on nothing but the line and the query."""

_DOCUMENTS_AT_ONCE = 100


class Plannable(Protocol):
    """Something that says what to look for in texts of a language."""

    def plan(self, language: str) -> Plan:
        """Give what lines must hold, and what they must not."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of a document, and what it was looked for by."""

    document_id: int
    language: str
    line: int
    sentence_count: int
    line_count: int
    needles: tuple[Needle, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The lines that were found; `is_capped` if there may be more in older documents."""

    lines: list[Candidate]
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are searched: what the scope sees, perhaps only of an issuer or since a date."""

    scope: Scope
    issuer: str | None = None
    since: date | None = None

    def condition(self) -> ColumnElement[bool]:
        """Give the condition on statements and their latest versions."""
        version = schema.version
        issuer_words = spaced_forms(self.issuer or "").split()
        conditions = [
            is_visible(self.scope),
            *(version.c.issuer_words.contains(f" {word}", autoescape=True) for word in issuer_words),
        ]
        if self.since is not None:
            conditions.append(func.coalesce(version.c.event_date, version.c.published) >= self.since)
        return and_(*conditions)


async def find_candidates(
    connection: AsyncConnection, query: Plannable, where: Filter, *, all_words: bool
) -> Candidates:
    """Give the lines that hold all (or any) of the query's words, at most `MOST_LINES`, newest documents first."""
    seen = await _count_documents(connection, where)
    plans = {language: plan for language in seen if (plan := query.plan(language)).required}
    found: list[Candidate] = []
    if not plans:
        return Candidates(found, is_capped=False)
    looked_into = 0
    index, alternatives = index_of(connection), _alternatives(plans.values(), all_words=all_words)
    count = sum(seen.values())
    if count <= FEW_DOCUMENTS and index.is_quicker_by_text(count, sum(map(len, alternatives))):
        documents = _documents_by_text(index, alternatives, where)
    else:
        await index.insist(connection)
        documents = _documents_by_index(index, alternatives, where)
    async for row in _rows(connection, documents):
        if looked_into == MOST_DOCUMENTS or len(found) >= MOST_LINES:
            return Candidates(found[:MOST_LINES], is_capped=True)
        looked_into += 1
        if row.language not in plans:
            continue
        found.extend(_lines(row, plans[row.language], all_words=all_words))
    return Candidates(found[:MOST_LINES], is_capped=len(found) > MOST_LINES)


async def _count_documents(connection: AsyncConnection, where: Filter) -> dict[str, int]:
    """Count the documents that are seen, by their languages; one that two statements share may count twice."""
    document = schema.document
    seen = latest_versions().join(document, document.c.id == schema.version.c.document_id)
    query = select(document.c.language, func.count()).select_from(seen).where(where.condition())
    rows = await connection.execute(query.group_by(document.c.language))
    return {language: count for language, count in rows}  # noqa: C416 - rows are no pairs to mypy


async def _rows(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Row[Any]]:
    async with connection.stream(query) as rows:
        async for partition in rows.partitions(_DOCUMENTS_AT_ONCE):
            for row in partition:
                yield row


def _alternatives(plans: Iterable[Plan], *, all_words: bool) -> list[Sequence[Needle]]:
    """Give the needles that a document must hold: all of one of the alternatives."""
    needles = dict.fromkeys(plan.required for plan in plans)
    return [*needles] if all_words else [*dict.fromkeys((needle,) for required in needles for needle in required)]


def _documents_by_text(index: Index, alternatives: Sequence[Sequence[Needle]], where: Filter) -> Select[Any]:
    """Give documents by looking into the text of each that is seen: no dearer for what all others hold."""
    held = or_(*(and_(*map(index.is_in_text, needles)) for needles in alternatives))
    document, indexed = schema.document, schema.indexed
    tables = indexed.join(document, document.c.id == indexed.c.document_id)
    query = select(*_columns()).select_from(tables).where(document.c.id.in_(_seen(where)), held)
    return query.order_by(document.c.id.desc())


def _documents_by_index(index: Index, alternatives: Sequence[Sequence[Needle]], where: Filter) -> Select[Any]:
    """Give documents by the full-text index, which holds everybody's."""
    document, indexed, fulltext = schema.document, schema.indexed, index.fulltext
    tables = fulltext.join(indexed, indexed.c.document_id == fulltext.c.rowid).join(
        document, document.c.id == fulltext.c.rowid
    )
    query = select(*_columns()).select_from(tables)
    held = (index.holds(alternatives), index.unprobed_rowid.in_(_seen(where)))
    return query.where(*held).order_by(fulltext.c.rowid.desc())


def _columns() -> tuple[ColumnElement[Any], ...]:
    document, indexed = schema.document, schema.indexed
    return (document.c.id, document.c.language, document.c.sentence_count, indexed.c.forms, indexed.c.stems)


def _seen(where: Filter) -> Select[Any]:
    return select(schema.version.c.document_id).select_from(latest_versions()).where(where.condition())


def _lines(row: Row[Any], plan: Plan, *, all_words: bool) -> Iterator[Candidate]:
    columns = {"forms": row.forms, "stems": row.stems}
    weights = {needle.name: needle.weight for needle in plan.required}
    enough = len(weights) if all_words else 1
    counted = _count_by_line(plan.required, columns)
    excluded = _count_by_line(plan.excluded, columns)
    kept = [line for line in sorted(counted) if len(counted[line]) >= enough and line not in excluded]
    forms = row.forms.split("\n")[:-1] if kept else ()
    for line in kept:
        score = bm25(weights, counted[line], forms[line].count(" ") - 1, _AVERAGE_LENGTH)
        yield Candidate(row.id, row.language, line, row.sentence_count, len(forms), plan.required, score)


def _count_by_line(needles: Sequence[Needle], columns: dict[str, str]) -> dict[int, dict[str, int]]:
    """Count the needles that each line holds, by their names: found in the whole text, for most lines hold none."""
    counted: dict[int, dict[str, int]] = {}
    for needle in needles:
        text = columns[needle.column]
        line, seen = 0, 0
        at = text.find(needle.text)
        while at >= 0:
            line, seen = line + text.count("\n", seen, at), at
            counts = counted.setdefault(line, {})
            counts[needle.name] = counts.get(needle.name, 0) + 1
            at = text.find(needle.text, at + 1)
    return counted

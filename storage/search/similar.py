"""`similar`: the statements nearest to one, by what they mean on the whole and by the rare words they share."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage import schema
from storage.heads import read_issuers
from storage.records import SimilarStatement
from storage.search.hits import heads_of
from storage.search.meanings import Meanings, load_meanings
from storage.visibility import latest_versions
from summarizers.reading.kinds import spell_issuer
from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.candidates import Filter
    from storage.search.meanings import Packed

_COMPARED = 60
"""Documents nearest in meaning whose words are compared; without vectors, the newest."""

_TELLING = 40
"""Words of a text that stand for it: those that are rarest for how often they stand in it."""

_SHOWN_WORDS = 6

_WORDS_WEIGHT = 1.0
"""What the same telling words add to the same meaning."""

_LEAST_WORDS = 2
"""Telling words that both have, unless they have a heading in common: without either there is no reason to show."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """A document's telling words: their weights by stem, of length one, and how each is written."""

    weights: Mapping[str, float]
    written: Mapping[str, str]


async def find_similar(
    connection: AsyncConnection, document_id: int, where: Filter, limit: int
) -> tuple[SimilarStatement, ...]:
    """Give the statements nearest to one, at most `limit`, with what both have."""
    meanings = await _meanings(connection, document_id, where)
    profiles = await _profiles(connection, (document_id, *meanings))
    headings = await _headings(connection, (document_id, *meanings))
    heads = await heads_of(connection, (document_id, *meanings), where)
    own, own_headings = profiles[document_id], headings[document_id]
    found = []
    for each in meanings:
        shared = _shared(own, profiles[each])
        same_headings = tuple(heading for folded, heading in headings[each].items() if folded in own_headings)
        if same_headings or len(shared) >= _LEAST_WORDS:
            score = meanings[each] + _WORDS_WEIGHT * _cosine(own, profiles[each])
            found.append(_similar(heads[each], heads[document_id], score, shared, same_headings))
    return tuple(sorted(found, key=lambda each: (-each.score, -each.number))[:limit])


async def _meanings(connection: AsyncConnection, document_id: int, where: Filter) -> dict[int, float]:
    """Give the documents to be compared, and how near each is in meaning: the nearest, else (0) the newest."""
    packed = await load_meanings(connection, where)
    nearest = await asyncio.to_thread(_nearest, packed, document_id)
    if nearest:
        return nearest
    seen = select(schema.version.c.document_id).select_from(latest_versions()).where(where.condition())
    newest = seen.where(schema.version.c.document_id != document_id).order_by(schema.version.c.document_id.desc())
    return dict.fromkeys((await connection.execute(newest.distinct().limit(_COMPARED))).scalars(), 0.0)


def _nearest(packed: Sequence[Packed], document_id: int) -> dict[int, float]:
    meanings = Meanings.of(packed)
    ids = meanings.document_ids.tolist()
    if document_id not in ids:
        return {}
    means = meanings.means()
    likeness = dict(zip(ids, (means @ means[ids.index(document_id)]).tolist(), strict=True))
    del likeness[document_id]
    return dict(sorted(likeness.items(), key=lambda item: (-item[1], -item[0]))[:_COMPARED])


async def _profiles(connection: AsyncConnection, document_ids: Sequence[int]) -> dict[int, _Profile]:
    indexed, document = schema.indexed, schema.document
    query = (
        select(indexed, document.c.language)
        .select_from(indexed.join(document, document.c.id == indexed.c.document_id))
        .where(indexed.c.document_id.in_(document_ids))
    )
    rows = (await connection.execute(query)).all()
    return {row.document_id: await asyncio.to_thread(_profile, row) for row in rows}


def _profile(row: Row[Any]) -> _Profile:
    stems, forms = row.stems.split(), row.forms.split()
    stopped = stop_words(row.language)
    written = {stem: form for stem, form in zip(stems, forms, strict=True) if form not in stopped and form.isalpha()}
    weights = {
        stem: rarity(stem, row.language) * count**0.5 for stem, count in Counter(stems).items() if stem in written
    }
    telling = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]
    length = sum(weights[stem] ** 2 for stem in telling) ** 0.5 or 1.0
    return _Profile({stem: weights[stem] / length for stem in telling}, written)


def _cosine(one: _Profile, other: _Profile) -> float:
    return sum(weight * other.weights.get(stem, 0.0) for stem, weight in one.weights.items())


def _shared(one: _Profile, other: _Profile) -> tuple[str, ...]:
    """Give the telling words of both, those that make them alike most first."""
    both = {stem: weight * other.weights[stem] for stem, weight in one.weights.items() if stem in other.weights}
    return tuple(one.written[stem] for stem in sorted(both, key=lambda stem: (-both[stem], stem))[:_SHOWN_WORDS])


async def _headings(connection: AsyncConnection, document_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Give the headings of documents, by their folded form."""
    section = schema.section
    query = select(section.c.document_id, section.c.heading).where(
        section.c.document_id.in_(document_ids), section.c.heading.is_not(None)
    )
    headings: dict[int, dict[str, str]] = {document_id: {} for document_id in document_ids}
    for document_id, heading in await connection.execute(query.order_by(section.c.document_id, section.c.ordinal)):
        headings[document_id].setdefault(fold(heading), heading)
    return headings


def _similar(
    head: Row[Any], own: Row[Any], score: float, words: tuple[str, ...], headings: tuple[str, ...]
) -> SimilarStatement:
    ours = {spell_issuer(issuer) for issuer in read_issuers(own.issuers)}
    issuers = read_issuers(head.issuers)
    return SimilarStatement(
        number=head.number,
        version_id=head.id,
        title=head.title,
        issuers=issuers,
        dated=head.event_date or head.published,
        score=score,
        shared_issuers=tuple(issuer for issuer in issuers if spell_issuer(issuer) in ours),
        shared_headings=headings,
        shared_words=words,
    )

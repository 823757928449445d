"""`ask_all`: words and meaning name the likeliest paragraphs of everything that may be seen, `ask` scores them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from storage.heads import read_issuers
from storage.records import Answers, FoundPassage
from storage.search.candidates import find_candidates
from storage.search.excerpts import Compilation, load_excerpts
from storage.search.hits import heads_of
from storage.search.meanings import Meanings, load_meanings
from storage.search.question import Question
from summarizers.vocabulary.bm25 import K1

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from storage.search.candidates import Candidate, Filter
    from storage.search.excerpts import Excerpt, Placed
    from storage.search.meanings import Packed, Place
    from summarizers.finding.asking import Passage

_STATEMENTS = 8
"""Statements that are asked, unless more are wanted."""

_SENTENCES = 3
"""Sentences of a statement whose paragraphs are asked."""

_WORDS_WEIGHT = 0.5
"""What a full match of words adds to a full likeness of meaning, as in `ask`."""


_LEAST_SCORE = 0.75
"""What `ask` must give a passage for an answer. Absolute, for among many statements there is always one that stands
out."""

_LEAST_SCORE_OF_WORDS = 0.08
"""The same in languages without word vectors, where a fifth of the question's words is the score."""


async def ask_all(connection: AsyncConnection, text: str, where: Filter, limit: int) -> Answers:
    """Give the passages that answer a question, one a statement, at most `limit`; and further ones of these."""
    question = await asyncio.to_thread(Question.of, text)
    found = await find_candidates(connection, question, where, all_words=False)
    packed = await load_meanings(connection, where)
    likeliest = await asyncio.to_thread(_choose, question, packed, found.lines, max(limit, _STATEMENTS))
    excerpts = await load_excerpts(connection, likeliest)
    placed = await asyncio.to_thread(_judge, excerpts, text)
    heads = await heads_of(connection, likeliest, where)
    placed.sort(key=lambda each: (-each.passage.score, -heads[each.document_id].number, each.passage.start))
    nearest = [_passage(heads[document_id], passage) for document_id, _, passage in placed]
    fitting = [passage for passage, each in zip(nearest, placed, strict=True) if _fits(each.language, each.passage)]
    first = {passage.number: passage for passage in reversed(fitting)}
    best = tuple(passage for passage in fitting if passage is first[passage.number])[:limit]
    shown = {passage.number for passage in best}
    more = tuple(passage for passage in fitting if passage.number in shown and passage not in best)
    return Answers(best, more, () if best else tuple(nearest[:limit]), found.is_capped)


def _choose(
    question: Question, packed: Sequence[Packed], lines: Sequence[Candidate], most: int
) -> dict[int, list[int]]:
    """Give the likeliest statements' documents, the likeliest first, with the ordinals of their likeliest sentences."""
    shares = _shares(lines)
    scores = {place: _WORDS_WEIGHT * share for place, share in shares.items()}
    for place, likeness in Meanings.of(packed).nearest(question.vector, list(shares)).items():
        scores[place] = scores.get(place, 0.0) + likeness
    chosen: dict[int, list[int]] = defaultdict(list)
    for document_id, ordinal in sorted(scores, key=lambda place: (-scores[place], -place[0], place[1])):
        if document_id in chosen or len(chosen) < most:
            chosen[document_id].append(ordinal)
    return {document_id: ordinals[:_SENTENCES] for document_id, ordinals in chosen.items()}


def _shares(lines: Sequence[Candidate]) -> dict[Place, float]:
    """Give the share of the question's words that each sentence holds, names of one country counted once."""
    shares = {}
    for line in lines:
        if line.line < line.sentence_count:
            whole = max(sum(needle.weight for needle in line.needles), 1e-9) * (K1 + 1.0)
            shares[line.document_id, line.line] = min(1.0, line.score / whole)
    return shares


def _judge(excerpts: Sequence[Excerpt], text: str) -> list[Placed]:
    """Give the passages of all paragraphs as `ask` scores them, best first; each language is asked by itself."""
    from summarizers.finding import nearest_passages

    placed: list[Placed] = []
    for language in dict.fromkeys(excerpt.language for excerpt in excerpts):
        compilation = Compilation.of([excerpt for excerpt in excerpts if excerpt.language == language])
        placed += map(compilation.place, nearest_passages(compilation.document, text, limit=len(excerpts)))
    return sorted(placed, key=lambda each: (-each.passage.score, -each.document_id, each.passage.start))


def _fits(language: str, passage: Passage) -> bool:
    from summarizers.finding import meaning

    return passage.score >= (_LEAST_SCORE if language in meaning.LANGUAGES else _LEAST_SCORE_OF_WORDS)


def _passage(head: Row[Any], passage: Passage) -> FoundPassage:
    return FoundPassage(
        number=head.number,
        version_id=head.id,
        title=head.title,
        issuers=read_issuers(head.issuers),
        dated=head.event_date or head.published,
        section=passage.section,
        heading=passage.heading,
        paragraph=passage.paragraph,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        sentence=passage.sentence,
        lit=passage.lit,
        score=passage.score,
    )

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
    from collections.abc import Iterable, Mapping, Sequence

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


_READ = 4
"""Statements whose best passage is read in context, under their title: those that score best by words and word vectors.
Some 15 ms each; with three times as many the right one comes first as often (dev questions of `benchmarks.ask_all`)."""

_LEAST_SCORE = 1.35
"""What a passage must have for an answer. Absolute, for among many statements there is always one that stands out. On the
dev questions of `benchmarks.ask_all` a quarter of those without an answer is answered, and 41 of 74 with one."""

_LEAST_SCORE_OF_MORE = 0.5
"""What a further passage of a statement that answers must have by words and word vectors alone."""

_LEAST_SCORE_OF_WORDS = 0.08
"""The same in languages without word vectors, where a fifth of the question's words is the score."""


async def ask_all(connection: AsyncConnection, text: str, where: Filter, limit: int) -> Answers:
    """Give the passages that answer a question, one a statement, at most `limit`; and further ones of these."""
    question = await asyncio.to_thread(Question.of, text)
    found = await find_candidates(connection, question, where, all_words=False)
    packed = await load_meanings(connection, where)
    likeliest = await asyncio.to_thread(_choose, question, packed, found.lines, max(limit, _STATEMENTS))
    excerpts = await load_excerpts(connection, likeliest)
    heads = await heads_of(connection, likeliest, where)
    placed = await asyncio.to_thread(_judge, excerpts, text, heads, max(limit, _READ))
    judged = [(_passage(heads[each.document_id], each.passage), each) for each in placed]
    first = {passage.number: passage for passage, _ in reversed(judged)}
    best = tuple(passage for passage, each in judged if passage is first[passage.number] and _fits(each))[:limit]
    shown = {passage.number for passage in best}
    more = tuple(
        passage for passage, each in judged if passage.number in shown and passage not in best and _fits_too(each)
    )
    nearest = tuple(passage for passage, _ in judged[:limit])
    return Answers(best, more, () if best else nearest, found.is_capped)


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


def _judge(excerpts: Sequence[Excerpt], text: str, heads: Mapping[int, Row[Any]], most: int) -> list[Placed]:
    """Give the passages of all paragraphs, best first; each language is asked by itself."""
    from summarizers.finding import nearest_passages

    placed: list[Placed] = []
    for language in dict.fromkeys(excerpt.language for excerpt in excerpts):
        compilation = Compilation.of([excerpt for excerpt in excerpts if excerpt.language == language])
        placed += map(compilation.place, nearest_passages(compilation.document, text, limit=len(excerpts)))
    return _best_first(_read(_best_first(placed, heads), text, heads, most), heads)


def _best_first(placed: Iterable[Placed], heads: Mapping[int, Row[Any]]) -> list[Placed]:
    """Among equals the statement's number decides, never the document's: that one tells when *anybody* stored the text."""
    return sorted(placed, key=lambda each: (-each.passage.score, -heads[each.document_id].number, each.passage.start))


def _read(placed: Sequence[Placed], text: str, heads: Mapping[int, Row[Any]], most: int) -> list[Placed]:
    """Read the best passage of the likeliest statements in context, and add how near the question comes to it."""
    from summarizers.finding import meaning, nearness_in_context

    first: dict[int, Placed] = {}
    for each in placed:
        if each.language in meaning.LANGUAGES:
            first.setdefault(each.document_id, each)
    likeliest = list(first.values())[:most]
    texts = [f"{heads[each.document_id].title or ''}. {_best_sentence(each.passage)}" for each in likeliest]
    near = dict(zip((each.document_id for each in likeliest), nearness_in_context(text, texts), strict=True))
    return [
        each.read_in_context(near[each.document_id])
        if each.document_id in near and each is first[each.document_id]
        else each
        for each in placed
    ]


def _best_sentence(passage: Passage) -> str:
    start, end = passage.sentence
    return passage.text[start - passage.start : end - passage.start]


def _fits(placed: Placed) -> bool:
    """Say whether a statement's best passage answers; in English only what was read in context can."""
    from summarizers.finding import meaning

    if placed.language in meaning.LANGUAGES:
        return placed.is_read and placed.passage.score >= _LEAST_SCORE
    return placed.passage.score >= _LEAST_SCORE_OF_WORDS


def _fits_too(placed: Placed) -> bool:
    """Say whether a further passage of a statement that answers is worth naming, by words and word vectors alone."""
    from summarizers.finding import meaning

    is_english = placed.language in meaning.LANGUAGES
    return placed.passage.score >= (_LEAST_SCORE_OF_MORE if is_english else _LEAST_SCORE_OF_WORDS)


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

"""Judges of choice: each gives one figure a document for an engine, between 0 and 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rouge_score.rouge_scorer import RougeScorer

from benchmarks import choice_data as data
from summarizers.choosing import Budget, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.choice_data import KeyPoints, Span

Figures = dict[str, float]
"""Figure by document."""

_HALF = 0.5
_CALL_SENTENCES = 5
_COMMITTEE_SENTENCES = 4


def judge_calls(engine: str, part: str) -> Figures:
    """ROUGE-2 F1, stemmed, of five sentences against the agency's bullet points."""
    figures = {}
    for call in data.calls(part):
        chosen = choose(call.sentences, budget=Budget(sentences=_CALL_SENTENCES), engine=engine)
        prediction = "\n".join(call.sentences[choice.index] for choice in chosen)
        figures[call.id] = _rouge().score("\n".join(call.reference), prediction)["rouge2"].fmeasure
    return figures


def judge_emphasis(engine: str, part: str) -> Figures:
    """Give the share found of the sentences that the issuer set bold, with as many choices."""
    figures = {}
    for item in data.emphasised(part):
        sentences = item.statement.sentences
        chosen = choose(item.statement.document, budget=Budget(sentences=len(item.spans)), engine=engine)
        spans = [sentences[choice.index] for choice in chosen]
        figures[item.statement.id] = sum(is_carried(span, spans) for span in item.spans) / len(item.spans)
    return figures


def random_emphasis(part: str) -> Figures:
    """Give what choosing at random would find."""
    return {
        item.statement.id: min(1.0, len(item.spans) / len(item.statement.document.sentences))
        for item in data.emphasised(part)
    }


_DECISION = re.compile(
    r"\b(?:decided|voted|will maintain|will keep|reaffirmed its view|is maintaining|unanimously approved)\b"
    r"(?=.*\b(?:federal funds rate|funds rate|discount rate)\b)",
    re.DOTALL,
)
"""The sentence that sets the rate: a verb of decision with the rate as its object."""

_EXPECTS = re.compile(r"\b(?:anticipates|expects|likely|will be appropriate)\b")


def judge_decisions(engine: str, part: str) -> Figures:
    """Whether four sentences hold the decision on the rate; statements without one are left out."""
    figures = {}
    for statement in data.committee_statements(part):
        deciding = {
            index
            for index, sentence in enumerate(statement.document.sentences)
            if _DECISION.search(sentence.text) and not _EXPECTS.search(sentence.text)
        }
        if deciding:
            chosen = choose(statement.document, budget=Budget(sentences=_COMMITTEE_SENTENCES), engine=engine)
            figures[statement.id] = float(any(choice.index in deciding for choice in chosen))
    return figures


def judge_points(engine: str, part: str) -> Figures:
    """Give the share of a reader's points carried within the reader's budget."""
    return {item.statement.id: _share(item, _chosen(item, engine)) for item in data.key_points(part)}


def judge_never_missed(engine: str, part: str) -> Figures:
    """Give the share carried of the points that may never be missed."""
    figures = {}
    for item in data.key_points(part):
        points = [point for point in item.points if point.is_never_missed]
        spans = _chosen(item, engine)
        if points:
            carried = sum(any(is_carried(carrier, spans) for carrier in point.carriers) for point in points)
            figures[item.statement.id] = carried / len(points)
    return figures


def oracle_points(part: str) -> Figures:
    """Give the share of a reader's points that a greedy choice carries which knows them."""
    figures = {}
    for item in data.key_points(part):
        spans: list[Span] = []
        for _ in range(item.budget):
            spans.append(max(item.statement.sentences, key=lambda span: _share(item, [*spans, span])))
        figures[item.statement.id] = _share(item, spans)
    return figures


def _chosen(item: KeyPoints, engine: str) -> list[Span]:
    sentences = item.statement.sentences
    chosen = choose(item.statement.document, budget=Budget(sentences=item.budget), engine=engine)
    return [sentences[choice.index] for choice in chosen]


def _share(item: KeyPoints, spans: Sequence[Span]) -> float:
    carried = sum(any(is_carried(carrier, spans) for carrier in point.carriers) for point in item.points)
    return carried / len(item.points)


def is_carried(carrier: Span, spans: Sequence[Span]) -> bool:
    """Whether at least half of a span is shown."""
    start, end = carrier
    shown = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in spans)
    return shown >= _HALF * (end - start)


@lru_cache(maxsize=1)
def _rouge() -> RougeScorer:
    return RougeScorer(["rouge2"], use_stemmer=True)


JUDGES: dict[str, Callable[[str, str], Figures]] = {
    "calls": judge_calls,
    "emphasis": judge_emphasis,
    "decisions": judge_decisions,
    "points": judge_points,
    "never missed": judge_never_missed,
}
"""Every judge by its name."""

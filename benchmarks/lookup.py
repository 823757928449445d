"""Measure lookup: questions in other words than the text's, questions without an answer, and long passages of debates.

Usage: BRIEFBOT_SHARED=<folder> python -m benchmarks.lookup [--part dev|test] [--each]

Questions are in `benchmarks/gold`; the texts they are about and the debates are in `$BRIEFBOT_SHARED/data`. A passage is
right if it shares at least half of its characters, or of the answer's, with an answer. Plain BM25 sees the same
passages, tokens and document frequencies, and nothing else. Whether a passage answers is learnt from the dev questions:
see `benchmarks/lookup_learn.py` for cross-validated figures. Intervals: bootstrap, 2,000 samples, 95 %.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizers.finding import ask, rank_passages
from summarizers.finding.passages import cut_passages
from summarizers.reading.reader import read
from summarizers.vocabulary.bm25 import score_texts
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizers.reading.document import Document

GOLD = Path(__file__).parent / "gold"
NOT_FOUND = 1_000
"""The rank of an answer that is not among the passages."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a statement; no answers where the statement says nothing on it."""

    statement: str
    question: str
    answers: tuple[tuple[int, int], ...]


class Statement:
    """A statement's input, and the document read from it, with spans brought back to the input."""

    def __init__(self, text: str) -> None:
        self.document: Document = read(text)
        self._places = [at for at, character in enumerate(text) if not character.isspace()]
        self._bare = "".join(text.split())

    def span_of(self, passage: str) -> tuple[int, int]:
        """Give the span of a passage of the body in the input (white space aside)."""
        bare = re.sub(r"\s+", "", passage)
        start = self._bare.find(bare)
        return (self._places[start], self._places[start + len(bare) - 1] + 1) if bare and start >= 0 else (-1, -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--each", action="store_true", help="print every question with its rank")
    arguments = parser.parse_args()
    shared = Path(os.environ["BRIEFBOT_SHARED"]) / "data"
    questions = load_questions(arguments.part)
    statements = {name: Statement(text) for name, text in load_texts(shared, {q.statement for q in questions}).items()}
    ranks, plain, answered = judge_questions(questions, statements, each=arguments.each)
    print(f"\nquestions in other words, part {arguments.part}: {len(ranks)} over {len(statements)} statements")
    report(ranks, plain)
    print(
        "right passage shown first (declined counts as wrong):",
        share([rank == 0 for rank, shown in answered[0] if shown]),
    )
    first = [shown and rank == 0 for rank, shown in answered[0]]
    print(f"  of all {len(first)}: {interval(first)}; declined {sum(not shown for _, shown in answered[0])}")
    print(f"questions without an answer: {sum(answered[1])} of {len(answered[1])} answered")
    print(f"a question to a statement that was asked before: {warm_ms(questions, statements):.1f} ms (median)")
    ranks, plain = judge_debates(shared / "lookup" / "qmsum-committee-dev.jsonl")
    print(f"\nlong passages of committee debates: {len(ranks)} questions and topics")
    report(ranks, plain)


def load_questions(part: str) -> list[Question]:
    questions = []
    for name in ("questions-dev-2.jsonl", "questions.jsonl"):
        for line in (GOLD / name).read_text("utf-8").splitlines():
            record = json.loads(line)
            if record["part"] == part:
                answers = tuple((start, end) for start, end in record["answers"])
                questions.append(Question(record["id"], record["question"], answers))
    return questions


def load_texts(shared: Path, names: set[str]) -> dict[str, str]:
    texts = {}
    for line in (shared / "statements" / "whitehouse.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in names:
            texts[record["id"]] = record["text"]
    for name in names - set(texts):
        path = shared / "statements" / f"{name}.txt"
        if not path.exists():
            path = next((shared / "statements").glob(f"{name}*.txt"))
        texts[name] = path.read_text("utf-8")
    return texts


def judge_questions(
    questions: Sequence[Question], statements: dict[str, Statement], *, each: bool
) -> tuple[list[int], list[int], tuple[list[tuple[int, bool]], list[bool]]]:
    """Give the ranks of the right passage with us and with BM25, and what was answered at all."""
    ranks, plain = [], []
    answered: tuple[list[tuple[int, bool]], list[bool]] = ([], [])
    for question in questions:
        statement = statements[question.statement]
        given = ask(statement.document, question.question)
        if not question.answers:
            answered[1].append(bool(given.passages))
        else:
            ordered = ask(statement.document, question.question, limit=NOT_FOUND, decline=False).passages
            ranks.append(_rank((statement.span_of(passage.text) for passage in ordered), question.answers))
            plain.append(_rank(_plain_order(statement, question.question), question.answers))
            answered[0].append((ranks[-1], bool(given.passages)))
        if each:
            rank = f"{ranks[-1]:4d}" if question.answers else "none"
            print(rank, "answers " if given.passages else "declines", question.question)
    return ranks, plain, answered


def warm_ms(questions: Sequence[Question], statements: dict[str, Statement]) -> float:
    """Give the median time of a question to a statement that another question was put to just before."""
    times = []
    for before, question in pairwise(questions):
        document = statements[question.statement].document
        ask(document, before.question)
        start = perf_counter()
        ask(document, question.question)
        times.append(1_000 * (perf_counter() - start))
    return float(np.median(times))


def judge_debates(path: Path) -> tuple[list[int], list[int]]:
    """Give the ranks of the first right passage with us and with BM25."""
    ranks, plain = [], []
    for line in path.read_text("utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        passages = [": ".join(filter(None, (turn.get("speaker"), turn["text"]))) for turn in record["passages"]]
        tokens = [tokenize(passage) for passage in passages]
        for query in record["queries"]:
            right = {at for first, last in query["spans"] for at in range(first, last + 1)}
            ranks.append(next(rank for rank, at in enumerate(rank_passages(passages, query["query"])) if at in right))
            scores = score_texts(tokenize(query["query"]), tokens)
            order = np.argsort(-np.array(scores), kind="stable")
            plain.append(next(rank for rank, at in enumerate(order) if int(at) in right))
    return ranks, plain


def report(ranks: Sequence[int], plain: Sequence[int]) -> None:
    print(f"  {'':10} {'first':24} {'among three':24} mean reciprocal rank")
    for name, these in (("briefbot", ranks), ("plain BM25", plain)):
        reciprocal = float(np.mean([1 / (rank + 1) if rank < NOT_FOUND else 0.0 for rank in these]))
        print(
            f"  {name:10} {interval([r == 0 for r in these]):24} {interval([r < 3 for r in these]):24} {reciprocal:.3f}"
        )
    gain = [float(ours == 0) - float(theirs == 0) for ours, theirs in zip(ranks, plain, strict=True)]
    print(f"  difference first: {interval(gain)}")


def interval(values: Sequence[float | bool]) -> str:
    """Give the mean with its bootstrap interval."""
    sample = np.asarray(values, dtype=float)
    means = np.random.default_rng(0).choice(sample, (2_000, len(sample))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{sample.mean():.3f} [{low:.3f}, {high:.3f}]"


def share(values: Sequence[bool]) -> str:
    return f"{sum(values)} of {len(values)} shown"


def _plain_order(statement: Statement, question: str) -> Iterable[tuple[int, int]]:
    """Give the spans of passages in BM25's order."""
    document = statement.document
    stretches = cut_passages(document)
    texts = [document.body[document.sentences[s.first].start : document.sentences[s.last - 1].end] for s in stretches]
    scores = score_texts(tokenize(question), [tokenize(text) for text in texts])
    for at in np.argsort(-np.array(scores), kind="stable"):
        yield statement.span_of(texts[at])


def _rank(spans: Iterable[tuple[int, int]], answers: Sequence[tuple[int, int]]) -> int:
    return next(
        (rank for rank, span in enumerate(spans) if any(_is_right(span, answer) for answer in answers)), NOT_FOUND
    )


def _is_right(span: tuple[int, int], answer: tuple[int, int]) -> bool:
    common = min(span[1], answer[1]) - max(span[0], answer[0])
    return common >= 0.5 * min(span[1] - span[0], answer[1] - answer[0]) > 0


if __name__ == "__main__":
    main()

"""Learn whether a passage answers: the table of weights in `summarizers/finding/fitness.py`.

Usage: BRIEFBOT_SHARED=<folder> python -m benchmarks.lookup_learn [--pull 0.02] [--prose]

Logistic regression over the dev questions of `benchmarks/lookup.py`, those with an answer and those without, weights
pulled towards nothing. Figures are cross-validated by statement, ten folds drawn ten times: every question is judged by
weights that were learnt from questions about other statements. `--prose` first makes `official_prose.npy`, the mean
vector of official prose, from statements of the White House of 2021 that no question is about.
"""

from __future__ import annotations

import argparse
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

import summarizers.finding
from benchmarks.lookup import interval, load_questions, load_texts
from summarizers.finding import fitness
from summarizers.finding.asking import read_question
from summarizers.finding.framing import unframe
from summarizers.finding.sentence_vectors import encode
from summarizers.finding.studying import study
from summarizers.finding.weighing import Weighed
from summarizers.reading.reader import read
from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from summarizers.reading.document import Document

    Numbers = NDArray[np.float64]

_FOLDS = 10
_DRAWS = 10
_SHARES = (0.02, 0.04, 0.06, 0.1, 0.2)
"""Shares of the questions without an answer that may be answered."""

_OWN_WORDS = 0.2
"""What a question in a statement's own words counts beside one that a person wrote."""

_HEADINGS, _KEYWORDS = 4, 3
"""Questions in its own words that a statement gives."""

_FRAMES = ("{}", "{}?", "What does it say about {}?", "{}", "What was agreed on {}?", "Is anything said on {}?")
"""How people put such words."""

_SENTENCES = 15
"""Sentences of a statement that count as official prose."""


@dataclass(frozen=True)
class Lessons:
    """What is told of each question (rows), whether it has an answer, and the statement that it is about."""

    names: tuple[str, ...]
    told: Numbers
    has_answer: NDArray[np.bool_]
    statements: NDArray[np.str_]
    counts: Numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pull", type=float, default=0.003)
    parser.add_argument("--prose", action="store_true")
    arguments = parser.parse_args()
    shared = Path(os.environ["BRIEFBOT_SHARED"]) / "data"
    if arguments.prose:
        make_prose(shared)
    lessons = gather(shared)
    report(lessons, arguments.pull)
    constant, weights = learn(lessons.told, lessons.has_answer, lessons.counts, arguments.pull)
    print(f'    "constant": {constant:.2f},')
    for name, weight in zip(lessons.names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


def make_prose(shared: Path) -> None:
    """Write the mean vector of official prose beside the code that reads it."""
    asked = {question.statement for question in load_questions("dev")}
    rows = []
    for line in (shared / "statements" / "whitehouse.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["date"].startswith("2021") and record["id"] not in asked:
            sentences = read(record["text"]).sentences[:_SENTENCES]
            rows += [encoded.whole for encoded in encode([sentence.text for sentence in sentences])]
    target = Path(summarizers.finding.__path__[0]) / "official_prose.npy"
    np.save(target, np.mean(rows, axis=0).astype(np.float32))
    fitness.official_prose.cache_clear()


def gather(shared: Path) -> Lessons:
    """Ask every dev question, and questions in the statements' own words, and give what is told of each."""
    questions = load_questions("dev")
    texts = load_texts(shared, {question.statement for question in questions})
    documents = {name: read(text) for name, text in sorted(texts.items())}
    lessons = [(question.statement, question.question, bool(question.answers), 1.0) for question in questions]
    lessons += [(*lesson, _OWN_WORDS) for lesson in own_words(documents)]
    told = []
    for statement, framed, _, _ in lessons:
        question = unframe(framed)
        studied = study(documents[statement], question)
        told.append(fitness.describe(Weighed(studied, read_question(studied, question))))
    return Lessons(
        tuple(told[0]),
        np.array([list(each.values()) for each in told]),
        np.array([has_answer for _, _, has_answer, _ in lessons]),
        np.array([statement for statement, _, _, _ in lessons]),
        np.array([counts for _, _, _, counts in lessons]),
    )


def own_words(documents: Mapping[str, Document]) -> Iterator[tuple[str, str, bool]]:
    """Give headings and the rarest words of sentences: with an answer in their own statement, without in another."""
    names = list(documents)
    for at, name in enumerate(names):
        document = documents[name]
        headings = [section.heading for section in document.sections if section.heading]
        sentences = sorted(document.sentences, key=lambda sentence: zlib.crc32(sentence.text.encode()))
        asked = [*headings[:_HEADINGS], *(_rarest_words(sentence.text) for sentence in sentences[:_KEYWORDS])]
        for number, words in enumerate(asked, at):
            question = _FRAMES[number % len(_FRAMES)].format(words)
            yield name, question, True
            yield names[(at + 7) % len(names)], question, False


def _rarest_words(text: str) -> str:
    """Give the two rarest words of a text, in its order."""
    tokens = {token.stem: token for token in tokenize(text)}
    rarest = sorted(tokens.values(), key=lambda token: -rarity(token.stem))[:2]
    return " ".join(text[token.start : token.end] for token in sorted(rarest, key=lambda token: token.start))


def learn(told: Numbers, has_answer: NDArray[np.bool_], counts: Numbers, pull: float) -> tuple[float, Numbers]:
    """Give the constant and the weights; the pull acts on weights of features scaled to a variance of 1."""
    middle, spread = told.mean(axis=0), told.std(axis=0) + 1e-9
    share = counts / counts.sum()
    scaled = np.c_[np.ones(len(told)), (told - middle) / spread]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = scaled @ weights
        away = share * (1 / (1 + np.exp(-logits)) - has_answer)
        held = np.r_[0.0, weights[1:]]
        mean_loss = float(share @ np.logaddexp(0.0, np.where(has_answer, -logits, logits)))
        return mean_loss + pull * float(held @ held), scaled.T @ away + 2 * pull * held

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return float(found[0] - weights @ middle), weights


def cross_validate(lessons: Lessons, pull: float, draw: int) -> Numbers:
    """Give the odds of each question by weights learnt from other statements; `draw` shuffles the folds."""
    statements = np.unique(lessons.statements)
    order = np.random.default_rng(draw).permutation(len(statements))
    folds = dict(zip(statements[order], np.arange(len(statements)) % _FOLDS, strict=True))
    fold_of = np.array([folds[statement] for statement in lessons.statements])
    odds = np.zeros(len(lessons.told))
    for fold in range(_FOLDS):
        held = fold_of == fold
        constant, weights = learn(lessons.told[~held], lessons.has_answer[~held], lessons.counts[~held], pull)
        odds[held] = constant + lessons.told[held] @ weights
    return odds


def report(lessons: Lessons, pull: float) -> None:
    """Print what declining costs, cross-validated, and the odds to ask for."""
    draws = np.array([cross_validate(lessons, pull, draw) for draw in range(_DRAWS)])
    real = lessons.counts == 1.0
    yes, no = draws[:, lessons.has_answer & real], draws[:, ~lessons.has_answer & real]
    own, others = draws[:, lessons.has_answer & ~real], draws[:, ~lessons.has_answer & ~real]
    print(
        f"a pair told apart: {np.mean([(one[:, None] > other).mean() for one, other in zip(yes, no, strict=True)]):.3f}"
    )
    for share in _SHARES:
        least = np.quantile(no, 1 - share)
        print(
            f"odds of {least:5.2f}: answered without an answer {interval((no > least).mean(axis=0))}, "
            f"declined with one {interval((yes <= least).mean(axis=0))}, "
            f"own words answered {(own > least).mean():.2f}, others' words {(others > least).mean():.2f}"
        )


if __name__ == "__main__":
    main()

"""Whether the best passage answers a question at all: a logistic regression over a few things that can be told.

Asked for in other words, what a text says and what it only touches on look much alike, and a wrong answer is worse than
none: so it is careful, and what is declined keeps its nearest passages. A question that holds a few of the passage's
words and not the others rather misses it; one that holds none says it in other words, one that holds all asks for it.

The table of weights is made by `python -m benchmarks.lookup_learn` from the dev questions in `benchmarks/gold`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from summarizers.vocabulary.stopwords import stop_words

if TYPE_CHECKING:
    from summarizers.finding.meaning import Vectors
    from summarizers.finding.scoring import Scores
    from summarizers.finding.weighing import Weighed

_FIGURE_WANTED = re.compile(
    r"\bhow (?:many|much|old|big|large|high|far|often)\b"
    r"|\b(?:what|which)\b.*\b(?:age|amount|cost|number|percentage|price|rate|share|size|sum|total)\b",
    re.IGNORECASE,
)
_DATE_WANTED = re.compile(r"\b(?:when|how (?:long|soon)|(?:what|which) (?:date|day|month|week|year))\b", re.IGNORECASE)
_NUMBER = (
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|trillions?|half|quarter|third|percent|per cent|double|twice)\b"
)
_FIGURE = re.compile(_NUMBER, re.IGNORECASE)
_DATE = re.compile(
    rf"{_NUMBER}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday|tonight|weeks?|months?|years?|days?"
    r"|spring|summer|autumn|fall|winter|until|soon|immediately)\b",
    re.IGNORECASE,
)

WEIGHTS: dict[str, float] = {
    "constant": -3.47,
    "alike": 1.20,
    "alike beside others": 0.30,
    "tokens near": 0.79,
    "tokens near beside others": 0.42,
    "margin": 7.78,
    "farthest word": 3.27,
    "like official prose": 4.87,
    "words held": -3.10,
    "all words held": 2.17,
    "country missing": -2.56,
    "figure wanted": -0.05,
    "figure missing": -4.41,
    "date missing": -1.27,
}
"""By what a passage is judged, in units of its own: the sum is the logarithm of the odds that it answers."""

LEAST_ODDS = 1.1
"""The logarithm of the odds from which a passage is given as an answer.

By questions in other words about statements that the weights were not learnt from, part "dev" (cross-validated): at
0.8 one in ten without an answer is answered and half of those with one declined; at 1.0 one in seventeen and four of
seven; at 1.3 one in 25 and two of three. Of what is given, nineteen of twenty are the right passage.
"""

_ALL = 0.99
"""The share of a question's words, by weight, that counts as all of them."""

_USUAL_SPREAD = 0.1
"""The standard deviation of the likeness of a statement's sentences to a question: 0.08 in the middle of the dev questions."""

_USUAL_WEIGHT = 10


def fits(weighed: Weighed) -> bool:
    """Say whether the best passage answers: by the odds, or since its heading holds each word of the question."""
    return judge(weighed) >= LEAST_ODDS or _is_asked_by_heading(weighed)


def _is_asked_by_heading(weighed: Weighed) -> bool:
    stretch = weighed.study.stretches[int(weighed.scores.argmax())]
    heading = weighed.study.headings[stretch.section].counts()
    return bool(weighed.weights) and all(term in heading for term in weighed.weights)


def judge(weighed: Weighed) -> float:
    """Give the logarithm of the odds that the best passage answers."""
    told = describe(weighed)
    return WEIGHTS["constant"] + sum(WEIGHTS[name] * value for name, value in told.items())


def describe(weighed: Weighed) -> dict[str, float]:
    """Give what can be told of a question and of the passage that fits it best."""
    best = int(weighed.scores.argmax())
    stretch = weighed.study.stretches[best]
    sentence = stretch.first + int(weighed.by_sentence[stretch.first : stretch.last].argmax())
    near = weighed.near.mean(axis=1)
    held = _words_held(weighed, best)
    return {
        "alike": max(float(weighed.alike[sentence]), float(weighed.headings[stretch.section])),
        "alike beside others": _beside_others(weighed, weighed.alike, sentence),
        "tokens near": float(near[sentence]),
        "tokens near beside others": _beside_others(weighed, near, sentence),
        "margin": _margin(weighed, best),
        "farthest word": _farthest_word(weighed),
        "like official prose": float(official_prose() @ weighed.asked.whole),
        "words held": held,
        "all words held": float(held > _ALL),
        "country missing": float(bool({m.concept for m in weighed.query.mentions} - weighed.study.concepts)),
        **_exactness(weighed.query.text, weighed.study.document.body[slice(*_span(weighed, best))]),
    }


def _beside_others(weighed: Weighed, values: Scores, sentence: int) -> float:
    """Give how far a sentence stands out from the others that were read, in standard deviations.

    Few sentences tell little of how much others vary: the usual spread counts as much as ten of them.
    """
    others = values[[at for at in weighed.read if at != sentence]]
    if not len(others):
        return 0.0
    variance = (len(others) * others.var() + _USUAL_WEIGHT * _USUAL_SPREAD**2) / (len(others) + _USUAL_WEIGHT)
    return float((values[sentence] - others.mean()) / variance**0.5)


def _margin(weighed: Weighed, best: int) -> float:
    """Give what the best passage has over the best of another paragraph."""
    stretches = weighed.study.stretches
    elsewhere = [
        float(score)
        for score, stretch in zip(weighed.scores, stretches, strict=True)
        if stretch.paragraph != stretches[best].paragraph
    ]
    return float(weighed.scores[best]) - max(elsewhere, default=0.0)


def _farthest_word(weighed: Weighed) -> float:
    """Give how near the text comes to that word of the question which it comes least near to."""
    near = np.maximum(weighed.near.max(axis=0), weighed.headings_near)
    stopped = stop_words(weighed.study.names.language)
    values = []
    for word in weighed.spelt_out.tokens:
        pieces = [at for at, (start, end) in enumerate(weighed.asked.spans) if start < word.end and end > word.start]
        if pieces and word.form not in stopped:
            values.append(float(near[pieces].mean()))
    return min(values, default=float(near.mean()))


def _words_held(weighed: Weighed, best: int) -> float:
    """Give the share of the question's terms, by weight, that the passage or its heading holds.

    A name counts as held by whatever name the passage calls the same thing.
    """
    study, stretch, query = weighed.study, weighed.study.stretches[best], weighed.query
    held = {*study.counts[best], *study.headings[stretch.section].counts()}
    in_names = {query.tokens[at].stem for mention in query.mentions for at in range(mention.first, mention.last + 1)}
    weights = {term: weight for term, weight in weighed.weights.items() if term not in in_names}
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / whole if whole else 0.0


def _exactness(question: str, passage: str) -> dict[str, float]:
    """Give whether a figure or a date is asked for, and whether the passage lacks one."""
    is_figure, is_date = bool(_FIGURE_WANTED.search(question)), bool(_DATE_WANTED.search(question))
    return {
        "figure wanted": float(is_figure),
        "figure missing": float(is_figure and not _FIGURE.search(passage)),
        "date missing": float(is_date and not _DATE.search(passage)),
    }


def _span(weighed: Weighed, best: int) -> tuple[int, int]:
    stretch, sentences = weighed.study.stretches[best], weighed.study.document.sentences
    return sentences[stretch.first].start, sentences[stretch.last - 1].end


@cache
def official_prose() -> Vectors:
    """Give the mean of the vectors of sentences of official prose: a question far from it asks for something else."""
    vector: Vectors = np.load(Path(__file__).with_name("official_prose.npy")).astype(np.float32)
    return vector

"""Key points and never-missed points by kind of document, beside sumy's best overall engine, and how briefings open."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean

from benchmarks import choice_data as data
from benchmarks.choice_judges import JUDGES
from summarizers.choosing import Budget, choose
from summarizers.choosing.lengths import suggest_length
from summarizers.choosing.standing import Standing, standing_of


def differences_by_kind(judge: str, peer: str, part: str) -> dict[str, list[tuple[float, float]]]:
    """Give for each kind the figures of `structure` and of a peer, document by document."""
    mine, theirs = JUDGES[judge]("structure", part), JUDGES[judge](peer, part)
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for item in data.key_points(part):
        if item.statement.id in mine:
            found[item.kind].append((mine[item.statement.id], theirs[item.statement.id]))
    return dict(found)


def leaning_openings() -> tuple[int, int]:
    """Count the briefings that open with a sentence that leans on one left out, and all, over every document.

    The rule: the briefing has the suggested length, its first sentence isn't the document's first, and `standing_of`
    (see `summarizers.choosing.standing`) says that the sentence points back, stands in for a name, or continues.
    """
    leaning = total = 0
    for part in data.PARTS:
        for statement in data.all_statements(part):
            document = statement.document
            chosen = choose(document, budget=Budget(sentences=suggest_length(document)))
            if not chosen:
                continue
            total += 1
            first = chosen[0].index
            standing = standing_of(document.sentences[first].text, document.language)
            leaning += first > 0 and standing is not Standing.ALONE
    return leaning, total


def mean_pair(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Give the mean of the first and of the second figures."""
    return fmean(mine for mine, _ in pairs), fmean(theirs for _, theirs in pairs)

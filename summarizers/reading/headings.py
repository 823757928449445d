"""Headings: which blocks are, and how deep they stand.

The form of a line (`summarizers.reading.heading_forms`) speaks for it; a neighbourhood of lines of the same kind
speaks against it, since lists, addresses and signatures look like that; and a heading has something below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizers.reading.heading_forms import Candidate, Verdict, judge_form
from summarizers.reading.layout import NUMBER

_FIGURE = re.compile(r"\d{1,2}[.)]\s")


def find_headings(candidates: Sequence[Candidate], language: str = "en") -> dict[int, int]:
    """Give the numbers of the blocks that are headings, with their level (1 = outermost)."""
    verdicts = [judge_form(candidate, language) for candidate in candidates]
    runs = _find_runs(candidates, verdicts)
    kept = [
        number
        for number, verdict in enumerate(verdicts)
        if verdict is not Verdict.NO and _stands(candidates, verdicts, number, runs[number])
    ]
    kept = _without_dangling(candidates, kept)
    return _levels(candidates, kept)


def _stands(candidates: Sequence[Candidate], verdicts: Sequence[Verdict], number: int, run: _Run | None) -> bool:
    """Whether a block that has the form of a heading has the place of one."""
    if candidates[number].marked_level is not None:
        return True
    if number + 1 >= len(candidates):
        return False
    if verdicts[number] is Verdict.WEAK and _in_run(candidates, verdicts, number):
        return False
    is_numbered, is_followed_by_number = (bool(_FIGURE.match(candidates[n].text)) for n in (number, number + 1))
    if is_numbered and is_followed_by_number:
        return False  # "1. ..." straight above "2. ...": an item, there is nothing below it
    return run is None or not _is_plain_list(candidates[number], verdicts[number], number, run)


def _in_run(candidates: Sequence[Candidate], verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a weak candidate stands beside other short lines, as in a list, an address or a table."""
    before = number > 0 and verdicts[number - 1] is Verdict.WEAK and candidates[number - 1].marked_level is None
    after = verdicts[number + 1] is Verdict.WEAK and candidates[number + 1].marked_level is None
    return before or (after and number + 2 < len(verdicts) and verdicts[number + 2] is Verdict.WEAK)


@dataclass(frozen=True, slots=True)
class _Run:
    """Unmarked candidates in a row, with nothing between them: how many are numbered, how many set in capitals."""

    first: int
    last: int
    numbered: int
    in_capitals: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def _find_runs(candidates: Sequence[Candidate], verdicts: Sequence[Verdict]) -> list[_Run | None]:
    """Give the run that each block belongs to; `None` for what is no unmarked candidate."""
    runs: list[_Run | None] = []
    first = 0
    for number in range(len(candidates) + 1):
        if number < len(candidates) and verdicts[number] is not Verdict.NO and candidates[number].marked_level is None:
            continue
        texts = [candidate.text for candidate in candidates[first:number]]
        run = _Run(first, number - 1, sum(map(_is_numbered, texts)), sum(map(_in_capitals, texts)))
        runs.extend([run] * len(texts))
        if number < len(candidates):
            runs.append(None)
        first = number + 1
    return runs


def _is_numbered(text: str) -> bool:
    return bool(NUMBER.match(text))


def _in_capitals(text: str) -> bool:
    return text.isupper()


def _is_plain_list(candidate: Candidate, verdict: Verdict, number: int, run: _Run) -> bool:
    """Whether it belongs to four or more lines without content between them: names, companies, signatories."""
    if run.length < 3:
        return False
    if run.numbered == run.length or (run.numbered == run.length - 1 and number < run.last):
        return True
    if run.length < 4 or number == run.first:
        return False
    if _in_capitals(candidate.text) and run.in_capitals <= 0.6 * run.length:
        return False  # lines in capitals among others head the lists between them
    # The last line of a run may well be the heading of what follows.
    return not (number == run.last and verdict is Verdict.STRONG)


def _without_dangling(candidates: Sequence[Candidate], kept: list[int]) -> list[int]:
    """Leave out what has nothing below it: the last lines of a text are a signature, or nothing."""
    below = len(candidates)
    while kept and all(candidates[n].is_other for n in range(kept[-1] + 1, below)):
        if candidates[kept[-1]].marked_level is not None and kept[-1] + 1 < len(candidates):
            break
        below = kept.pop()
    return kept


def _levels(candidates: Sequence[Candidate], kept: Sequence[int]) -> dict[int, int]:
    """Rank the forms by their first appearance: the form that comes first stands outermost."""
    marked = sorted({level for n in kept if (level := candidates[n].marked_level) is not None})
    depth = {level: rank for rank, level in enumerate(marked, 1)}
    forms: list[str] = []
    levels = {}
    for number in kept:
        level = candidates[number].marked_level
        if level is not None:
            levels[number] = depth[level]
            continue
        form = _form(candidates[number].text)
        if form not in forms:
            forms.append(form)
        levels[number] = min(len(depth) + forms.index(form) + 1, 6)
    return levels


def _form(text: str) -> str:
    if re.match(r"[IVXL]{1,6}[.)]", text):
        return "roman"
    if re.match(r"\d", text):
        return "figure " + str(text.split(maxsplit=1)[0].rstrip(".").count("."))
    if re.match(r"[A-Z][.)]", text):
        return "letter"
    letters = [character for character in text if character.isalpha()]
    return "capitals" if letters and all(character.isupper() for character in letters) else "title"

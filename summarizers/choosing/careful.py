"""From scores to a choice with a careful reader's eye: nothing twice, nothing that leans, every major section."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from summarizers.choosing.budget import Budget, Spent
from summarizers.choosing.coverage import major_sections
from summarizers.choosing.selecting import DIGITS
from summarizers.choosing.signals import quotes
from summarizers.choosing.similarity import Neighbours
from summarizers.choosing.standing import Standing, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizers.choosing.engine import Weighed
    from summarizers.choosing.material import Material

_REPETITION = 2.0
"""What a sentence loses that says again what is chosen already, word for word."""

_SAME = 0.8
"""From this cosine on two sentences say the same, and the second comes after everything else."""

_FAMILIAR = 0.3
"""Up to this cosine two sentences merely share a subject."""

_UNSEEN_SECTION = 0.4
_FEWEST_FOR_ESSENTIALS = 3
_LAST = 10.0
_NEVER = -math.inf


def take_carefully(
    material: Material, weighed: Weighed, budget: Budget, among: Iterable[int] | None = None
) -> list[int]:
    """Give a choice that does not repeat itself, stands by itself and represents every major section.

    In reading order; with `among`, of those sentences only. Greedy: each step takes the sentence of highest gain.
    """
    allowed = range(len(material)) if among is None else sorted(among)
    everything = Spent().plus(material.sentences[index] for index in allowed)
    if budget.holds(everything):
        return list(allowed)
    selection = _Selection(material, weighed, budget, allowed, has_sections=among is None and not weighed.is_focused)
    selection.take_essentials()
    selection.fill()
    while selection.replace_leaning_opening():
        selection.fill()
    return selection.result() or selection.anything()


class _Selection:
    """A choice in the making. A gain is a score, less repetition, more for a section not represented yet."""

    def __init__(
        self, material: Material, weighed: Weighed, budget: Budget, allowed: Iterable[int], *, has_sections: bool
    ) -> None:
        self._material = material
        self._weighed = weighed
        self._budget = budget
        self._neighbours = Neighbours(material.vectors)
        self._nearest = [0.0] * len(material)
        self._open = set(allowed)
        self._allowed = frozenset(self._open)
        self._chosen: set[int] = set()
        self._spent = Spent()
        self._sections: dict[int, list[int]] = defaultdict(list)
        for index in sorted(self._open):
            self._sections[material.places[index].section].append(index)
        self._unseen = set(major_sections(material)) if has_sections else set()
        self._capacity = self._reckon_capacity()
        self._antecedents = self._find_antecedents()
        self._dependants: dict[int, list[int]] = defaultdict(list)
        for leaning, antecedent in self._antecedents.items():
            self._dependants[antecedent].append(leaning)
        self._gains = [self._gain(index) if index in self._open else _NEVER for index in range(len(material))]

    def take_essentials(self) -> None:
        """Take what a briefing of three sentences or more does not miss."""
        if self._capacity >= _FEWEST_FOR_ESSENTIALS:
            for index in self._weighed.essential:
                if index in self._open:
                    self._take(index)

    def fill(self) -> None:
        """Take by falling gain until the budget is spent; the last places are kept for sections not represented.

        Where there are more sections than places, none has a claim: the best is better than a sample of all.
        """
        if len(self._unseen) > self._capacity:
            self._unseen.clear()
        while self._open and not self._is_full():
            owed = self._capacity - len(self._chosen) <= len(self._unseen)
            candidates = self._of_unseen_sections() if owed else self._open
            best = max(candidates or self._open, key=lambda index: (self._gains[index], -index))
            self._take(best)

    def replace_leaning_opening(self) -> bool:
        """Drop the first sentence if it leans on one that is left out; say whether there was such a one."""
        if not self._chosen:
            return False
        first = min(self._chosen)
        if first == 0 or self._standing(first) is Standing.ALONE or not self._open | self._chosen - {first}:
            return False
        self._chosen.discard(first)
        self._spent = Spent().plus(self._material.sentences[index] for index in self._chosen)
        return True

    def result(self) -> list[int]:
        """Give the choice in reading order."""
        return sorted(self._chosen)

    def anything(self) -> list[int]:
        """Give the best sentence that fits at all: better one that leans than none."""
        fitting = [i for i in sorted(self._allowed) if self._budget.holds(Spent().plus([self._material.sentences[i]]))]
        return sorted(fitting, key=lambda index: -round(self._weighed.scores[index], DIGITS))[:1]

    def _take(self, index: int) -> None:
        """Take a sentence with those it leans on, or, if the budget does not hold them, close it."""
        chain = self._chain(index)
        total = self._spent.plus(self._material.sentences[link] for link in chain)
        if not self._budget.holds(total):
            self._open.discard(index)
            return
        self._spent = total
        for link in chain:
            self._open.discard(link)
            self._chosen.add(link)
            self._note(link)

    def _note(self, index: int) -> None:
        """Reckon anew the gains that a choice changes: of what resembles it, of its section, of what leans on it."""
        changed = set()
        for other, cosine in self._neighbours.cosines(self._material.vectors[index]).items():
            if cosine > max(self._nearest[other], _FAMILIAR):
                self._nearest[other] = cosine
                changed.update(self._leaning_from(other))
        section = self._material.places[index].section
        if section in self._unseen:
            self._unseen.discard(section)
            changed.update(self._sections[section])
        changed.update(self._leaning_from(index))
        for other in changed & self._open:
            self._gains[other] = self._gain(other)

    def _gain(self, index: int) -> float:
        """Give the mean gain of a sentence and of those it needs before it."""
        chain = self._chain(index)
        return round(sum(map(self._own_gain, chain)) / len(chain), DIGITS)

    def _own_gain(self, index: int) -> float:
        nearest = self._nearest[index]
        repetition = max(0.0, nearest - _FAMILIAR) / (1 - _FAMILIAR) + (_LAST if nearest >= _SAME else 0.0)
        unseen = _UNSEEN_SECTION if self._material.places[index].section in self._unseen else 0.0
        return self._weighed.scores[index] - _REPETITION * repetition + unseen

    def _chain(self, index: int) -> list[int]:
        """Give the sentence, after those before it that it leans on and that are not chosen yet."""
        chain = [index]
        antecedent = self._antecedents.get(index)
        while antecedent is not None and antecedent not in self._chosen:
            chain.insert(0, antecedent)
            antecedent = self._antecedents.get(antecedent)
        return chain

    def _leaning_from(self, index: int) -> list[int]:
        """Give the sentence and those that lean on it, directly or through one another."""
        leaning = [index]
        for link in leaning:
            leaning.extend(self._dependants.get(link, ()))
        return leaning

    def _find_antecedents(self) -> dict[int, int]:
        """Find what each leaning sentence leans on: the one before it, or for a pronoun the last that stands by itself.

        A sentence that only quotes somebody is passed over: "They" are those who were named before the quotation.
        Within its section only. What can't be chosen can't be taken along either.
        """
        found: dict[int, int] = {}
        named = -1
        for index, place in enumerate(self._material.places):
            before = index - 1
            is_same_section = before >= 0 and self._material.places[before].section == place.section
            standing = self._standing(index)
            if is_same_section and standing > Standing.CONTINUES:
                found[index] = named if standing is Standing.STANDS_IN else before
            elif not is_same_section or not quotes(self._material.sentences[index]):
                named = index
        return {index: other for index, other in found.items() if index in self._allowed and other in self._allowed}

    def _standing(self, index: int) -> Standing:
        return standing_of(self._material.sentences[index], self._material.language)

    def _of_unseen_sections(self) -> set[int]:
        return {index for section in self._unseen for index in self._sections[section] if index in self._open}

    def _is_full(self) -> bool:
        return self._budget.sentences is not None and len(self._chosen) >= self._budget.sentences

    def _reckon_capacity(self) -> int:
        """About how many sentences the budget holds."""
        count = max(1, len(self._allowed))
        whole = Spent().plus(self._material.sentences[index] for index in self._allowed)
        shares = (
            self._budget.sentences,
            self._budget.words and self._budget.words * count // max(1, whole.words),
            self._budget.characters and self._budget.characters * count // max(1, whole.characters),
        )
        return min(share for share in shares if share is not None)

"""How much a briefing may hold: sentences, words, characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class BudgetError(ValueError):
    """A budget that no briefing can keep; its text is fit for a user."""


@dataclass(frozen=True, slots=True)
class Budget:
    """An upper limit for each measure that is given; at least one is, and each is at least 1."""

    sentences: int | None = None
    words: int | None = None
    characters: int | None = None

    def __post_init__(self) -> None:
        limits = {"sentences": self.sentences, "words": self.words, "characters": self.characters}
        given = {measure: limit for measure, limit in limits.items() if limit is not None}
        if not given:
            raise BudgetError("A budget names sentences, words or characters.")
        for measure, limit in given.items():
            if limit < 1:
                raise BudgetError(f"A budget of {limit} {measure} leaves nothing to show. The least is 1.")

    def holds(self, spent: Spent) -> bool:
        """Whether a briefing of this size keeps the budget."""
        pairs = (
            (self.sentences, spent.sentences),
            (self.words, spent.words),
            (self.characters, spent.characters),
        )
        return all(limit is None or size <= limit for limit, size in pairs)


@dataclass(frozen=True, slots=True)
class Spent:
    """The size of what has been chosen so far."""

    sentences: int = 0
    words: int = 0
    characters: int = 0

    def plus(self, texts: Iterable[str]) -> Spent:
        """Give the size with these sentences added."""
        added = list(texts)
        return Spent(
            self.sentences + len(added),
            self.words + sum(map(count_words, added)),
            self.characters + sum(map(len, added)),
        )


def count_words(text: str) -> int:
    """Count words as word processors do: by white space, and each Chinese or Japanese character for itself."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return ideographs + len(_IDEOGRAPH.sub(" ", text).split()) if ideographs else len(text.split())

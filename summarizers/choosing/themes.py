"""How much of what a text keeps returning to a sentence carries.

A word weighs by the share of sentences it stands in, times its rarity in official prose; words of one sentence only are
no theme. Unlike a cosine, the sums do not hold a long sentence's other words against it: within a budget of sentences,
one that says more serves a reader better.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.vocabulary.frequencies import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAIN = 12
"""Words that make the main theme."""

_LEAST_RARITY = 0.2


@dataclass(frozen=True, slots=True)
class Theme:
    """What a sentence carries, each within [0, 1]: of the main words' weight, and of the most that a sentence carries."""

    main: float
    recurring: float


def find_themes(content: Sequence[Sequence[str]], language: str) -> list[Theme]:
    """Give each sentence's part in the theme of its text, from the sentences' stems without stop words."""
    stems = [tuple(dict.fromkeys(sentence)) for sentence in content]
    spread = Counter(stem for sentence in stems for stem in sentence)
    weights = {
        stem: count / len(content) * (_LEAST_RARITY + rarity(stem, language))
        for stem, count in spread.items()
        if count > 1
    }
    main = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MAIN])
    sums = [sum(weights.get(stem, 0.0) for stem in sentence) for sentence in stems]
    whole, most = sum(main.values()), max(sums, default=0.0)
    if not most:
        return [Theme(0.0, 0.0)] * len(content)
    return [
        Theme(sum(main.get(stem, 0.0) for stem in sentence) / whole, total / most)
        for sentence, total in zip(stems, sums, strict=True)
    ]

"""How rare a word is in official prose, from a table that is shipped: the same on every machine.

The table (`frequencies.tsv`, see `frequencies.md` beside it) counts, for stems of English official prose, the
documents and the paragraphs that hold them. A word that is not in it is rare.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from summarizers.vocabulary.stopwords import stop_words

_TABLE = Path(__file__).with_name("frequencies.tsv")
_RARITY_WITHOUT_TABLE = 4.0
"""What a word of a language without a table weighs: a middling word of the English one."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts of documents and paragraphs in all, and for each stem."""

    documents: int
    paragraphs: int
    counts: dict[str, tuple[int, int]]


def document_frequency(stem: str, language: str = "en") -> float:
    """Give the share of documents of official prose that hold the stem, in [0, 1]; 0 where it was not seen."""
    if language != "en":
        return 1.0 if stem in stop_words(language) else 0.0
    table = _english()
    return table.counts.get(stem, (0, 0))[0] / table.documents


def rarity(stem: str, language: str = "en") -> float:
    """Give the inverse frequency of a stem over paragraphs of official prose: 0 for what stands in all of them."""
    if language != "en":
        return 0.0 if stem in stop_words(language) else _RARITY_WITHOUT_TABLE
    table = _english()
    holding = table.counts.get(stem, (0, 0))[1]
    return math.log1p((table.paragraphs - holding + 0.5) / (holding + 0.5))


@lru_cache(maxsize=1)
def _english() -> _Table:
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines())
    _, documents, paragraphs = next(rows)
    return _Table(
        int(documents),
        int(paragraphs),
        {stem: (int(in_documents), int(in_paragraphs)) for stem, in_documents, in_paragraphs in rows},
    )

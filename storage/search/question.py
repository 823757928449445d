"""A question put to all statements: the words to look for, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.search.query import Needle, Plan, parse_query
from summarizers.vocabulary.frequencies import rarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_RARITY = 0.5
"""Words that are looked for weigh at least this share of the weightiest: the others are in too many lines."""

_MOST_NEEDLES = 48
"""Words and names that are looked for; a pasted page is not a question."""


@dataclass(frozen=True)
class Question:
    """A question: what its words are in each language, and its vector of length one."""

    text: str
    vector: NDArray[np.float32]

    @classmethod
    def of(cls, text: str) -> Question:
        """Read a question; loads the word vectors."""
        from summarizers.finding import meaning
        from summarizers.finding.scoring import encode_by_rarity
        from summarizers.finding.terms import Vocabulary
        from summarizers.vocabulary.stopwords import stop_words

        names = Vocabulary("", "en", text)
        spelt_out = names.read(names.spell_out(names.read(text)))
        stopped = stop_words("en")
        telling = [token for token in spelt_out.tokens if token.form not in stopped]
        words = " ".join(spelt_out.text[token.start : token.end] for token in telling) or text
        return cls(text, meaning.normalise(encode_by_rarity([words], "en"))[0])

    def plan(self, language: str) -> Plan:
        """Give the rarest words of the question, and all names of the countries in it."""
        required = parse_query(self.text).plan(language).required
        most = max((needle.weight for needle in required), default=0.0)
        rare = [needle for needle in required if needle.weight >= _LEAST_RARITY * most]
        needles = tuple(dict.fromkeys((*rare, *_names_of_countries(self.text, language))))
        return Plan(needles[:_MOST_NEEDLES], ())


def _names_of_countries(text: str, language: str) -> list[Needle]:
    from summarizers.finding.countries import country_names
    from summarizers.finding.terms import Vocabulary

    names = Vocabulary("", language, text)
    concepts = {mention.concept for mention in names.read(text).mentions}
    if not concepts:
        return []
    called = [name.stems for name in country_names(language) if name.concept in concepts]
    return [Needle("stems", stems, False, max(rarity(stem, language) for stem in stems)) for stems in called]

"""Terms of a text: its stems, and the concepts of the names in it, so that every name of a country is one term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.finding.acronyms import find_spelt_out, learn_acronyms
from summarizers.finding.countries import country_names, is_country, short_name
from summarizers.finding.names import Mention, Name, Names
from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACRONYM = re.compile(r"\b[A-Z]{3,8}\b")
_NAMED_SHARE = 0.3
"""What a word inside a name weighs beside the name's concept: "Seoul" itself before "South Korea"."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A text's tokens and the names among them."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]

    def counts(self) -> dict[str, int]:
        """Count each stem and each concept."""
        counts: dict[str, int] = {}
        for term in (*(token.stem for token in self.tokens), *(mention.concept for mention in self.mentions)):
            counts[term] = counts.get(term, 0) + 1
        return counts


class Vocabulary:
    """The names that count in one text: those of countries, and the acronyms that the text defines or spells out.

    `query` is what is asked of the text: its acronyms are looked for in full ("IAEA").
    """

    def __init__(self, text: str, language: str, query: str = "") -> None:
        self.language = language
        self._long_forms: dict[str, str] = {}
        self._names_of: dict[str, list[tuple[str, ...]]] = {}
        countries = country_names(language)
        names = [*self._learn(text, query, Names(countries, language)), *countries]
        for name in names:
            self._names_of.setdefault(name.concept, []).append(name.stems)
        self._names = Names(names, language)

    def read(self, text: str) -> Terms:
        """Give the terms of a text."""
        tokens = tokenize(text, self.language)
        mentions = [mention for mention in self._names.mentions(text, tokens) if mention.concept]
        return Terms(text, tuple(tokens), tuple(mentions))

    def weigh(self, query: Terms) -> dict[str, float]:
        """Give each term of a query its weight: its rarity, less for a word that is part of a name."""
        stopped = stop_words(self.language)
        named = {at for mention in query.mentions for at in range(mention.first, mention.last + 1)}
        telling = [(at, token) for at, token in enumerate(query.tokens) if at in named or token.form not in stopped]
        weights: dict[str, float] = {}
        for at, token in telling or enumerate(query.tokens):
            weight = rarity(token.stem, self.language) * (_NAMED_SHARE if at in named else 1.0)
            weights[token.stem] = max(weight, weights.get(token.stem, 0.0))
        for mention in query.mentions:
            weights[mention.concept] = self._rarity_of(mention.concept)
        return weights

    def spell_out(self, terms: Terms) -> str:
        """Give the text with countries by their common names and acronyms in full: word vectors know those."""
        parts, end = [], 0
        for concept, first, last in terms.mentions:
            full = short_name(concept) if is_country(concept) else self._long_forms.get(concept, "")
            if full:
                parts += [terms.text[end : terms.tokens[first].start], full]
                end = terms.tokens[last].end
        return "".join((*parts, terms.text[end:]))

    def _learn(self, text: str, query: str, countries: Names) -> Iterator[Name]:
        """Give the names that acronyms add: acronym and long form are one concept."""
        learnt = {**learn_acronyms(text), **spelt_out_acronyms(text, query)}
        for acronym, long_form in sorted(learnt.items()):
            tokens = tokenize(long_form, self.language)
            whole = [m.concept for m in countries.mentions(long_form, tokens) if m.last - m.first >= len(tokens) - 1]
            concept = whole[0] if whole and whole[0] else f"#{acronym.lower()}"
            self._long_forms.setdefault(concept, long_form)
            yield Name(self._stems(acronym), concept, is_capitals=acronym.isupper())
            yield Name(tuple(token.stem for token in tokens), concept)

    def _stems(self, text: str) -> tuple[str, ...]:
        return tuple(token.stem for token in tokenize(text, self.language))

    def _rarity_of(self, concept: str) -> float:
        """Give a concept the rarity of its commonest name, and a name that of its rarest word."""
        names = self._names_of.get(concept, [])
        return min((max(rarity(stem, self.language) for stem in stems) for stems in names), default=0.0)


def spelt_out_acronyms(text: str, query: str) -> dict[str, str]:
    """Give the acronyms of a query that a text holds in full only, without defining them."""
    asked = set(_ACRONYM.findall(query))
    spelt_out = {
        acronym: find_spelt_out(acronym, text) for acronym in asked - set(learn_acronyms(text) if asked else ())
    }
    return {acronym: long_form for acronym, long_form in sorted(spelt_out.items()) if long_form}

"""Misspelt words of a query, put right by the words of the text that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from summarizers.vocabulary.frequencies import document_frequency

if TYPE_CHECKING:
    from collections.abc import Set

    from summarizers.finding.terms import Terms

LEAST_SPELLING = 0.72
"""How alike a misspelt word must be: two neighbouring letters of four may be swapped, one of four wrong."""

SHORTEST = 5
"""Letters of a word that can be told to be misspelt: many short words are a letter away from each other."""


def respell(query: Terms, forms: Set[str], stems: Set[str]) -> str:
    """Give the query with each word that neither the text nor official prose knows as the text's nearest word.

    `forms` and `stems` are those of the text's words.
    """
    named = {at for mention in query.mentions for at in range(mention.first, mention.last + 1)}
    unknown = [
        token
        for at, token in enumerate(query.tokens)
        if len(token.form) >= SHORTEST
        and token.form.isalpha()
        and at not in named
        and not document_frequency(token.stem)
    ]
    parts, end = [], 0
    for token in unknown:
        nearest = None if token.stem in stems else _nearest(token.form, forms)
        if nearest:
            parts += [query.text[end : token.start], nearest]
            end = token.end
    return "".join((*parts, query.text[end:]))


def likeness_of_spelling(word: str, other: str) -> float:
    """Give how alike two words are written, in [0, 1]: edits and swaps of neighbours against the longer one."""
    return OSA.normalized_similarity(word, other)


def _nearest(form: str, forms: Set[str]) -> str | None:
    candidates = sorted(other for other in forms if other[0] == form[0] or other[:2] == form[1::-1])
    found = process.extractOne(form, candidates, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SPELLING + 0.05)
    return str(found[0]) if found else None

"""Whether a sentence can stand alone, or leans on the one before it.

The rule: a sentence *points back* if it opens with a demonstrative ("This", "To that end"), and then leans on the one
right before it; it *stands in* for a name if it opens with a pronoun of the third person ("They"), and then leans on
the last one that names somebody; it *continues* if it opens with a connective ("However", "In addition") or says
"also" right after its subject. What continues may stand inside a briefing but never open it. None of these are
demonstratives of time ("This week"), "it" that announces a clause ("It is essential that ...") and titles ("Her
Majesty").
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from summarizers.choosing.lexicon import lexicon
from summarizers.vocabulary.tokens import fold

_FRONT = 200
_OPENING = re.compile(r"^[\W_]+")


class Standing(IntEnum):
    """How well a sentence stands by itself, best first."""

    ALONE = 0
    CONTINUES = 1
    STANDS_IN = 2
    POINTS_BACK = 3


@lru_cache(maxsize=50_000)
def standing_of(sentence: str, language: str) -> Standing:
    """Say how well a sentence stands by itself; in a language without a table every sentence does."""
    words = lexicon(language)
    if words is None:
        return Standing.ALONE
    opening = _OPENING.sub("", fold(sentence[:_FRONT]))
    stands = words.stands is not None and words.stands.match(opening)
    if not stands and words.points.match(opening):
        return Standing.POINTS_BACK
    if not stands and words.pronouns.match(opening):
        return Standing.STANDS_IN
    is_continued = words.says_also.match(opening) or (not stands and words.continues.match(opening))
    return Standing.CONTINUES if is_continued else Standing.ALONE

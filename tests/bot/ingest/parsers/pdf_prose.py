"""Sentences for made documents: official in tone, all different, some words with the places where they may be broken."""

from __future__ import annotations

import random
from collections.abc import Iterator

_SUBJECTS = (
    "The Government of Merrow", "The Com\u00admit\u00adtee on Grain", "The minis\u00adters of the partner states",
    "The Council", "The central bank", "The Secre\u00adtariat", "All partici\u00adpants", "The working group on ports",
)  # fmt: skip
_VERBS = (
    "decided to extend", "will review", "reaf\u00adfirmed its sup\u00adport for", "agreed to finance", "welcomed",
    "intends to strengthen", "called for an inde\u00adpen\u00addent review of", "published the results of",
)  # fmt: skip
_OBJECTS = (
    "the long-term pro\u00adgramme for har\u00adbours", "the recon\u00adstruc\u00adtion of the light-houses",
    "the agree\u00adment on fish\u00aderies", "the co-oper\u00adation of customs offices", "the regional price index",
    "the train\u00ading of pilots and engi\u00adneers", "the exchange of harvest data", "the fund for coastal towns",
)  # fmt: skip
_ENDS = (
    "before the end of the year", "in the northern provinces", "with forty million euros", "for a further two years",
    "as the annex describes", "in accor\u00addance with the treaty", "after the talks in Lisbon", "without delay",
)  # fmt: skip


def sentences(seed: int) -> Iterator[str]:
    """Give sentences without end, each different from the others."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    number = 0
    while True:
        number += 1
        parts = [chance.choice(group) for group in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS)]
        yield f"{' '.join(parts)}, as item {number} says."


def plain(text: str) -> str:
    """Give a text without soft hyphens and note markers."""
    text = text.replace("\u00ad", "")
    return "".join(part for number, part in enumerate(text.replace("}", "{").split("{")) if number % 2 == 0)

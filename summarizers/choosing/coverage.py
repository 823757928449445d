"""Which sections a briefing represents when its budget allows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizers.choosing.material import Material

_LEAST_SHARE = 0.25
"""A section of one sentence counts as major from a quarter of the average length on."""


def major_sections(material: Material) -> frozenset[int]:
    """Give the ordinals of the sections with a heading that hold more than a passing remark, where there are several."""
    headings = material.headings or {}
    words: Counter[int] = Counter()
    sentences: Counter[int] = Counter()
    for place, tokens in zip(material.places, material.tokens, strict=True):
        if place.section in headings:
            words[place.section] += len(tokens)
            sentences[place.section] += 1
    if len(words) < 2:
        return frozenset()
    least = _LEAST_SHARE * words.total() / len(words)
    return frozenset(section for section in words if sentences[section] > 1 or words[section] >= least)

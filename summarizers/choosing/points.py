"""Which paragraphs are points of a list whose marks were lost: "Upgrade our ports ...", "Launched a fund ...".

Fact sheets set such points as paragraphs, the first sentence bold. Each opens with a verb that has no subject, and there
are several of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.lexicon import lexicon

if TYPE_CHECKING:
    from summarizers.choosing.material import Material

_FEWEST = 3
"""Alike openings that make a list."""


def unmarked_points(material: Material) -> frozenset[int]:
    """Give the sentences that open such paragraphs; none in a plain list, nor in a language without a table of them."""
    words = lexicon(material.language)
    if words is None or words.measures is None or not material.has_structure:
        return frozenset()
    heads = [index for index, place in enumerate(material.places) if place.position == 0]
    opening = [index for index in heads if words.measures.match(material.folded[index].lstrip("*\"'\u201c\u2018 "))]
    if len(opening) < _FEWEST:
        return frozenset()
    return frozenset(index for index in opening if not material.places[index].is_list_item)

"""How much each feature of a sentence counts: set by hand, then moved a little towards what `benchmarks.choice_learn` learns.

From documents of 2021 and odd years only; of what it learns, what holds in cross-validation was taken, in round numbers.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    # what the sentence does
    "decision": 2.5,
    "steering": 1.5,
    "risks": 0.3,
    "decides": 1.0,
    "votes": 0.8,
    "announces": 0.6,
    "agrees": 0.9,
    "commits": 0.6,
    "condemns": 1.0,
    "calls_on": 1.1,
    "presents": 0.3,
    "refuses": 0.9,
    "condoles": 0.8,
    "meets": 0.4,
    "states": 0.3,
    "meeting": 1.2,
    "acts now": 0.5,
    # what it says
    "headline result": 1.6,
    "result": 0.6,
    "outlook": 0.4,
    "figure": 0.8,
    "date": 0.2,
    "rarity": 1.6,
    "title": 0.8,
    "full": 0.8,
    "main theme": 0.6,
    "recurring theme": 0.8,
    # where it stands
    "first of text": 0.4,
    "early": 0.3,
    "heads a list item": 2.2,
    "heads an unmarked point": 1.5,
    "heads a paragraph": 0.6,
    "is a list item": 0.3,
    "is a paragraph": 0.3,
    "lead": 0.3,
    "first of section": 0.25,
    "later in paragraph": -0.3,
    "centrality": 0.8,
    # its form
    "short": -1.0,
    "terse": -0.7,
    "long": -0.3,
    "lead-in": -1.2,
    "question": -0.8,
    "about the text": -1.2,
    "biography": -0.6,
    "leans": -0.4,
    "continues": -0.2,
}
"""Weight by feature; a feature without a line here counts nothing."""

"""Why a sentence was chosen, in a few true words: the feature that counted most and has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.weights import WEIGHTS
from summarizers.reading.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizers.choosing.features import Row
    from summarizers.choosing.material import Material

_SAYS = {
    "decision": "the decision",
    "steering": "sets the course of policy",
    "decides": "names a decision",
    "votes": "names a vote",
    "announces": "announces a measure",
    "agrees": "names an agreement",
    "commits": "names a commitment",
    "condemns": "condemns",
    "calls_on": "calls for action",
    "presents": "reports what was done",
    "refuses": "names a refusal",
    "condoles": "expresses condolences",
    "meeting": "who met, and when",
    "meets": "names a meeting",
    "states": "states a position",
    "headline result": "a result with its figure",
    "result": "a figure",
    "outlook": "an outlook with its figure",
    "risks": "weighs the risks",
    "figure": "a figure",
    "title": "takes up the title",
    "date": "names a date",
}
_TELLING = 0.25
"""What a feature must add to a score to be the reason before the sentence's place is."""


def typical_shares(rows: Sequence[Row]) -> dict[str, float]:
    """Give what each feature adds to a score on average over a text."""
    return {name: sum(row.get(name, 0.0) for row in rows) * weight / len(rows) for name, weight in WEIGHTS.items()}


def name_reason(material: Material, index: int, row: Row, typical: Mapping[str, float]) -> str:
    """Give the phrase of the feature that lifts the sentence most above a typical one of its text.

    What a sentence does or says is named before where it stands, as long as it counts.
    """
    lifts = {name: value * WEIGHTS[name] - typical[name] for name, value in row.items() if name in WEIGHTS and value}
    telling = max((name for name in lifts if name in _SAYS), key=lambda name: lifts[name], default=None)
    if telling and lifts[telling] >= _TELLING:
        return _SAYS[telling]
    places = _name_places(material, material.places[index].section)
    return places[max((name for name in lifts if name in places), key=lambda name: lifts[name], default="centrality")]


def _name_places(material: Material, section: int) -> dict[str, str]:
    names = {"centrality": _of_section("central", material, section), "rarity": "names what other statements do not"}
    names["main theme"] = names["recurring theme"] = "on the text's main theme"
    names["first of text"] = "opens the text"
    if material.has_structure:
        names["first of section"] = _of_section("first", material, section)
        names["heads a paragraph"] = "heads its paragraph"
        names["heads a list item"] = names["heads an unmarked point"] = "heads a point of a list"
    return names


def new_since(previous: Material, current: Material) -> str:
    """Give the reason of a sentence that the predecessor does not have."""
    if previous.dated is None:
        return "new against the one before"
    has_other_year = current.dated is None or current.dated.year != previous.dated.year
    return f"new since {long_date(previous.dated, with_year=has_other_year)}"


def central(material: Material, index: int) -> str:
    """Give the reason of a graph engine: central to the section it stands in."""
    return _of_section("central", material, material.places[index].section)


def _of_section(word: str, material: Material, section: int) -> str:
    link = "to" if word == "central" else "of"
    where = f"section {section}" if section else "the lead"
    if not material.headings:
        where = "the text"
    return f"{word} {link} {where}"

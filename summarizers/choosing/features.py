"""What is known of a sentence before sentences are compared: the columns that `weights` weighs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.choosing import signals
from summarizers.choosing.actions import decides_policy, deeds_in, is_monetary, steers_policy, weighs_risks
from summarizers.choosing.lexicon import Action
from summarizers.choosing.points import unmarked_points
from summarizers.choosing.similarity import centrality
from summarizers.choosing.standing import Standing, standing_of
from summarizers.choosing.themes import Theme, find_themes
from summarizers.reading.document import LEAD
from summarizers.vocabulary.frequencies import rarity
from summarizers.vocabulary.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.choosing.material import Material

_FRONT = 110
"""Characters within which a sentence's main verb mostly stands where the verb comes early."""

_VERB_LAST = frozenset({"de", "ja", "ko"})
_EARLY = 5
"""Sentences of a text among which it says what it is about: what was decided, who met."""

_PARTICIPLE = re.compile(r"\s+(?:by|in|under|pursuant|at|on the)\b")
"""What follows a participle rather than a finite verb: "the rules established by the Council"."""

_NEAR = 40
_RELATIVE = re.compile(
    r"(?<!\w)(?:who|which|that|whom|qui|котор\w+)\s+"
    r"(?:(?:has|have|had|is|are|was|were|will|would|also|a|ont)\s+){0,2}$"
)
"""What stands before the verb of a relative clause: "the members who voted" tells who is thanked, not of a vote."""

_NOW = re.compile(r"\b(?:today|hereby|i am|we are|this week|effective immediately|is announcing)\b")
_ACTS = (Action.DECIDES, Action.ANNOUNCES, Action.AGREES, Action.COMMITS, Action.CALLS_ON, Action.REFUSES)

_FEW_WORDS = 8
_MANY_WORDS = 48
_FULLNESS_OF_A_HEAD = 0.6
"""What heads a point of a list is short by its nature; what it leaves unsaid follows."""

_RAREST = 6
_HIGHEST_RARITY = 9.0

Row = dict[str, float]
"""One sentence's features by name, each mostly within [0, 1]."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a sentence's features ask of the whole text."""

    title: frozenset[str]
    venue: str
    centralities: Sequence[float]
    themes: Sequence[Theme]
    points: frozenset[int]
    is_monetary: bool


def describe(material: Material) -> list[Row]:
    """Give the features of each sentence, in reading order."""
    whole = _Whole(
        material.stems_of(material.title),
        fold(material.venue or ""),
        centrality(material.vectors),
        find_themes(material.content, material.language),
        unmarked_points(material),
        is_monetary(material.folded, material.language),
    )
    rows = [_describe(material, index, whole) for index in range(len(material))]
    _promote_steering(rows)
    return rows


def _promote_steering(rows: Sequence[Row]) -> None:
    """Where no sentence says that something was decided, those that steer are the decision."""
    if not any(row.get("decision") for row in rows):
        for row in rows:
            row["decision"] = row.pop("steering", 0.0)


def _describe(material: Material, index: int, whole: _Whole) -> Row:
    sentence = material.sentences[index]
    folded = material.folded[index]
    row: Row = {"centrality": whole.centralities[index]}
    row |= _actions(folded, material.language)
    if whole.is_monetary:
        row["decision"] = float(decides_policy(folded, material.language))
        row["steering"] = float(steers_policy(folded, material.language))
        row["risks"] = float(weighs_risks(folded, material.language))
    row |= _figures(sentence, folded)
    row |= _words(material, index, whole)
    row |= _places(material, index, whole)
    row |= _substance(material, index, whole)
    row |= _form(material, index, folded)
    acts = any(row.get(action.value, 0.0) == 1.0 for action in _ACTS)
    row["acts now"] = 1.0 if acts and _NOW.search(folded, 0, _FRONT) else 0.0
    row["announcement"] = row["acts now"] if index < _EARLY else 0.0
    row["early decision"] = 1.0 if index < _EARLY and row.get(Action.DECIDES.value) == 1.0 else 0.0
    row["meeting"] = 0.0 if whole.is_monetary else _tells_of_meeting(row, folded, whole, index)
    return row


def _actions(folded: str, language: str) -> Row:
    row: Row = {}
    for deed in deeds_in(folded, language):
        strength = 1.0 if deed.start <= _FRONT or language in _VERB_LAST else 0.5
        if _PARTICIPLE.match(folded, deed.end):
            strength = 0.3
        if _RELATIVE.search(folded, max(0, deed.start - _NEAR), deed.start):
            strength = 0.0
        row[deed.action.value] = max(row.get(deed.action.value, 0.0), strength)
    return row


def _figures(sentence: str, folded: str) -> Row:
    figures = signals.figures_in(sentence)
    row: Row = {"figure": min(figures, 3) / 3, "date": 1.0 if signals.DATE.search(folded) else 0.0}
    if figures and signals.HEADLINE_RESULT.search(folded):
        row["headline result"] = 1.0
    elif figures and signals.RESULT.search(folded):
        row["result"] = 1.0
    if figures and signals.OUTLOOK.search(folded):
        row["outlook"] = 1.0
    return row


def _words(material: Material, index: int, whole: _Whole) -> Row:
    stems = dict.fromkeys(material.content[index])
    rarities = sorted((rarity(stem, material.language) for stem in stems), reverse=True)[:_RAREST]
    shared = sum(1 for stem in stems if stem in whole.title)
    return {
        "rarity": sum(rarities) / (_RAREST * _HIGHEST_RARITY),
        "title": shared / len(whole.title) if whole.title else 0.0,
    }


def _places(material: Material, index: int, whole: _Whole) -> Row:
    place = material.places[index]
    row: Row = {"early": 1.0 / (1.0 + index / 5), "first of text": 1.0 if index == 0 else 0.0}
    if not material.has_structure:
        return row
    if place.position == 0:
        heads = "heads" if _has_more(material, index) else "is"
        row[f"{heads} a {'list item' if place.is_list_item else 'paragraph'}"] = 1.0
        row["heads an unmarked point"] = 1.0 if index in whole.points and heads == "heads" else 0.0
    row["lead"] = 1.0 if material.headings and place.section == LEAD else 0.0
    row["first of section"] = 1.0 if place.is_first_of_section else 0.0
    row["later in paragraph"] = min(place.position, 3) / 3
    return row


def _substance(material: Material, index: int, whole: _Whole) -> Row:
    """Give how much it says, and how much of the text's theme; spoken words in a plain list run long for no reason."""
    if not material.has_structure:
        return {}
    place = material.places[index]
    is_head = index in whole.points or (place.is_list_item and place.position == 0)
    theme = whole.themes[index]
    full = _FULLNESS_OF_A_HEAD if is_head else _fullness(len(material.tokens[index]))
    return {"full": full, "main theme": theme.main, "recurring theme": theme.recurring}


def _fullness(words: int) -> float:
    """Give 0 for a sentence of few words, 1 for one of many, by the logarithm between."""
    share = math.log((words + 1) / _FEW_WORDS) / math.log(_MANY_WORDS / _FEW_WORDS)
    return min(1.0, max(0.0, share))


def _has_more(material: Material, index: int) -> bool:
    """Whether more sentences of its paragraph follow: what it says, they elaborate."""
    following = index + 1
    return following < len(material) and material.places[following].paragraph == material.places[index].paragraph


def _form(material: Material, index: int, folded: str) -> Row:
    sentence = material.sentences[index]
    words = len(material.tokens[index])
    standing = standing_of(sentence, material.language)
    return {
        "short": max(0.0, 1.0 - words / 8),
        "terse": 1.0 if words < 16 else 0.0,
        "long": min(2.0, max(0.0, words - 40) / 40),
        "lead-in": 1.0 if signals.leads_in(sentence) else 0.0,
        "question": 1.0 if signals.asks(sentence) else 0.0,
        "about the text": 1.0 if signals.ABOUT_THE_TEXT.search(folded) else 0.0,
        "biography": 1.0 if signals.BIOGRAPHY.search(folded, 0, _FRONT) else 0.0,
        "leans": 1.0 if standing >= Standing.STANDS_IN else 0.0,
        "continues": 1.0 if standing is Standing.CONTINUES else 0.0,
    }


def _tells_of_meeting(row: Row, folded: str, whole: _Whole, index: int) -> float:
    """Who met, when and where: said near the beginning, with a verb of meeting and its day or place."""
    if not row.get(Action.MEETS.value) or index >= _EARLY:
        return 0.0
    has_place = bool(whole.venue) and whole.venue in folded
    return 1.0 if has_place or row["date"] else 0.5

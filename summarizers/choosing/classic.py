"""sumy's engines over our sentences, words and stop words, so that none needs data of its own.

sumy ranks all sentences and then lets a function take the first ones: that function is ours and notes the ratings, so
a budget in words or characters works for its engines too. Ratings are rounded, since sumy sums over sets of words,
whose order differs from run to run.
"""

from __future__ import annotations

import math
import warnings
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from summarizers.choosing.engine import Weighed
from summarizers.choosing.reasons import central
from summarizers.choosing.selecting import DIGITS
from summarizers.vocabulary.stopwords import stop_words
from summarizers.vocabulary.tokens import fold, stem, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizers.choosing.material import Material


class Summarizer(Protocol):
    """What sumy's summarizers have in common; which words they want set differs."""

    stop_words: frozenset[str]
    bonus_words: frozenset[str]
    stigma_words: frozenset[str]
    null_words: frozenset[str]

    def __call__(self, document: ObjectDocumentModel, count: Callable[[Sequence[Any]], Sequence[Any]]) -> object:
        """Rank the sentences and let `count` take of them."""


class Classic:
    """An engine of sumy, by the module and the class that hold it.

    `reason` says in a few words what it looks for; without one it looks for centrality.
    """

    careful = False

    def __init__(self, module: str, name: str, reason: str | None = None) -> None:
        self._module = module
        self._name = name
        self._reason = reason

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence sumy's rating; all alike where sumy finds no word to rate by."""
        summarizer = self._make(material)
        ratings = _rate(summarizer, _as_dom(material), len(material))
        reasons = tuple(self._reason or central(material, index) for index in range(len(material)))
        return Weighed(tuple(ratings), reasons)

    def _make(self, material: Material) -> Summarizer:
        summarizer = self._class()(_stemmer(material.language))
        summarizer.stop_words = stop_words(material.language)
        return summarizer

    def _class(self) -> Callable[..., Summarizer]:
        summarizer: Callable[..., Summarizer] = getattr(import_module(f"sumy.summarizers.{self._module}"), self._name)
        return summarizer


class Edmundson(Classic):
    """Edmundson's method (1969): the words of title and headings are the bonus words."""

    _STIGMA = frozenset({"also", "however", "moreover", "furthermore", "additionally", "example"})
    """Words that speak against a sentence: it continues or illustrates another."""

    def __init__(self) -> None:
        super().__init__("edmundson", "EdmundsonSummarizer", "words of the headings, and its place")

    def _make(self, material: Material) -> Summarizer:
        heads = " ".join([material.title, *(material.headings or {}).values()])
        unwanted = stop_words(material.language)
        bonus = frozenset(token.form for token in tokenize(heads, material.language) if token.form not in unwanted)
        summarizer = self._class()(_stemmer(material.language), cue_weight=1.0 if bonus else 0.0)
        summarizer.bonus_words = bonus
        summarizer.stigma_words = self._STIGMA
        summarizer.null_words = unwanted or self._STIGMA
        return summarizer


class _Words:
    """Gives sumy our words."""

    def __init__(self, language: str) -> None:
        self._language = language

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(token.form for token in tokenize(text, self._language))


def _stemmer(language: str) -> Callable[[str], str]:
    return lambda word: stem(fold(word), language)


def _as_dom(material: Material) -> ObjectDocumentModel:
    """Give sumy's model of the text: paragraphs of sentences, title and headings at the head of the next paragraph."""
    words = _Words(material.language)
    headings = dict(material.headings or {})
    waiting = [material.title] if material.title else []
    paragraphs = []
    for _, group in groupby(range(len(material)), key=lambda index: material.places[index].paragraph):
        indices = list(group)
        heading = headings.pop(material.places[indices[0]].section, None)
        heads = [*waiting, heading] if heading else waiting
        waiting = []
        paragraphs.append(
            Paragraph(
                [Sentence(head, words, is_heading=True) for head in heads]
                + [Sentence(material.sentences[index], words) for index in indices]
            )
        )
    return ObjectDocumentModel(paragraphs)


def _rate(summarizer: Summarizer, document: ObjectDocumentModel, count: int) -> list[float]:
    """Run a summarizer and give its own rating of each sentence."""
    ratings = [0.0] * count

    def note(infos: Sequence[Any]) -> Sequence[Any]:
        for info in infos:
            rating = float(info.rating)  # not a number where a sentence has no word to rate by
            ratings[info.order] = 0.0 if math.isnan(rating) else round(rating, DIGITS)
        return infos

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        summarizer(document, note)
    return ratings

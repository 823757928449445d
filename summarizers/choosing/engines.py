"""The registry: every engine by its name, imported when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from summarizers.choosing.engine import Engine, UnknownEngineError

DEFAULT_ENGINE = "structure"

_OURS = {
    "structure": ("structure", "Structure"),
    "lexrank": ("graph", "LexRank"),
    "lexrank-threshold": ("graph", "LexRankThreshold"),
    "textrank": ("graph", "TextRank"),
    "lead": ("lead", "Lead"),
    "edmundson": ("classic", "Edmundson"),
}
"""Our module and class by name; the default first."""

_SUMYS: dict[str, tuple[str, ...]] = {
    "sumy-lexrank": ("lex_rank", "LexRankSummarizer"),
    "sumy-textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer", "stands for a theme of the text"),
    "luhn": ("luhn", "LuhnSummarizer", "dense in frequent words"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer", "holds frequent words"),
    "kl": ("kl", "KLSummarizer", "words spread as in the text"),
    "reduction": ("reduction", "ReductionSummarizer"),
}
"""sumy's module and class by name, and what it looks for if not centrality; they ask for words and stop words only."""


def engine_names() -> tuple[str, ...]:
    """Give the names of all engines, the default first; loads none."""
    return (*_OURS, *_SUMYS)


@cache
def load_engine(name: str) -> Engine:
    """Give the engine of that name, or raise `UnknownEngineError`."""
    if name in _OURS:
        module, attribute = _OURS[name]
        engine: Engine = getattr(import_module(f"summarizers.choosing.{module}"), attribute)()
        return engine
    if name in _SUMYS:
        classic: Engine = import_module("summarizers.choosing.classic").Classic(*_SUMYS[name])
        return classic
    raise UnknownEngineError(name, engine_names())

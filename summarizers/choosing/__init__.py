"""Which sentences of a text matter: `choose`, and the engines behind it."""

from summarizers.choosing.budget import Budget, BudgetError
from summarizers.choosing.choosing import choose
from summarizers.choosing.engine import Choice, UnknownEngineError
from summarizers.choosing.engines import DEFAULT_ENGINE, engine_names
from summarizers.choosing.lengths import suggest_length

__all__ = [
    "DEFAULT_ENGINE",
    "Budget",
    "BudgetError",
    "Choice",
    "UnknownEngineError",
    "choose",
    "engine_names",
    "suggest_length",
]

"""`choose`: a document (or a list of sentences) and a budget in, chosen sentences with their reasons out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizers.choosing.budget import Budget
from summarizers.choosing.careful import take_carefully
from summarizers.choosing.engine import Choice
from summarizers.choosing.engines import DEFAULT_ENGINE, load_engine
from summarizers.choosing.material import gather
from summarizers.choosing.query import favour_query
from summarizers.choosing.sections import take_by_section
from summarizers.choosing.selecting import take_best

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.reading.document import Document

DEFAULT_BUDGET = Budget(sentences=5)

_SHOWN_DIGITS = 6


def choose(
    document: Document | Sequence[str],
    previous: Document | None = None,
    budget: Budget = DEFAULT_BUDGET,
    query: str | None = None,
    *,
    engine: str = DEFAULT_ENGINE,
    by_section: bool = False,
) -> tuple[Choice, ...]:
    """Give the chosen sentences in reading order, within the budget; the same arguments always give the same.

    `previous` is the document of the predecessor: what it said already weighs less. With `by_section` every section
    gets a sentence, whatever number of sentences the budget names. Raises `UnknownEngineError`.
    """
    chooser = load_engine(engine)
    material = gather(document)
    if not len(material):
        return ()
    weighed = chooser.weigh(material, gather(previous) if previous is not None else None)
    if query:
        weighed = favour_query(material, weighed, query)
    take = take_carefully if chooser.careful else take_best
    if by_section and material.headings:
        indices = take_by_section(material, weighed, budget, take)
    else:
        indices = take(material, weighed, budget)
    return tuple(
        Choice(index, round(weighed.scores[index], _SHOWN_DIGITS), weighed.reasons[index]) for index in indices
    )

"""What was found in many statements, whichever way: how its statement is named, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.replies import Action
from summarizers.reading.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.records import FoundPassage, Hit, SimilarStatement

    InStatement = Hit | FoundPassage | SimilarStatement


def name_of_found(found: InStatement) -> str:
    """Give the title of its statement, else who issued it."""
    return found.title or ", ".join(found.issuers) or "untitled"


def head_of_found(found: InStatement) -> str:
    """Give the line above it: "S12, Talks in Lisbon · 19 March 2026"."""
    name = f"S{found.number}, {name_of_found(found)}"
    return f"{name} · {long_date(found.dated)}" if found.dated else name


def offer_briefings(numbers: Iterable[int]) -> tuple[Action, ...]:
    """Offer to brief statements."""
    return tuple(Action(f"Brief S{number}", f"brief S{number}") for number in numbers)

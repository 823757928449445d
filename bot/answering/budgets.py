"""How long a briefing may be: what was asked, checked before anything is read or stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.wording import count
from bot.errors import BudgetError, UnknownEngineError

if TYPE_CHECKING:
    from bot.answering.commands import Brief
    from summarizers.choosing import Budget
    from summarizers.reading.document import Document

MOST = {"sentences": 1_000, "words": 50_000, "characters": 500_000}
"""The most a briefing may hold; beyond it the statement itself is the thing to read."""
_SHARE = {"short": 0.5, None: 1.0, "long": 2.0}


def check_wishes(command: Brief) -> None:
    """Raise where a length can't be kept or an engine does not exist."""
    check_limits(command)
    if command.engine is not None:
        check_engine(command.engine)


def check_limits(command: Brief, document: Document | None = None) -> None:
    """Raise unless each limit lies between 1 and the most; the document, if it is known, tells how long the text is."""
    wished = {"sentences": command.sentences, "words": command.words, "characters": command.characters}
    for measure, limit in wished.items():
        if limit is not None and not 1 <= limit <= MOST[measure]:
            has = f" This text has {count(len(document.sentences), 'sentence')}." if document else ""
            raise BudgetError(f"A briefing holds 1 to {MOST[measure]:,} {measure}, not {limit:,}.{has}")


def check_engine(name: str) -> str:
    """Give an engine's name as it is registered; raise where there is none."""
    from summarizers.choosing import engine_names

    known = tuple(engine_names())
    if name.casefold() not in known:
        raise UnknownEngineError(name, known)
    return name.casefold()


def budget_for(document: Document, command: Brief) -> Budget:
    """Give the budget of a briefing; what suits the document where no length was asked for."""
    from summarizers.choosing import Budget, suggest_length

    sentences = command.sentences
    if sentences is None and (command.size or not (command.words or command.characters)):
        sentences = max(1, round(suggest_length(document) * _SHARE[command.size]))
    return Budget(sentences=sentences, words=command.words, characters=command.characters)

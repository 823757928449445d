"""What an engine is: something that weighs sentences and can say why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.choosing.material import Material


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen sentence: its index in the document's sentences (or in the list), its score, and why in a few words."""

    index: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """An engine's judgement of every sentence, in reading order.

    `essential` are indices that a briefing of three sentences or more does not miss, most important first.
    `is_focused` scores follow a query, and no section has a claim to be represented.
    """

    scores: tuple[float, ...]
    reasons: tuple[str, ...]
    essential: tuple[int, ...] = ()
    is_focused: bool = False


class Engine(Protocol):
    """Weighs the sentences of a text; pure, and the same on every machine.

    `careful` engines are read with care: no repetition, no sentence that leans on one left out, every major section
    represented. The others are taken at their word, best score first, so that they can be compared with their like.
    """

    careful: bool

    def weigh(self, material: Material, previous: Material | None = None) -> Weighed:
        """Give each sentence its score and reason."""
        ...


class UnknownEngineError(LookupError):
    """No engine has that name; `known` are the names there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f'No engine "{name}". There are {", ".join(known)}.')

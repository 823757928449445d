"""What a sentence does: the actions its verbs name, and whether it is a central bank's decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizers.choosing.lexicon import Action, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

_HYPOTHETICAL = re.compile(
    r"(?:if|when|should|once|whether|unless|wenn|falls|si|lorsque|se|quando|cuando|если|когда)\b|如果|もし|만약"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An action and the span of its verb in the folded sentence."""

    action: Action
    start: int
    end: int


def deeds_in(folded: str, language: str) -> tuple[Deed, ...]:
    """Give the actions that a folded sentence names, in reading order; none where the language has no table."""
    words = lexicon(language)
    if words is None:
        return ()
    found = words.actions.finditer(folded)
    return tuple(Deed(Action[match.lastgroup], match.start(), match.end()) for match in found if match.lastgroup)


def is_monetary(folded: Sequence[str], language: str) -> bool:
    """Whether folded sentences are a central bank's: a sixth of them at least speak of rates, prices or its policy."""
    words = lexicon(language)
    return words is not None and 6 * sum(bool(words.setting.search(sentence)) for sentence in folded) >= len(folded) > 0


def decides_policy(folded: str, language: str) -> bool:
    """Whether a folded sentence says that something of monetary policy was decided or voted.

    To be asked of a central bank's text only (`is_monetary`): elsewhere much fits. What would be done under a condition
    ("If inflation rises, the Committee will decide on rates") decides nothing.
    """
    words = lexicon(language)
    if words is None or _HYPOTHETICAL.match(folded):
        return False
    return any(pattern.search(folded) for pattern in words.policy)


def steers_policy(folded: str, language: str) -> bool:
    """Whether a folded sentence sets an instrument of monetary policy without saying "decided" ("will maintain")."""
    words = lexicon(language)
    if words is None or words.steers is None or _HYPOTHETICAL.match(folded):
        return False
    return bool(words.steers.search(folded))


def weighs_risks(folded: str, language: str) -> bool:
    """Whether a folded sentence of a central bank's text weighs the risks ahead ("risks are tilted to the downside")."""
    words = lexicon(language)
    return words is not None and words.risks is not None and bool(words.risks.search(folded))

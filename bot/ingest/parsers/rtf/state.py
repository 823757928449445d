"""What holds in a group of RTF until it closes, and the control words that change how its text looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

BODY, SKIP = "", "skip"
"""Where text goes: to the document, or nowhere. Other destinations go by the name of their control word."""


@dataclass(frozen=True, slots=True)
class State:
    """What holds in a group: where its text goes, how it is decoded, and how characters and paragraphs look."""

    destination: str = BODY
    codec: str | None = None
    skips: int = 1
    is_bold: bool = False
    is_hidden: bool = False
    style: int = 0
    outline: int | None = None
    list_number: int = 0
    list_level: int = 0
    in_table: bool = False


def _reset_paragraph(state: State, number: int | None) -> State:
    return replace(state, style=0, outline=None, list_number=0, list_level=0, in_table=False)


FORMATS: dict[str, Callable[[State, int | None], State]] = {
    "pard": _reset_paragraph,
    "b": lambda state, number: replace(state, is_bold=number != 0),
    "v": lambda state, number: replace(state, is_hidden=number != 0),
    "deleted": lambda state, number: replace(state, is_hidden=number != 0),
    "uc": lambda state, number: replace(state, skips=max(0, min(number or 0, 8))),
    "outlinelevel": lambda state, number: replace(state, outline=number or 0),
    "ls": lambda state, number: replace(state, list_number=number or 0),
    "ilvl": lambda state, number: replace(state, list_level=max(0, min(number or 0, 8))),
    "intbl": lambda state, _: replace(state, in_table=True),
}
"""What the words say that change how the rest of their group looks."""

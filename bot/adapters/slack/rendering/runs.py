"""Runs as elements of rich text: measured, and cut to the room there is. What they say is harmless already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.adapters.runs import Run, place_to_cut, split_at, text_of
from bot.adapters.safety import split_emoji_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = Mapping[str, object]
"""A JSON object of Slack's."""


def length_of(runs: Iterable[Run]) -> int:
    """Give the characters that runs take, their addresses included."""
    return sum(len(run.text) + len(run.address or "") for run in runs)


def elements_of(runs: Iterable[Run]) -> list[Json]:
    """Give runs as elements of rich text."""
    return [element for run in runs if run.text for element in _elements(run)]


def cut(runs: Sequence[Run], room: int) -> list[tuple[Run, ...]]:
    """Cut runs into stretches that take at most `room` characters; together they are the runs.

    Where a cut is made, `bot.adapters.runs.place_to_cut` says.
    """
    stretches: list[tuple[Run, ...]] = []
    rest = list(runs)
    while length_of(rest) > room:
        head, rest = split_at(rest, place_to_cut(text_of(rest), room))
        stretches.append(tuple(head))
    return [*stretches, tuple(rest)] if rest else stretches


def _elements(run: Run) -> list[Json]:
    style = {name: True for name, is_on in (("bold", run.is_bold), ("italic", run.is_italic)) if is_on}
    styled = {"style": style} if style else {}
    kind = {"type": "link", "url": run.address} if run.address else {"type": "text"}
    return [{**kind, "text": piece, **styled} for piece in split_emoji_names(run.text)]

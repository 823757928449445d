"""Runs: stretches of text in one style, which rich text is made of; they are measured and cut here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.safety import split_emoji_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = Mapping[str, object]
"""A JSON object of Slack's."""

_SENTENCE_END = re.compile(r"[.!?…;:]['\"”’»)\]]*\s+|[。！？；]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, already harmless; `address` makes it a link."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str | None = None


def length_of(runs: Iterable[Run]) -> int:
    """Give the characters that runs take, their addresses included."""
    return sum(len(run.text) + len(run.address or "") for run in runs)


def text_of(runs: Iterable[Run]) -> str:
    """Give what runs say."""
    return "".join(run.text for run in runs)


def elements_of(runs: Iterable[Run]) -> list[Json]:
    """Give runs as elements of rich text."""
    return [element for run in runs if run.text for element in _elements(run)]


def cut(runs: Sequence[Run], room: int) -> list[tuple[Run, ...]]:
    """Cut runs into stretches that take at most `room` characters; together they are the runs.

    A cut is behind a sentence where there is one in the latter half of the room, else at a space, else anywhere but
    before a mark that belongs to the character in front of it.
    """
    stretches: list[tuple[Run, ...]] = []
    rest = list(runs)
    while length_of(rest) > room:
        head, rest = _split_at(rest, _place(text_of(rest), room))
        stretches.append(tuple(head))
    return [*stretches, tuple(rest)] if rest else stretches


def _place(text: str, room: int) -> int:
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, room // 2, room)]
        if ends:
            return ends[-1]
    at = room
    while at > room // 2 and _belongs_to_the_one_before(text[at : at + 1]):
        at -= 1
    return at


def _belongs_to_the_one_before(character: str) -> bool:
    import unicodedata

    return character == "\u200d" or (character != "" and unicodedata.category(character) in {"Mn", "Me", "Mc"})


def _split_at(runs: Sequence[Run], at: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    for index, run in enumerate(runs):
        if at <= len(run.text):
            left, right = replace(run, text=run.text[:at]), replace(run, text=run.text[at:])
            return [*head, left], [each for each in (right, *runs[index + 1 :]) if each.text]
        head.append(run)
        at -= len(run.text)
    return head, []


def _elements(run: Run) -> list[Json]:
    style = {name: True for name, is_on in (("bold", run.is_bold), ("italic", run.is_italic)) if is_on}
    styled = {"style": style} if style else {}
    kind = {"type": "link", "url": run.address} if run.address else {"type": "text"}
    return [{**kind, "text": piece, **styled} for piece in split_emoji_names(run.text)]

"""Runs: stretches of text in one style, which what is shown is made of, and where they may be cut."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SENTENCE_END = re.compile(r"[.!?…;:]['\"”’»)\]]*\s+|[。！？；]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `address` makes it a link."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str | None = None


def text_of(runs: Iterable[Run]) -> str:
    """Give what runs say."""
    return "".join(run.text for run in runs)


def place_to_cut(text: str, room: int) -> int:
    """Give where to cut a text so that its beginning has at most `room` characters, and at least one.

    That is behind a sentence where there is one in the latter half of the room, else at a space, else anywhere but
    before a mark that belongs to the character in front of it.
    """
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, room // 2, room)]
        if ends:
            return max(1, ends[-1])
    at = room
    while at > room // 2 and _belongs_to_the_one_before(text[at : at + 1]):
        at -= 1
    return max(1, at)


def split_at(runs: Sequence[Run], at: int) -> tuple[list[Run], list[Run]]:
    """Give runs as those of the first `at` characters and the rest; what is cut keeps its style on both sides."""
    head: list[Run] = []
    for index, run in enumerate(runs):
        if at <= len(run.text):
            left, right = replace(run, text=run.text[:at]), replace(run, text=run.text[at:])
            return [*head, left], [each for each in (right, *runs[index + 1 :]) if each.text]
        head.append(run)
        at -= len(run.text)
    return head, []


def _belongs_to_the_one_before(character: str) -> bool:
    return character == "\u200d" or (character != "" and unicodedata.category(character) in {"Mn", "Me", "Mc"})

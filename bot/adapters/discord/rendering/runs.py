"""Runs: stretches of text in one style, which a message's content is made of; they are measured and cut here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import escaped, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = Mapping[str, object]
"""A JSON object of Discord's."""

_SENTENCE_END = re.compile(r"[.!?…;:]['\"”’»)\]]*\s+|[。！？；]")
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style, as it is to be read; `address` makes it a link where Discord takes the text for a label."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str | None = None

    @property
    def content(self) -> str:
        """Give the run as Discord wants it written. Style goes by the line, and white space at its ends has none."""
        return "\n".join(map(self._line, escaped(self.text).split("\n")))

    def _line(self, line: str) -> str:
        match = _EDGES.match(line)
        before, text, after = match.groups() if match else ("", line, "")
        if not text:
            return line
        mark = "**" if self.is_bold else "*" if self.is_italic else ""
        styled = f"{mark}{text}{mark}"
        if self.address and not set("[]") & set(self.text):
            return f"{before}[{styled}](<{self.address}>){after}"
        return f"{before}{styled}{after}"


def content_of(runs: Iterable[Run]) -> str:
    """Give runs as content."""
    return "".join(run.content for run in runs)


def cut(runs: Sequence[Run], room: int, in_quotation: bool = False) -> list[tuple[Run, ...]]:
    """Cut runs into stretches whose content takes at most `room` units; together they are the runs.

    A cut is behind a sentence where there is one in the latter half of the room, else at a space, else anywhere but
    before a mark that belongs to the character in front of it. `in_quotation`: each line takes two units more.
    """
    per_line = 2 if in_quotation else 0
    stretches: list[tuple[Run, ...]] = []
    rest = [run for run in runs if run.text]
    while _is_longer(rest, room, per_line):
        beginning, _ = _split_at(rest, room + 1)
        text = "".join(run.text for run in beginning)
        head, rest = _split_at(rest, place_to_cut(text, _most(beginning, room, per_line)))
        stretches.append(tuple(head))
    return [*stretches, tuple(rest)] if rest else stretches


def place_to_cut(text: str, room: int) -> int:
    """Give where to cut a text so that its beginning has at most `room` characters, and at least one."""
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, room // 2, room)]
        if ends:
            return max(1, ends[-1])
    at = room
    while at > room // 2 and _belongs_to_the_one_before(text[at : at + 1]):
        at -= 1
    return max(1, at)


def _is_longer(runs: Sequence[Run], room: int, per_line: int) -> bool:
    return sum(len(run.text) for run in runs) > room or _size(runs, per_line) > room


def _size(runs: Sequence[Run], per_line: int) -> int:
    content = content_of(runs)
    return units(content) + per_line * (content.count("\n") + 1)


def _most(runs: Sequence[Run], room: int, per_line: int) -> int:
    """Give how many characters of the runs have room."""
    low, high = 1, min(room, sum(len(run.text) for run in runs))
    while low < high:
        middle = (low + high + 1) // 2
        if _size(_split_at(runs, middle)[0], per_line) <= room:
            low = middle
        else:
            high = middle - 1
    return low


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

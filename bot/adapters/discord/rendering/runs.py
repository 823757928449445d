"""Runs as a message's content: written as Discord wants them, measured, and cut to the room there is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import escaped, units
from bot.adapters.runs import Run, place_to_cut, split_at, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = Mapping[str, object]
"""A JSON object of Discord's."""

_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def content_of(runs: Iterable[Run]) -> str:
    """Give runs as content. Style goes by the line, and white space at its ends has none."""
    return "".join("\n".join(_line(run, line) for line in escaped(run.text).split("\n")) for run in runs)


def cut(runs: Sequence[Run], room: int, in_quotation: bool = False) -> list[tuple[Run, ...]]:
    """Cut runs into stretches whose content takes at most `room` units; together they are the runs.

    Where a cut is made, `bot.adapters.runs.place_to_cut` says. `in_quotation`: each line takes two units more.
    """
    per_line = 2 if in_quotation else 0
    stretches: list[tuple[Run, ...]] = []
    rest = [run for run in runs if run.text]
    while _is_longer(rest, room, per_line):
        beginning, _ = split_at(rest, room + 1)
        text = text_of(beginning)
        head, rest = split_at(rest, place_to_cut(text, _most(beginning, room, per_line)))
        stretches.append(tuple(head))
    return [*stretches, tuple(rest)] if rest else stretches


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
        if _size(split_at(runs, middle)[0], per_line) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _line(run: Run, line: str) -> str:
    """Give a line of a run, a link where Discord takes what it says for a label."""
    match = _EDGES.match(line)
    before, text, after = match.groups() if match else ("", line, "")
    if not text:
        return line
    mark = "**" if run.is_bold else "*" if run.is_italic else ""
    styled = f"{mark}{text}{mark}"
    if run.address and not set("[]") & set(run.text):
        return f"{before}[{styled}](<{run.address}>){after}"
    return f"{before}{styled}{after}"

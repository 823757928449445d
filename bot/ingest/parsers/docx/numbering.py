"""The numbers and bullets that Word draws in front of paragraphs, and that are nowhere in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from bot.ingest.parsers.docx.names import Element, child, children, value

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST = 3999
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """How the items of a level are counted: the form of a number, its first value, and the text around it."""

    form: str
    start: int
    text: str


class Numbering:
    """Counts the items of a document's lists in its order."""

    def __init__(self, element: Element | None) -> None:
        """Take the root of the numbering part (`None` where the file has none)."""
        self._abstract: dict[str | None, dict[int, _Level]] = {}
        self._lists: dict[str | None, str | None] = {}
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        if element is None:
            return
        for abstract in children(element, "abstractNum"):
            self._abstract[value(abstract, "abstractNumId")] = dict(map(_level, children(abstract, "lvl")))
        for number in children(element, "num"):
            target = child(number, "abstractNumId")
            self._lists[value(number, "numId")] = value(target, "val") if target is not None else None

    def label(self, list_id: str | None, depth: int) -> str:
        """Count an item of a list at a depth from 0; gives what stands in front of it, "" for nothing."""
        levels = self._abstract.get(self._lists.get(list_id), {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return BULLET
        return _PLACE.sub(lambda match: self._number(levels, counts, int(match[1]) - 1), level.text).strip()

    def _number(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return _write(counts.get(depth, level.start), level.form)


def _level(element: Element) -> tuple[int, _Level]:
    form, start, text = (child(element, name) for name in ("numFmt", "start", "lvlText"))
    return int(value(element, "ilvl") or 0), _Level(
        (value(form, "val") or "decimal") if form is not None else "decimal",
        int(value(start, "val") or 1) if start is not None else 1,
        (value(text, "val") or "") if text is not None else "",
    )


def _write(number: int, form: str) -> str:
    """Write a number in the forms that lists have; an unknown form in figures."""
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < number <= _LARGEST:
        numeral = _roman(number)
        return numeral.upper() if form == "upperRoman" else numeral
    if form in ("lowerLetter", "upperLetter") and number > 0:
        repeats, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) * min(repeats + 1, 9)
        return text.upper() if form == "upperLetter" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for amount, numeral in _ROMAN:
        while number >= amount:
            text, number = text + numeral, number - amount
    return text

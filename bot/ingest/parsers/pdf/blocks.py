"""What a PDF's lines amount to: paragraphs, items, tables and headings, each with its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from bot.ingest.parsers.pdf.lines import Line

_SENTENCE_END = re.compile(r"[.!?:;。！？：；؟۔…][\"'”’»)\]」』]*$")


class BlockKind(Enum):
    """What a block is."""

    PROSE = "prose"
    ITEM = "list item"
    TABLE = "table"
    HEADING = "heading"


@dataclass(slots=True)
class Block:
    """Lines that belong together; `is_first` where a column begins with it; the level is a heading's or an item's."""

    lines: list[Line]
    kind: BlockKind = BlockKind.PROSE
    is_first: bool = False
    is_indented: bool = False
    """It is told from the block above by the indentation of its first line."""
    level: int = 1
    follows: list[Block] = field(default_factory=list)
    """The rest of it, in other columns or on other pages."""

    @property
    def size(self) -> float:
        """The size of its first line."""
        return self.lines[0].size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.is_bold for line in self.lines)

    @property
    def text(self) -> str:
        """Its lines with spaces between; for looking at, not for quoting."""
        return " ".join(line.text for line in self.lines)

    @property
    def last(self) -> Line:
        """Its last line, in the last of its parts."""
        return self.follows[-1].last if self.follows else self.lines[-1]


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence (or a lead-in) ends."""
    return bool(_SENTENCE_END.search(text))


def is_full(line: Line, following: Line) -> bool:
    """Whether the next line's first word would not have fitted into a line any more."""
    return line.right - line.x1 < following.first_width + 0.25 * line.size


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column, away from both edges."""
    middle = (line.left + line.right) / 2
    is_inside = line.x0 - line.left > 2 * line.size and line.right - line.x1 > 2 * line.size
    return is_inside and abs((line.x0 + line.x1) / 2 - middle) < 0.4 * line.size

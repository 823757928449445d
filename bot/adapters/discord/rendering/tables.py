"""Lists: a line for each row, which a phone wraps; no columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.pieces import ROOM, SEPARATOR, Piece
from bot.adapters.discord.rendering.runs import content_of, cut
from bot.adapters.discord.rendering.safety import on_one_line, shortened
from bot.adapters.runs import Run
from bot.answering.wording import plural

if TYPE_CHECKING:
    from bot.answering.replies import Table

_LONGEST_CELL = 600
_DEEPEST = 12
_NO_BREAK = "\u00a0"


def table_pieces(table: Table) -> list[Piece]:
    """Give a table as pieces, one a row: its name bold, the rest after it, figures with what they count."""
    longest = min(_LONGEST_CELL, ROOM // (len(table.columns) or 1))
    return [
        Piece(content_of(stretch), is_close=row_at > 0 or at > 0, names=_names(row))
        for row_at, row in enumerate(table.rows)
        for at, stretch in enumerate(cut(_line(row, table.columns, longest), ROOM))
    ]


def _line(row: tuple[str, ...], columns: tuple[str, ...], longest: int) -> list[Run]:
    indent = max((len(cell) - len(cell.lstrip(" ")) for cell in row if cell.strip()), default=0)
    cells = [(shortened(cell, longest), column) for cell, column in zip(row, columns, strict=False)]
    first, *rest = [_counted(cell, column) if at else cell for at, (cell, column) in enumerate(cells) if cell] or [""]
    name = [Run(_NO_BREAK * min(indent, _DEEPEST)), Run(first, is_bold=True)]
    return [run for run in (*name, Run(f"  {SEPARATOR.join(rest)}" if rest else "")) if run.text]


def _counted(cell: str, column: str) -> str:
    """Give a figure with what it counts, as the column is called: "8 sentences"."""
    if not cell.isdecimal() or not column.endswith("s"):
        return cell
    return f"{cell} {column if cell != '1' else _singular(column)}"


def _singular(noun: str) -> str:
    candidates = (noun.removesuffix("s"), f"{noun.removesuffix('ies')}y")
    return next(each for each in (*candidates, noun) if plural(2, each) == noun or each == noun)


def _names(row: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for cell in row[:2] if (name := on_one_line(cell)))

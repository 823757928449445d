"""Lists as Slack's tables, and the same as paragraphs for a workspace that refuses those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.runs import Run
from bot.adapters.safety import shortened, split_emoji_names
from bot.adapters.slack.rendering.pieces import ROOM, Piece, paragraph, rich_text
from bot.adapters.slack.rendering.reading import SEPARATOR, text_of_cells
from bot.adapters.slack.rendering.runs import Json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.replies import Table

MOST_ROWS = 100
MOST_COLUMNS = 20
_EMPTY = "\u00a0"
_LONGEST_CELL = 1_000
_DEEPEST = 12
"""Spaces: what a name is set in by at most."""


def table_pieces(table: Table, *, is_plain: bool = False) -> list[Piece]:
    """Give a table as blocks: as many as pages are needed, each with the head of the columns."""
    longest = min(_LONGEST_CELL, ROOM // (3 * len(table.columns) or 1))
    rows = [[_cell(cell, longest) for cell in row[:MOST_COLUMNS]] for row in table.rows]
    head = [_cell(column, longest) for column in table.columns[:MOST_COLUMNS]]
    if is_plain:
        return [_lines(group) for group in _grouped(rows, ())]
    return [_table(head, group) for group in _grouped(rows, head)]


def plain_form(block: Json) -> Json:
    """Give a block as one that every workspace takes: a table becomes lines, all else stays as it is."""
    if block.get("type") != "table":
        return block
    rows = block["rows"]
    if not isinstance(rows, list):
        return block
    return _lines([text_of_cells(row) for row in rows]).block


def _grouped(rows: Sequence[list[str]], head: Sequence[str]) -> Iterable[list[list[str]]]:
    """Give rows in groups, none with more than a page and a table have room for."""
    group: list[list[str]] = []
    size = base = sum(map(len, head))
    for row in rows:
        length = sum(map(len, row)) + len(SEPARATOR) * len(row)
        if group and (size + length > ROOM or len(group) + 1 >= MOST_ROWS):
            yield group
            group, size = [], base
        group.append(row)
        size += length
    if group:
        yield group


def _table(head: Sequence[str], rows: Sequence[list[str]]) -> Piece:
    shown = [list(head), *rows] if any(head) else list(rows)
    settings = [
        {"align": "right" if _holds_numbers(column) else "left", "is_wrapped": True}
        for column in zip(*rows, strict=True)
    ]
    block = {"type": "table", "rows": [[_raw(cell) for cell in row] for row in shown], "column_settings": settings}
    return Piece(block, _as_text(rows), names=_names(rows))


def _lines(rows: Sequence[Sequence[str]]) -> Piece:
    runs = [run for row in rows for run in _line(row)]
    return Piece(rich_text(paragraph(runs)), _as_text(rows), names=_names(rows))


def _names(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(cell for row in rows for cell in row[:2] if cell)


def _line(row: Sequence[str]) -> list[Run]:
    """Give a row as a line: its name bold, the rest after it."""
    first, *rest = [cell.strip() for cell in row if cell.strip()] or [_EMPTY]
    return [Run(first, is_bold=True), Run(f"  {SEPARATOR.join(rest)}\n")]


def _as_text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(SEPARATOR.join(cell.strip() for cell in row if cell.strip()) for row in rows)


def _cell(text: str, longest: int) -> str:
    indent = min(len(text) - len(text.lstrip(" ")), _DEEPEST)
    return _EMPTY * indent + shortened(text, longest)


def _raw(text: str) -> Json:
    """Give a cell; one with what may be taken for an emoji's name is written in pieces."""
    if len(split_emoji_names(text)) > 1:
        return rich_text(paragraph([Run(text)]))
    return {"type": "raw_text", "text": text or _EMPTY}


def _holds_numbers(column: Sequence[str]) -> bool:
    return bool(column) and all(cell.strip().isdecimal() for cell in column)

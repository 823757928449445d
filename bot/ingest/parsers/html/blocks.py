"""A tree to blocks: the paragraphs, headings, items and rows of a page in the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.ingest.parsers.html.elements import (
    INLINE,
    heading_level,
    holder_of,
    is_bold,
    is_data_table,
    is_layout_item,
    is_link,
    is_reference,
    keeps_lines,
    leads_away,
)
from bot.ingest.parsers.html.lines import CELL_GAP, Run, collapse, join_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_SQUARE = re.compile(r"[□■◆◇▣▶]\s?\S.{0,80}$")
"""A bold line behind a square: how ministries of Korea and Japan set their headings."""
_SQUARE_LEVEL = 4


class BlockKind(StrEnum):
    """The form that the markup gives a block."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(slots=True)
class Block:
    """A run of text between two block borders.

    `home` is the innermost element around it that is a block, `holder` the one that holds it beside others of its kind
    (for an item the element around its list); `bold` are spans of `text`; `linked` counts the characters in links,
    `away` those in links to other pages.
    """

    text: str
    kind: BlockKind
    level: int
    home: HtmlElement
    holder: HtmlElement
    bold: tuple[tuple[int, int], ...] = ()
    linked: int = 0
    away: int = 0
    is_quotation: bool = False


@dataclass(slots=True)
class _State:
    """Where the walk stands: counters of what it is inside of, and the lines of the block that grows."""

    bold: int = 0
    link: int = 0
    away: int = 0
    quotation: int = 0
    item: int = 0
    row: int = 0
    pre: int = 0
    headings: list[int] = field(default_factory=list)
    homes: list[HtmlElement] = field(default_factory=list)
    lines: list[tuple[int, list[Run]]] = field(default_factory=lambda: [(0, [])])


def find_blocks(body: HtmlElement) -> list[Block]:
    """Give the blocks of a tree in order, empty ones left out; never recursive."""
    from lxml import etree

    walk = _Walk(body)
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.flush()
    return walk.blocks


class _Walk:
    def __init__(self, body: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._state = _State(homes=[body])
        self._data_tables = {table for table in body.iter("table") if is_data_table(table)}
        self._holders: dict[HtmlElement, HtmlElement] = {}
        self._skipped: HtmlElement | None = None

    def enter(self, element: HtmlElement) -> None:
        if self._skipped is not None:
            return
        if is_reference(element):
            self._skipped = element
            return
        state, tag = self._state, element.tag
        if tag == "br":
            self._break_line()
        elif tag not in INLINE:
            self._open_block(element)
        state.bold += is_bold(element)
        state.link += is_link(element)
        state.away += leads_away(element)
        state.pre += keeps_lines(element)
        self._add(element.text)

    def leave(self, element: HtmlElement) -> None:
        if self._skipped is not None:
            if self._skipped is element:
                self._skipped = None
                self._add(element.tail)
            return
        state, tag = self._state, element.tag
        if tag != "br" and tag not in INLINE:
            self._close_block(element)
        state.pre -= keeps_lines(element)
        state.bold -= is_bold(element)
        state.link -= is_link(element)
        state.away -= leads_away(element)
        self._add(element.tail)

    def _open_block(self, element: HtmlElement) -> None:
        state, tag = self._state, element.tag
        if state.row and tag not in ("tr", "caption"):
            self._add_gap(tag)
            return
        self.flush()
        state.homes.append(element)
        if level := heading_level(element):
            state.headings.append(level)
        state.quotation += tag == "blockquote"
        state.item += tag == "li" and not is_layout_item(element)
        state.row += element in self._data_tables

    def _close_block(self, element: HtmlElement) -> None:
        state, tag = self._state, element.tag
        if state.row and tag not in ("tr", "caption") and element not in self._data_tables:
            return
        self.flush()
        state.homes.pop()
        if heading_level(element):
            state.headings.pop()
        state.quotation -= tag == "blockquote"
        state.item -= tag == "li" and not is_layout_item(element)
        state.row -= element in self._data_tables

    def _add_gap(self, tag: str) -> None:
        self._add_run(CELL_GAP if tag in ("td", "th") else " ")

    def _break_line(self) -> None:
        if self._state.row:
            self._add_run(" ")
        elif self._state.lines[-1][1]:
            self._state.lines.append((1, []))
        else:
            breaks, runs = self._state.lines[-1]
            self._state.lines[-1] = (breaks + 1, runs)

    def _add(self, text: str | None) -> None:
        for number, line in enumerate(text.split("\n") if text and self._state.pre else [text]):
            if number:
                self._break_line()
            if line and (not line.isspace() or self._state.lines[-1][1]):
                self._add_run(line.replace(CELL_GAP, "\ufffd"))

    def _add_run(self, text: str) -> None:
        self._state.lines[-1][1].append(Run(text, self._state.bold > 0, self._state.link > 0, self._state.away > 0))

    def _holder_of(self, home: HtmlElement) -> HtmlElement:
        if home not in self._holders:
            self._holders[home] = holder_of(home)
        return self._holders[home]

    def flush(self) -> None:
        """End the block that grows."""
        state = self._state
        if len(state.lines) == 1 and not state.lines[0][1]:
            return
        for runs in join_lines(state.lines, are_wrapped=state.pre > 0):
            self._emit(runs)
        state.lines = [(0, [])]

    def _emit(self, runs: list[Run]) -> None:
        state = self._state
        text, bold = collapse(runs)
        if not text:
            return
        kind = BlockKind.PARAGRAPH
        if state.row:
            kind = BlockKind.ROW
        elif state.headings or (_SQUARE.match(text) and bold == ((0, len(text)),)):
            kind = BlockKind.HEADING
        elif state.item:
            kind = BlockKind.ITEM
        home = state.homes[-1]
        self.blocks.append(
            Block(
                text=text,
                kind=kind,
                level=state.headings[-1] if state.headings else _SQUARE_LEVEL,
                home=home,
                holder=self._holder_of(home),
                bold=bold,
                linked=sum(len(run.text.strip()) for run in runs if run.is_link),
                away=sum(len(run.text.strip()) for run in runs if run.is_away),
                is_quotation=state.quotation > 0,
            )
        )

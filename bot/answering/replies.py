"""What is answered, before any surface renders it: a `Reply` of blocks, actions and facts.

Text here is plain: whatever a source or a person wrote stands in it as it is, and each surface's renderer makes it
harmless in its own markup. Quotations are another type than the bot's own words, so that no renderer can mix them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.facts import Facts

Span = tuple[int, int]
"""Code-point offsets, end exclusive."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the statement that the reply is about; `address` is where its source stands, if it has one."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A line of small print: who, where, when, or what was counted; its parts are joined by the renderer."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the statement, above what is quoted from under it."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the bot's own about what it did and where things stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `text == body[start:end]` of the version named, if the statement is stored.

    `lit` are spans of the body inside the quotation that answer a question; `lead_in` is the span's own introduction,
    word for word, where it is a list item; `where` names its place beyond the
    paragraph, `note` is what the bot says of it (why it was chosen). `address` leads to it in its source on the web, as
    near as it can be named.
    """

    text: str
    start: int
    end: int
    paragraph: int | None = None
    version: int | None = None
    label: str | None = None
    speaker: str | None = None
    page: int | None = None
    lit: tuple[Span, ...] = ()
    lead_in: str | None = None
    where: str | None = None
    note: str | None = None
    is_list_item: bool = False
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a list, each as long as `columns`; cells are plain text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Text to copy as it stands."""

    text: str


Block = Title | Context | Heading | Line | Quote | Table | Citation


@dataclass(frozen=True, slots=True)
class Action:
    """What a reader can do next: a label and the command it stands for, in the words of the command language."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: blocks in reading order, what can be done next, and the same as facts for scripts.

    `is_public`: everybody in the conversation is meant to see it, where a surface would show it to one person alone.
    """

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    facts: Facts | None = None
    is_refusal: bool = False
    is_public: bool = False

"""A reply as messages of Discord, each within every limit. Pure: nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.buttons import rows_of_actions, rows_of_names
from bot.adapters.discord.rendering.composing import compose
from bot.adapters.discord.rendering.controls import PAGE, Controls, rows_of_buttons
from bot.adapters.discord.rendering.pages import put_on_pages
from bot.adapters.discord.rendering.pieces import Piece, content_of_pieces, small_print
from bot.adapters.discord.rendering.runs import Json
from bot.adapters.discord.rendering.safety import escaped, shortened
from bot.adapters.repeating import command_again

if TYPE_CHECKING:
    from bot.answering.replies import Reply

_LONGEST_LINE = 300


class Paging(Enum):
    """How a reply goes on that is longer than a message: with buttons that turn the page, or in further messages."""

    BUTTON = "button"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Message:
    """A message: content and rows of components, both within Discord's limits.

    `kept` are the commands that had no room in the components, by the keys that stand there for them: they are to be
    kept for as long as the message may be pressed.
    """

    content: str
    components: tuple[Json, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)


def render(
    reply: Reply, *, pages: Paging = Paging.BUTTON, can_share: bool = False, said: str = "", page: int = 1
) -> tuple[Message, ...]:
    """Give a reply as one or more messages.

    With `Paging.BUTTON` the one page asked for, with buttons that turn the page; with `Paging.MESSAGES` all of it: the
    last message has the buttons, for that is where reading ends. `said` is the command that the reply answers: what
    turning the page and sharing say again.
    """
    again = command_again(said, reply)
    sheets = _sheets(reply)
    total = len(sheets)
    if pages is Paging.BUTTON:
        at = max(1, min(page, total))
        return (_page(reply, sheets[at - 1], again, at, total, can_share=can_share),)
    return tuple(_message_of(reply, sheet, again, at, total, can_share=can_share) for at, sheet in enumerate(sheets, 1))


def _sheets(reply: Reply) -> list[list[Piece]]:
    """Give the pieces of each page: with the addresses of quotations, unless all of it is one page without them."""
    sheets = put_on_pages(compose(reply))
    if len(sheets) > 1:
        unlinked = put_on_pages(compose(reply, is_linked=False))
        sheets = unlinked if len(unlinked) == 1 else sheets
    return sheets or [[Piece(small_print("Nothing to show."))]]


def loading(text: str) -> Message:
    """Give what is shown while something is being read: "Reading example.org ..."."""
    return Message(small_print(escaped(shortened(text, _LONGEST_LINE) or "Reading ...")))


def _page(reply: Reply, sheet: Sequence[Piece], again: str | None, at: int, total: int, *, can_share: bool) -> Message:
    controls = Controls()
    note, turning = _turning(at, total, again, controls)
    rows = rows_of_actions(reply, _names(sheet), again, controls, can_share=can_share)
    return Message(content_of_pieces([*sheet, *note]), (*turning, *rows), controls.kept)


def _message_of(
    reply: Reply, sheet: Sequence[Piece], again: str | None, at: int, total: int, *, can_share: bool
) -> Message:
    controls = Controls()
    note = [Piece(small_print(f"{at} of {total}"))] if total > 1 else []
    if at == total:
        rows = rows_of_actions(reply, _names(sheet), again, controls, can_share=can_share)
    else:
        rows = rows_of_names(reply, _names(sheet), controls)
    return Message(content_of_pieces([*sheet, *note]), tuple(rows), controls.kept)


def _names(sheet: Sequence[Piece]) -> frozenset[str]:
    return frozenset[str]().union(*(piece.names for piece in sheet))


def _turning(at: int, total: int, again: str | None, controls: Controls) -> tuple[list[Piece], list[Json]]:
    """Give what turns the pages, if there are several: which one this is, and the buttons to the others."""
    if total == 1:
        return [], []
    if again is None:
        said = f"Page {at} of {total}. Ask for less at once to see the rest."
        return [Piece(small_print(said))], []
    before = controls.button("Previous page", PAGE, again, at - 1) if at > 1 else None
    after = controls.button("Next page", PAGE, again, at + 1) if at < total else None
    return [Piece(small_print(f"Page {at} of {total}"))], rows_of_buttons([before, after])

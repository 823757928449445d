"""A reply as messages of Slack, each within every limit of Block Kit. Pure: nothing is sent here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.adapters.repeating import command_again
from bot.adapters.runs import Run
from bot.adapters.safety import shortened
from bot.adapters.slack.rendering.buttons import row_of_actions, row_of_names
from bot.adapters.slack.rendering.composing import compose
from bot.adapters.slack.rendering.controls import SAY, button
from bot.adapters.slack.rendering.fallback import fallback_text
from bot.adapters.slack.rendering.pages import put_on_pages
from bot.adapters.slack.rendering.pieces import MOST_TOGETHER, Piece, paragraph_piece, plain_text
from bot.adapters.slack.rendering.runs import Json

if TYPE_CHECKING:
    from bot.answering.replies import Reply

_LONGEST_LINE = 300
_BUTTONS = 700
"""Characters that buttons, and the line that says which page it is, take at most."""
_SMALLEST_MENU = 1_200
"""Characters of the labels of a menu of a hundred options."""


class Paging(Enum):
    """Where a reply goes on that is longer than a message."""

    THREAD = "thread"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Message:
    """A message: blocks, and the same as plain text without markup; both within Slack's limits."""

    text: str
    blocks: tuple[Json, ...]


def render(
    reply: Reply,
    *,
    pages: Paging = Paging.THREAD,
    can_share: bool = False,
    said: str = "",
    page: int = 1,
    plain: bool = False,
) -> tuple[Message, ...]:
    """Give a reply as one or more messages.

    With `Paging.THREAD` all of it: the first message has the buttons, the others go in its thread. With `Paging.BUTTON`
    the one page asked for, with buttons that turn the page. `said` is the command that the reply answers: what turning
    the page and sharing say again. `plain` does without the blocks that a workspace may refuse.
    """
    again = command_again(said, reply)
    sheets = put_on_pages(compose(reply, is_plain=plain)) or [[paragraph_piece([Run("Nothing to show.")])]]
    total = len(sheets)
    if pages is Paging.BUTTON:
        at = max(1, min(page, total))
        sheet = sheets[at - 1]
        return (_message(sheet, _turning(at, total, again), _below(reply, sheet, again, can_share=can_share)),)
    note = [_small_print(f"1 of {total}, goes on in the thread")] if total > 1 else []
    first = _message(sheets[0], note, _below(reply, sheets[0], again, can_share=can_share))
    rest = (
        _message(sheet, [_small_print(f"{at} of {total}")], row_of_names(reply, _names(sheet), _room_left(sheet)))
        for at, sheet in enumerate(sheets[1:], 2)
    )
    return (first, *rest)


def loading(text: str) -> Message:
    """Give what is shown while something is being read: "Reading example.org ..."."""
    piece = _small_print(shortened(text, _LONGEST_LINE) or "Reading ...")
    return Message(fallback_text([piece.text]), (piece.block,))


def _below(reply: Reply, sheet: Sequence[Piece], again: str | None, *, can_share: bool) -> list[Json]:
    return row_of_actions(reply, _names(sheet), _room_left(sheet), again, can_share=can_share)


def _names(sheet: Sequence[Piece]) -> frozenset[str]:
    return frozenset[str]().union(*(piece.names for piece in sheet))


def _room_left(sheet: Sequence[Piece]) -> int:
    """Give the characters that a menu below a page may take, of those that stay free for what is below."""
    return max(_SMALLEST_MENU, MOST_TOGETHER - _BUTTONS - sum(piece.weight for piece in sheet))


def _message(sheet: Sequence[Piece], below: Sequence[Piece | Json], actions: Sequence[Json]) -> Message:
    pieces = [*sheet, *(each for each in below if isinstance(each, Piece))]
    rows = [each for each in below if not isinstance(each, Piece)]
    blocks = (*(piece.block for piece in pieces), *rows, *actions)
    return Message(fallback_text(piece.text for piece in pieces), blocks)


def _turning(at: int, total: int, again: str | None) -> list[Piece | Json]:
    """Give what turns the pages, if there are several: which one this is, and the buttons to the others."""
    if total == 1:
        return []
    if again is None:
        return [_small_print(f"Page {at} of {total}. Ask for less at once to see the rest.")]
    before = button("Previous page", f"{SAY}:previous", again, at - 1) if at > 1 else None
    after = button("Next page", f"{SAY}:next", again, at + 1) if at < total else None
    row = {"type": "actions", "elements": [each for each in (before, after) if each]}
    return [_small_print(f"Page {at} of {total}"), row]


def _small_print(text: str) -> Piece:
    return Piece({"type": "context", "elements": [plain_text(text)]}, text)

"""What can be done next, below a message: buttons, and menus where there is much to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.offers import (
    actions_among,
    are_sections,
    can_be_shared,
    choice_of,
    parted,
    placeholder_of,
    question_about,
    section_choices,
)
from bot.adapters.slack.rendering.controls import ASK, CHOOSE, MOST_OPTIONS, SAY, SECTION, SHARE, button, menu

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.adapters.slack.rendering.runs import Json
    from bot.answering.replies import Action, Reply

_MOST_BUTTONS = 5


def row_of_actions(
    reply: Reply, names: Collection[str], room: int, again: str | None, *, can_share: bool
) -> list[Json]:
    """Give the row below a reply's first message: buttons, a menu, the question, the way into the channel.

    `names` are the rows of a list that the message shows, `room` the characters that menus may take, `again` the
    command that gives the reply again.
    """
    buttons, in_menu = parted(reply, _MOST_BUTTONS)
    sections = menu("Section", SECTION, section_choices(reply, MOST_OPTIONS), room)
    if sections:
        buttons = [action for action in buttons if not action.command.startswith("sections ")]
    question = question_about(reply)
    elements = [
        *(button(each.label, f"{SAY}:{at}", each.command) for at, each in enumerate(buttons)),
        sections,
        _commands(reply, [*in_menu, *actions_among(reply, names)], room),
        button("Ask", ASK, question) if question else None,
        button("Share to channel", SHARE, again) if can_share and again and can_be_shared(reply) else None,
    ]
    return _row(elements)


def row_of_names(reply: Reply, names: Collection[str], room: int) -> list[Json]:
    """Give the row below a later message of a list: the menu of the rows that it shows."""
    return _row([_commands(reply, actions_among(reply, names), room)])


def _row(elements: Sequence[Json | None]) -> list[Json]:
    row = [element for element in elements if element is not None]
    return [{"type": "actions", "elements": row}] if row else []


def _commands(reply: Reply, actions: Sequence[Action], room: int) -> Json | None:
    """Give the menu of actions that are too many for buttons."""
    action_id = SECTION if are_sections(actions) else CHOOSE
    return menu(placeholder_of(actions), action_id, [choice_of(action, reply) for action in actions], room)

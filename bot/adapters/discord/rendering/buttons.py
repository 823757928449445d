"""What can be done next, below a message: buttons, and menus where there is much to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.controls import (
    ASK,
    CHOOSE,
    MOST_IN_ROW,
    MOST_OPTIONS,
    SAY,
    SECTION,
    SHARE,
    Controls,
    rows_of_buttons,
)
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

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.adapters.discord.rendering.runs import Json
    from bot.answering.replies import Action, Reply


def rows_of_actions(
    reply: Reply, names: Collection[str], again: str | None, controls: Controls, *, can_share: bool
) -> list[Json]:
    """Give the rows below a reply: buttons, the question, the way into the channel, then menus.

    `names` are the rows of a list that the message shows, `again` the command that gives the reply again.
    """
    sections = controls.menu("Section", SECTION, section_choices(reply, MOST_OPTIONS))
    buttons, in_menu = parted(reply, MOST_IN_ROW, has_sections=sections is not None)
    question = question_about(reply)
    pressed = [
        *(controls.button(each.label, SAY, each.command, at) for at, each in enumerate(buttons)),
        controls.button("Ask", ASK, question) if question else None,
        controls.button("Share to channel", SHARE, again) if can_share and again and can_be_shared(reply) else None,
    ]
    chosen = [*in_menu, *actions_among(reply, names)]
    return [*rows_of_buttons(pressed), *_rows([sections, _commands(reply, chosen, controls)])]


def rows_of_names(reply: Reply, names: Collection[str], controls: Controls) -> list[Json]:
    """Give the row below a later message of a list: the menu of the rows that it shows."""
    return _rows([_commands(reply, actions_among(reply, names), controls)])


def _rows(rows: Sequence[Json | None]) -> list[Json]:
    return [each for each in rows if each is not None]


def _commands(reply: Reply, actions: Sequence[Action], controls: Controls) -> Json | None:
    """Give the menu of actions that are too many for buttons."""
    kind = SECTION if are_sections(actions) else CHOOSE
    return controls.menu(placeholder_of(actions), kind, [choice_of(action, reply) for action in actions], 1)

"""What can be done next, below a message: buttons, and menus where there is much to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.repeating import statement_of
from bot.adapters.slack.rendering.controls import ASK, SAY, SHARE, button
from bot.adapters.slack.rendering.menus import actions_among, actions_of_rows, commands_menu, sections_menu
from bot.answering.facts import (
    AnswerFacts,
    AnswersFacts,
    BriefingFacts,
    CitationFacts,
    FeedFacts,
    FoundFacts,
    ListFacts,
    SectionsFacts,
    SectionTextFacts,
    SeriesFacts,
    SimilarFacts,
)
from bot.answering.replies import Action

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.adapters.slack.rendering.runs import Json
    from bot.answering.replies import Reply

_MOST_BUTTONS = 5
_ABOUT_ONE = (BriefingFacts, SectionsFacts, SectionTextFacts, AnswerFacts)
_SHOWING = (*_ABOUT_ONE, AnswersFacts, FoundFacts, ListFacts, SeriesFacts, SimilarFacts, CitationFacts, FeedFacts)


def row_of_actions(
    reply: Reply, names: Collection[str], room: int, again: str | None, *, can_share: bool
) -> list[Json]:
    """Give the row below a reply's first message: buttons, a menu, the question, the way into the channel.

    `names` are the rows of a list that the message shows, `room` the characters that menus may take, `again` the
    command that gives the reply again.
    """
    buttons, in_menu = _parted(reply)
    sections = sections_menu(reply, room)
    if sections:
        buttons = [action for action in buttons if not action.command.startswith("sections ")]
    elements = [
        *(button(each.label, f"{SAY}:{at}", each.command) for at, each in enumerate(buttons)),
        sections,
        commands_menu(reply, [*in_menu, *actions_among(actions_of_rows(reply), names)], room),
        _ask(reply),
        button("Share to channel", SHARE, again) if can_share and again and _shows(reply) else None,
    ]
    return _row(elements)


def row_of_names(reply: Reply, names: Collection[str], room: int) -> list[Json]:
    """Give the row below a later message of a list: the menu of the rows that it shows."""
    return _row([commands_menu(reply, actions_among(actions_of_rows(reply), names), room)])


def _row(elements: Sequence[Json | None]) -> list[Json]:
    row = [element for element in elements if element is not None]
    return [{"type": "actions", "elements": row}] if row else []


def _parted(reply: Reply) -> tuple[list[Action], list[Action]]:
    """Give the actions that become buttons and those that go in a menu; those of a list's rows are neither.

    Opening a statement to the workspace is no button: next to posting an answer in the channel it would be mistaken.
    """
    of_rows = actions_of_rows(reply)
    shown = [each for each in reply.actions if each not in of_rows and not each.command.startswith("share ")]
    actions = [*shown, *_shorter(reply)]
    if len(actions) <= _MOST_BUTTONS:
        return actions, []
    briefings = [each for each in actions if each.command.startswith("brief ")]
    others = [each for each in actions if each not in briefings]
    return others[:_MOST_BUTTONS], [*others[_MOST_BUTTONS:], *briefings]


def _shorter(reply: Reply) -> list[Action]:
    """Give the way back from a long briefing."""
    name = statement_of(reply)
    is_long = isinstance(reply.facts, BriefingFacts) and not any(each.label == "Longer" for each in reply.actions)
    return [Action("Shorter", f"brief {name}")] if is_long and name else []


def _shows(reply: Reply) -> bool:
    """Whether a reply shows something of statements, and shows the same when it is asked for again."""
    return isinstance(reply.facts, _SHOWING) and not reply.is_refusal


def _ask(reply: Reply) -> Json | None:
    name = statement_of(reply)
    return button("Ask", ASK, f"ask {name}") if isinstance(reply.facts, _ABOUT_ONE) and name else None

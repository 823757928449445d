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
    Choice,
    Controls,
    rows_of_buttons,
)
from bot.adapters.discord.rendering.safety import on_one_line
from bot.adapters.repeating import statement_of
from bot.answering.facts import (
    AnswerFacts,
    AnswersFacts,
    BriefingFacts,
    CitationFacts,
    FeedFacts,
    FoundFacts,
    ListFacts,
    SectionFacts,
    SectionsFacts,
    SectionTextFacts,
    SeriesFacts,
    SimilarFacts,
)
from bot.answering.replies import Action, Table
from bot.answering.wording import count
from summarizers.reading.document import LEAD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.adapters.discord.rendering.runs import Json
    from bot.answering.replies import Reply

_ABOUT_ONE = (BriefingFacts, SectionsFacts, SectionTextFacts, AnswerFacts)
_SHOWING = (*_ABOUT_ONE, AnswersFacts, FoundFacts, ListFacts, SeriesFacts, SimilarFacts, CitationFacts, FeedFacts)
_NAMING = ("title", "section")
"""The columns that say what a row is."""
_PLACEHOLDERS = {"brief": "Brief a statement", "section": "Show a section", "settings": "Show a setting"}


def rows_of_actions(
    reply: Reply, names: Collection[str], again: str | None, controls: Controls, *, can_share: bool
) -> list[Json]:
    """Give the rows below a reply: buttons, the question, the way into the channel, then menus.

    `names` are the rows of a list that the message shows, `again` the command that gives the reply again.
    """
    sections = controls.menu("Section", SECTION, _section_choices(reply))
    buttons, in_menu = _parted(reply, has_sections=sections is not None)
    name = statement_of(reply)
    can_ask = isinstance(reply.facts, _ABOUT_ONE) and name
    pressed = [
        *(controls.button(each.label, SAY, each.command, at) for at, each in enumerate(buttons)),
        controls.button("Ask", ASK, f"ask {name}") if can_ask else None,
        controls.button("Share to channel", SHARE, again) if can_share and again and _shows(reply) else None,
    ]
    chosen = [*in_menu, *_among(actions_of_rows(reply), names)]
    return [*rows_of_buttons(pressed), *_rows([sections, _commands(reply, chosen, controls)])]


def rows_of_names(reply: Reply, names: Collection[str], controls: Controls) -> list[Json]:
    """Give the row below a later message of a list: the menu of the rows that it shows."""
    return _rows([_commands(reply, _among(actions_of_rows(reply), names), controls)])


def actions_of_rows(reply: Reply) -> list[Action]:
    """Give the actions that stand for the rows of the reply's lists."""
    names = {cell for table in _tables(reply) for row in table.rows for cell in row[:2]}
    return [action for action in reply.actions if action.label in names]


def _rows(rows: Sequence[Json | None]) -> list[Json]:
    return [each for each in rows if each is not None]


def _parted(reply: Reply, *, has_sections: bool) -> tuple[list[Action], list[Action]]:
    """Give the actions that become buttons and those that go in a menu; those of a list's rows are neither.

    Opening a statement to the workspace is no button: next to posting an answer in the channel it would be mistaken.
    """
    of_rows = actions_of_rows(reply)
    shown = [each for each in reply.actions if each not in of_rows and not each.command.startswith("share ")]
    actions = [*shown, *_shorter(reply)]
    if has_sections:
        actions = [each for each in actions if not each.command.startswith("sections ")]
    if len(actions) <= MOST_IN_ROW:
        return actions, []
    briefings = [each for each in actions if each.command.startswith("brief ")]
    others = [each for each in actions if each not in briefings]
    return others[:MOST_IN_ROW], [*others[MOST_IN_ROW:], *briefings]


def _shorter(reply: Reply) -> list[Action]:
    """Give the way back from a long briefing."""
    name = statement_of(reply)
    is_long = isinstance(reply.facts, BriefingFacts) and not any(each.label == "Longer" for each in reply.actions)
    return [Action("Shorter", f"brief {name}")] if is_long and name else []


def _shows(reply: Reply) -> bool:
    """Whether a reply shows something of statements, and shows the same when it is asked for again."""
    return isinstance(reply.facts, _SHOWING) and not reply.is_refusal


def _commands(reply: Reply, actions: Sequence[Action], controls: Controls) -> Json | None:
    """Give the menu of actions that are too many for buttons; one of a list's row says what the row is."""
    verbs = {action.command.split(" ", 1)[0] for action in actions}
    placeholder = _PLACEHOLDERS.get(next(iter(verbs)), "More") if len(verbs) == 1 else "More"
    kind = SECTION if verbs == {"section"} else CHOOSE
    return controls.menu(placeholder, kind, [_choice(action, reply) for action in actions], 1)


def _among(actions: Sequence[Action], names: Collection[str]) -> list[Action]:
    return [action for action in actions if on_one_line(action.label) in names]


def _tables(reply: Reply) -> list[Table]:
    return [block for block in reply.blocks if isinstance(block, Table)]


def _choice(action: Action, reply: Reply) -> Choice:
    for table in _tables(reply):
        at = next((at for at, name in enumerate(table.columns) if name in _NAMING), None)
        row = next((row for row in table.rows if action.label in row[:2]), None)
        if row is not None and at is not None:
            return Choice(f"{action.label}  {row[at].strip()}", action.command)
    return Choice(action.label, action.command)


def _section_choices(reply: Reply) -> list[Choice]:
    """Give the sections of a briefed statement to jump to; of more than a menu holds, all, and those quoted from."""
    facts, name = reply.facts, statement_of(reply)
    if not isinstance(facts, BriefingFacts) or name is None:
        return []
    sections = [each for each in facts.sections if each.ordinal != LEAD or each.end > each.start]
    if len(sections) < 2:
        return []
    if len(sections) <= MOST_OPTIONS:
        return [_section_choice(name, each) for each in sections]
    quoted = {sentence.section for sentence in facts.sentences}
    shown = [each for each in sections if each.ordinal in quoted][: MOST_OPTIONS - 1]
    headed = sum(each.ordinal != LEAD for each in sections)
    everything = Choice(f"All {count(headed, 'section')}", f"sections {name}")
    return [everything, *(_section_choice(name, each) for each in shown)]


def _section_choice(name: str, section: SectionFacts) -> Choice:
    heading = section.heading or ("the lead" if section.ordinal == LEAD else "")
    return Choice(f"{section.ordinal}  {heading}", f"section {name} {section.ordinal}")

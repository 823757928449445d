"""What menus offer: the sections of a statement to jump to, and the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.repeating import statement_of
from bot.adapters.safety import on_one_line
from bot.adapters.slack.rendering.controls import CHOOSE, MOST_OPTIONS, SECTION, Choice, menu
from bot.answering.facts import BriefingFacts, SectionFacts
from bot.answering.replies import Action, Table
from bot.answering.wording import count
from summarizers.reading.document import LEAD

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.adapters.slack.rendering.runs import Json
    from bot.answering.replies import Reply

_NAMING = ("title", "section")
"""The columns that say what a row is."""
_PLACEHOLDERS = {"brief": "Brief a statement", "section": "Show a section", "settings": "Show a setting"}


def sections_menu(reply: Reply, room: int) -> Json | None:
    """Give the menu that jumps to a section of a briefed statement; of more than it holds, those quoted from, and all."""
    return menu("Section", SECTION, _section_choices(reply), room)


def commands_menu(reply: Reply, actions: Sequence[Action], room: int) -> Json | None:
    """Give the menu of actions that are too many for buttons; one of a list's row says what the row is."""
    if not actions:
        return None
    verbs = {action.command.split(" ", 1)[0] for action in actions}
    placeholder = _PLACEHOLDERS.get(next(iter(verbs)), "More") if len(verbs) == 1 else "More"
    action_id = SECTION if verbs == {"section"} else CHOOSE
    return menu(placeholder, action_id, [_choice(action, reply) for action in actions], room)


def actions_of_rows(reply: Reply) -> list[Action]:
    """Give the actions that stand for the rows of the reply's lists."""
    names = {cell for table in _tables(reply) for row in table.rows for cell in row[:2]}
    return [action for action in reply.actions if action.label in names]


def actions_among(actions: Sequence[Action], names: Collection[str]) -> list[Action]:
    """Give the actions that stand for rows of those names, as they are shown."""
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
    facts = reply.facts
    name = statement_of(reply)
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
    return [
        Choice(f"All {count(headed, 'section')}", f"sections {name}"),
        *(_section_choice(name, each) for each in shown),
    ]


def _section_choice(name: str, section: SectionFacts) -> Choice:
    heading = section.heading or ("the lead" if section.ordinal == LEAD else "")
    return Choice(f"{section.ordinal}  {heading}", f"section {name} {section.ordinal}")

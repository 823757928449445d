"""What a reply offers to do next: what becomes a button, what goes in a menu, and what can be asked or shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.repeating import statement_of
from bot.adapters.safety import on_one_line
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

    from bot.answering.replies import Reply

_ABOUT_ONE = (BriefingFacts, SectionsFacts, SectionTextFacts, AnswerFacts)
_SHOWING = (*_ABOUT_ONE, AnswersFacts, FoundFacts, ListFacts, SeriesFacts, SimilarFacts, CitationFacts, FeedFacts)
_NAMING = ("title", "section")
"""The columns that say what a row is."""
_PLACEHOLDERS = {"brief": "Brief a statement", "section": "Show a section", "settings": "Show a setting"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a menu: what it is called and the command it stands for."""

    label: str
    command: str


def parted(reply: Reply, most: int, *, has_sections: bool = False) -> tuple[list[Action], list[Action]]:
    """Give the actions that become buttons, at most `most`, and those that go in a menu; those of a list's rows neither.

    Opening a statement to the workspace is no button: next to posting an answer in the channel it would be mistaken.
    `has_sections`: a menu of sections stands beside them.
    """
    of_rows = actions_of_rows(reply)
    shown = [each for each in reply.actions if each not in of_rows and not each.command.startswith("share ")]
    actions = [*shown, *_shorter(reply)]
    if has_sections:
        actions = [each for each in actions if not each.command.startswith("sections ")]
    if len(actions) <= most:
        return actions, []
    briefings = [each for each in actions if each.command.startswith("brief ")]
    others = [each for each in actions if each not in briefings]
    return others[:most], [*others[most:], *briefings]


def actions_of_rows(reply: Reply) -> list[Action]:
    """Give the actions that stand for the rows of the reply's lists."""
    names = {cell for table in _tables(reply) for row in table.rows for cell in row[:2]}
    return [action for action in reply.actions if action.label in names]


def actions_among(reply: Reply, names: Collection[str]) -> list[Action]:
    """Give the actions that stand for rows of those names, as they are shown."""
    return [action for action in actions_of_rows(reply) if on_one_line(action.label) in names]


def question_about(reply: Reply) -> str | None:
    """Give the command that begins a question about the statement that a reply shows, if it shows one."""
    name = statement_of(reply)
    return f"ask {name}" if isinstance(reply.facts, _ABOUT_ONE) and name else None


def can_be_shared(reply: Reply) -> bool:
    """Whether a reply shows something of statements, and shows the same when it is asked for again."""
    return isinstance(reply.facts, _SHOWING) and not reply.is_refusal


def placeholder_of(actions: Sequence[Action]) -> str:
    """Give what a menu of actions says before one is chosen."""
    verbs = {action.command.split(" ", 1)[0] for action in actions}
    return _PLACEHOLDERS.get(next(iter(verbs)), "More") if len(verbs) == 1 else "More"


def are_sections(actions: Sequence[Action]) -> bool:
    """Whether actions do nothing but show sections."""
    return {action.command.split(" ", 1)[0] for action in actions} == {"section"}


def choice_of(action: Action, reply: Reply) -> Choice:
    """Give an action as an option; one of a list's row says what the row is."""
    for table in _tables(reply):
        at = next((at for at, name in enumerate(table.columns) if name in _NAMING), None)
        row = next((row for row in table.rows if action.label in row[:2]), None)
        if row is not None and at is not None:
            return Choice(f"{action.label}  {row[at].strip()}", action.command)
    return Choice(action.label, action.command)


def section_choices(reply: Reply, most: int) -> list[Choice]:
    """Give the sections of a briefed statement to jump to; of more than a menu holds, all, and those quoted from."""
    facts, name = reply.facts, statement_of(reply)
    if not isinstance(facts, BriefingFacts) or name is None:
        return []
    sections = [each for each in facts.sections if each.ordinal != LEAD or each.end > each.start]
    if len(sections) < 2:
        return []
    if len(sections) <= most:
        return [_section_choice(name, each) for each in sections]
    quoted = {sentence.section for sentence in facts.sentences}
    shown = [each for each in sections if each.ordinal in quoted][: most - 1]
    headed = sum(each.ordinal != LEAD for each in sections)
    everything = Choice(f"All {count(headed, 'section')}", f"sections {name}")
    return [everything, *(_section_choice(name, each) for each in shown)]


def _section_choice(name: str, section: SectionFacts) -> Choice:
    heading = section.heading or ("the lead" if section.ordinal == LEAD else "")
    return Choice(f"{section.ordinal}  {heading}", f"section {name} {section.ordinal}")


def _shorter(reply: Reply) -> list[Action]:
    """Give the way back from a long briefing."""
    name = statement_of(reply)
    is_long = isinstance(reply.facts, BriefingFacts) and not any(each.label == "Longer" for each in reply.actions)
    return [Action("Shorter", f"brief {name}")] if is_long and name else []


def _tables(reply: Reply) -> list[Table]:
    return [block for block in reply.blocks if isinstance(block, Table)]

"""The Home tab: the newest statements, what the bot can read and keeps, and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.safety import shortened
from bot.adapters.slack.rendering.controls import SAY, button
from bot.adapters.slack.rendering.pieces import plain_text
from bot.adapters.slack.views.fields import said_line, small_print
from bot.answering.wording import count, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.slack.rendering.runs import Json
    from bot.adapters.slack.views.settings import SettingEntry
    from bot.answering.facts import StatementFacts

OPEN_BRIEF, SETTING = "brief", "setting"
"""Action ids: opens the modal that asks what is to be briefed; opens the modal of a setting (its value is JSON as of
any button, the command shows the setting)."""
MOST_SHOWN = 10
"""Statements of the workspace, and of the conversation, each two blocks of the hundred there are."""
_MOST_SETTINGS = 20
_LONGEST_TITLE = 300
_LONGEST_LINE = 600


@dataclass(frozen=True, slots=True)
class Shelf:
    """Statements under a heading, newest first, and how many there are in all."""

    statements: Sequence[StatementFacts] = ()
    total: int = 0


def home_view(workspace: Shelf, own: Shelf, *, reads: str, settings: Sequence[SettingEntry] = ()) -> Json:
    """Give the Home tab of a person; `reads` says in a sentence or two what the bot can read here and what it keeps."""
    shelves = [*_shelf("In this workspace", workspace), *_shelf("With you alone", own)]
    blocks = [_first_row(), *shelves] if shelves else [*_empty(), _first_row(is_empty=True)]
    if settings:
        blocks += [_header("Settings"), *(_setting(entry, at) for at, entry in enumerate(settings[:_MOST_SETTINGS]))]
    told = shortened(reads, _LONGEST_LINE)
    return {"type": "home", "blocks": [*blocks, *([{"type": "divider"}, small_print(told)] if told else [])]}


def _first_row(*, is_empty: bool = False) -> Json:
    opener = {"type": "button", "action_id": OPEN_BRIEF, "text": plain_text("Brief a statement"), "value": "{}"}
    lister = None if is_empty else button("List all", f"{SAY}:list", "list")
    helper = button("Help", f"{SAY}:help", "help")
    return {"type": "actions", "elements": [each for each in (opener, lister, helper) if each]}


def _empty() -> list[Json]:
    return [
        _header("No statements yet"),
        said_line("Give it a link or a text: it quotes what matters, word for word."),
    ]


def _shelf(name: str, shelf: Shelf) -> list[Json]:
    if not shelf.statements:
        return []
    shown = shelf.statements[:MOST_SHOWN]
    blocks = [_header(name), *(block for each in shown for block in _statement(each))]
    if shelf.total > len(shown):
        blocks.append(small_print(f"The newest {len(shown)} of {count(shelf.total, 'statement')}"))
    return blocks


def _statement(statement: StatementFacts) -> list[Json]:
    dated = statement.event_date or statement.published
    issuers = shortened(", ".join(statement.issuers), _LONGEST_LINE)
    parts = (statement.id or "", issuers, statement.place or "", short_date(dated) if dated else "undated")
    title = said_line(shortened(statement.title or "", _LONGEST_TITLE) or issuers or "Untitled")
    brief = button("Brief", f"{SAY}:brief", f"brief {statement.id}") if statement.id else None
    return [
        {**title, "accessory": brief} if brief else title,
        small_print(shortened(" · ".join(part for part in parts if part), _LONGEST_LINE)),
    ]


def _setting(entry: SettingEntry, at: int) -> Json:
    whose = f" ({entry.whose})" if entry.whose else ""
    line = said_line(shortened(f"{entry.name}: {entry.value or 'no limit'}{whose}", _LONGEST_LINE))
    change = button("Change", f"{SETTING}:{at}", entry.command) if entry.may_change else None
    return {**line, "accessory": change} if change else line


def _header(text: str) -> Json:
    return {"type": "header", "text": plain_text(text)}

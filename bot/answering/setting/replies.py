"""How settings are shown: as a table, one with its history, or as what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from bot.answering.facts import SettingChangeFacts, SettingFacts, SettingsFacts
from bot.answering.replies import Action, Block, Line, Reply, Table
from bot.answering.replies import Context as SmallPrint
from bot.answering.setting.registry import UNKNOWN_OUTCOMES, Changers, Setting
from bot.answering.setting.words import command_for
from bot.answering.wording import and_list, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.answering.setting.values import Held
    from storage.setting_records import KeptSetting, SettingChange

HERE, WORKSPACE, DEFAULT = "here", "workspace", "default"


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as it is shown: the value that holds, and who may change it; `may_change` is about who asks."""

    held: Held[Any]
    changers: Changers
    may_change: bool
    for_workspace: bool

    @property
    def setting(self) -> Setting[Any]:
        """The setting."""
        return self.held.setting

    @property
    def command(self) -> str:
        """The command that shows it; a value behind it sets it."""
        return command_for(self.setting, for_workspace=self.for_workspace)


def all_of(shown: Sequence[Shown], *, for_workspace: bool) -> Reply:
    """Show settings as a table."""
    rows = tuple(map(_row, shown))
    where = "in the whole workspace" if for_workspace else "here"
    one = command_for(UNKNOWN_OUTCOMES, for_workspace=for_workspace)
    hint = f'"{one}" shows one and its history; a value behind it changes it.'
    blocks = (
        Line(f"What holds {where}:"),
        Table(("setting", "value", "from", "set by"), rows),
        Line(_who_may(shown)),
        SmallPrint((hint,)),
    )
    actions = tuple(Action(each.setting.name, each.command) for each in shown)
    return Reply(blocks, actions, SettingsFacts(tuple(map(_facts, shown))))


def one_of(shown: Shown, changes: Sequence[SettingChange]) -> Reply:
    """Show a setting, what it takes, who may change it, and its latest changes."""
    setting = shown.setting
    may = "Everyone here may change it." if shown.changers is Changers.EVERYONE else "Only admins may change it."
    rows = tuple(map(_change_row, changes))
    history = (Table(("changed", "by", "for", "from", "to"), rows),) if rows else ()
    blocks: tuple[Block, ...] = (
        Line(f'"{setting.name}" is {shown.held.shown}, {_whose_in_words(shown.held)}.'),
        Line(f"It says {setting.does}."),
        Line(f"It takes {setting.kind.takes}. {may}"),
        *history,
    )
    facts = SettingsFacts((_facts(shown),), tuple(map(_change_facts, changes)))
    return Reply(blocks, _ways_on(shown, changes), facts)


def changed(shown: Shown, change: SettingChange | None, before: Held[Any], note: str = "") -> Reply:
    """Say what holds now and what held before; `change` is `None` where nothing had to be changed."""
    if change is None:
        already = "" if note else " already"
        said = f'"{shown.setting.name}" is {shown.held.shown}{already}, {_whose_in_words(shown.held)}.'
        return Reply((Line(" ".join(filter(None, (note, said)))),), facts=SettingsFacts((_facts(shown),)))
    where = " in this conversation" if change.conversation else " for the workspace"
    whose = where if change.after is not None else f", {_whose_in_words(shown.held)}"
    lines = [f'"{shown.setting.name}" is now {shown.held.shown}{whose}; it was {_was(change, before)}.', note]
    facts = SettingsFacts((_facts(shown),), (_change_facts(change),))
    undo = Action("Undo", f"{shown.command} undo")
    return Reply(tuple(Line(line) for line in lines if line), (undo,), facts)


def moment(at: datetime) -> str:
    """Give a moment as "3 Apr 2025, 12:05 UTC"."""
    there = at.astimezone(UTC)
    return f"{short_date(there.date())}, {there:%H:%M} UTC"


def described(change: SettingChange) -> str:
    """Give a change in words, as it was made."""
    before, after = (f'"{kept}"' if kept is not None else "nothing set" for kept in (change.before, change.after))
    return f"from {before} to {after}, by {change.by} on {moment(change.at)}"


def _was(change: SettingChange, before: Held[Any]) -> str:
    """Give what held before: the place's own value as the change found it, else what it had from elsewhere."""
    kind = before.setting.kind
    own = None if change.before is None else kind.read(change.before)
    return before.shown if own is None else kind.show(own)


def _row(shown: Shown) -> tuple[str, ...]:
    kept = shown.held.kept
    by = f"{kept.set_by}, {short_date(kept.set_at.date())}" if kept else ""
    return (shown.setting.name, shown.held.shown.strip('"'), _whose(kept), by)


def _who_may(shown: Sequence[Shown]) -> str:
    names = [f'"{each.setting.name}"' for each in shown if each.changers is Changers.EVERYONE]
    return f"Everyone here may change {and_list(names)}, admins all." if names else "Only admins may change them."


def _whose(kept: KeptSetting | None) -> str:
    return DEFAULT if kept is None else HERE if kept.conversation else WORKSPACE


def _whose_in_words(held: Held[Any]) -> str:
    if held.kept is None:
        return "the default"
    where = "in this conversation" if held.kept.conversation else "for the workspace"
    return f"set {where} by {held.kept.set_by} on {moment(held.kept.set_at)}"


def _change_row(change: SettingChange) -> tuple[str, ...]:
    before, after = ("not set" if kept is None else kept for kept in (change.before, change.after))
    where = HERE if change.conversation else WORKSPACE
    return (moment(change.at), change.by, where, before, f"{after} (undo)" if change.undoes else after)


def _ways_on(shown: Shown, changes: Sequence[SettingChange]) -> tuple[Action, ...]:
    """Offer the other values and the undo to who may change it."""
    if not shown.may_change:
        return ()
    kind = shown.setting.kind
    others = [value for value in kind.suggest("") if value != kind.write(shown.held.value)]
    actions = [Action(f"Set to {value}", f"{shown.command} {value}") for value in others]
    if any((change.conversation is None) == shown.for_workspace for change in changes):
        actions.append(Action("Undo the last change", f"{shown.command} undo"))
    return tuple(actions)


def _facts(shown: Shown) -> SettingFacts:
    kept = shown.held.kept
    return SettingFacts(
        name=shown.setting.name,
        value=shown.setting.kind.as_fact(shown.held.value),
        of=_of(kept.conversation) if kept else "default",
        set_by=kept.set_by if kept else None,
        set_at=kept.set_at.isoformat() if kept else None,
        changers=str(shown.changers),
        does=shown.setting.does,
    )


def _change_facts(change: SettingChange) -> SettingChangeFacts:
    return SettingChangeFacts(
        name=change.name,
        of=_of(change.conversation),
        before=change.before,
        after=change.after,
        by=change.by,
        at=change.at.isoformat(),
        is_undo=change.undoes is not None,
    )


def _of(conversation: str | None) -> str:
    return "workspace" if conversation is None else "conversation"

"""What a reply says of settings, as entries for the Home tab and the modal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.adapters.slack.views.settings import SettingEntry
from bot.answering.facts import SettingFacts, SettingsFacts
from bot.answering.limits import NO_LIMITS, Limits
from bot.answering.setting.registry import Changers, Setting, settings_under

if TYPE_CHECKING:
    from bot.answering.replies import Reply


def entries_of(reply: Reply, *, is_admin: bool, limits: Limits = NO_LIMITS) -> list[SettingEntry]:
    """Give the settings that a reply to `settings` lists, for a person; `limits` are those of whoever runs the bot."""
    if not isinstance(reply.facts, SettingsFacts):
        return []
    commands = {action.label: action.command for action in reply.actions}
    known = {setting.name: setting for setting in settings_under(limits)}
    return [
        _entry(facts, known[facts.name], commands[facts.name], is_admin=is_admin)
        for facts in reply.facts.settings
        if facts.name in known and facts.name in commands
    ]


def _entry(facts: SettingFacts, setting: Setting[Any], command: str, *, is_admin: bool) -> SettingEntry:
    return SettingEntry(
        name=facts.name,
        value=str(facts.value) if facts.value is not None else "",
        does=facts.does,
        takes=setting.kind.takes,
        command=command,
        choices=setting.kind.suggest(""),
        whose="here" if facts.of == "conversation" else facts.of,
        may_change=is_admin or facts.changers == Changers.EVERYONE,
    )

"""Settings in a modal: one setting, its value, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.safety import on_one_line, shortened
from bot.adapters.slack.rendering.pieces import plain_text
from bot.adapters.slack.views.fields import Wrong, carried_in, field_block, modal, one_of, option, said_line, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.adapters.slack.rendering.runs import Json

NAME = "setting"
_DEFAULT = "default"
_LONGEST_VALUE = 200
_MOST_CHOICES = 99


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """A setting as people see it: its value (empty: no limit), whose it is, what it says and takes.

    `command` shows it, and a value behind it sets it; `choices` are its values where there are a few.
    """

    name: str
    value: str
    does: str
    takes: str
    command: str
    choices: Sequence[str] = ()
    whose: str = ""
    may_change: bool = False


def setting_view(entry: SettingEntry, *, carried: Mapping[str, str] | None = None) -> Json:
    """Give the modal that changes a setting; its command is carried."""
    says = said_line(shortened(f"{entry.name}: {entry.does}.", 2_000))
    hint = shortened(f'Takes {entry.takes}, or "{_DEFAULT}".', 2_000)
    field = field_block("value", "Value", _choice(entry) if entry.choices else _text(entry), hint=hint)
    return modal(NAME, "Change a setting", [says, field], submit="Change", carried=_carried(entry, carried))


def read_setting(view: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it; whether the value can be, the desk says."""
    value = on_one_line(text_in(view, "value"))
    command = carried_in(view).get("command", "")
    if not value or len(value) > _LONGEST_VALUE or not command.startswith("settings "):
        return Wrong({"value": "Type a value."})
    return f"{command} {value}"


def _carried(entry: SettingEntry, carried: Mapping[str, str] | None) -> dict[str, str]:
    return {**(carried or {}), "command": entry.command}


def _choice(entry: SettingEntry) -> Json:
    options = [option(value, value) for value in (*entry.choices[:_MOST_CHOICES], _DEFAULT)]
    chosen = next((each for each in options if each["value"] == entry.value), options[-1])
    return one_of(options, chosen)


def _text(entry: SettingEntry) -> Json:
    element = {"type": "plain_text_input", "max_length": _LONGEST_VALUE, "placeholder": plain_text(_DEFAULT)}
    value = shortened(entry.value, _LONGEST_VALUE)
    return {**element, "initial_value": value} if value else element

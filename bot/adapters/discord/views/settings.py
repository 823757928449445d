"""The modal that changes a setting: its value, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import on_one_line
from bot.adapters.discord.views.fields import Wrong, choice_field, modal, name_of, text_field, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.discord.rendering.runs import Json
    from bot.adapters.slack.views.settings import SettingEntry

NAME = "setting"
_DEFAULT = "default"
_LONGEST_VALUE = 200
_MOST_CHOICES = 24


def setting_modal(entry: SettingEntry) -> Json:
    """Give the modal that changes a setting; its command is carried."""
    hint = f'Takes {entry.takes}, or "{_DEFAULT}"'
    if entry.choices:
        values = [*entry.choices[:_MOST_CHOICES], _DEFAULT]
        chosen = entry.value if entry.value in values else _DEFAULT
        field = choice_field("value", entry.name, dict(zip(values, values, strict=True)), chosen, hint=hint)
    else:
        field = text_field("value", entry.name, most=_LONGEST_VALUE, value=entry.value, hint=hint)
    return modal(NAME, "Change a setting", [field], entry.command)


def read_setting(data: Mapping[str, object]) -> str | Wrong:
    """Give the command that was filled in, or what is wrong with it; whether the value can be, the desk says."""
    value = on_one_line(text_in(data, "value"))
    _, command = name_of(data)
    if not value or len(value) > _LONGEST_VALUE or not command.startswith("settings "):
        return Wrong("That holds no value.")
    return f"{command} {value}"

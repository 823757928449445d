"""What a pressed button or a chosen option stands for: values read back, whoever wrote them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.adapters.slack.rendering.controls import CHOOSE, SAY, SECTION

_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed: `say` (a choice is said too), `ask` or `share`, the command, and the page of its answer."""

    action: str
    command: str
    page: int = 1


def read_press(action: Mapping[str, object]) -> Press | None:
    """Give what an action of Slack's `block_actions` stands for; `None` where it is none of ours or makes no sense."""
    name = str(action.get("action_id") or "").partition(":")[0]
    if name in {SECTION, CHOOSE}:
        option = action.get("selected_option")
        value = option.get("value") if isinstance(option, Mapping) else None
        return Press(SAY, value) if isinstance(value, str) and value.strip() else None
    return _read_value(name, action.get("value"))


def _read_value(name: str, value: object) -> Press | None:
    try:
        said = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None
    if not name or not isinstance(said, dict):
        return None
    command, page = said.get("say"), said.get("page", 1)
    if not isinstance(command, str) or not command.strip() or not isinstance(page, int) or isinstance(page, bool):
        return None
    return Press(name, command, max(1, min(page, _MOST_PAGES)))

"""What can be pressed: a button stands for a command, and so does an option of a menu.

A button's value is JSON, `{"say": command, "page": number}`; an option's value is the command itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.adapters.safety import encodable, shortened
from bot.adapters.slack.rendering.pieces import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.offers import Choice
    from bot.adapters.slack.rendering.runs import Json

SAY, ASK, SHARE, SECTION, CHOOSE = "say", "ask", "share", "section", "choose"
"""What elements are called by what pressing them does: say a command (`say:0`, `say:1` ...), open the question,
post the answer in the channel, show the chosen section, say the chosen command."""
MOST_OPTIONS = 100
_LONGEST_LABEL = 75
_LONGEST_VALUE = 2_000
_LONGEST_OPTION_VALUE = 150
_SHORTEST_LABEL = 12


def button(label: str, action_id: str, command: str, page: int | None = None) -> Json | None:
    """Give a button that stands for a command; `None` where it can't hold it."""
    said: dict[str, object] = {"say": command}
    if page is not None:
        said["page"] = page
    value = encodable(json.dumps(said, ensure_ascii=False))
    text = shortened(label, _LONGEST_LABEL)
    if len(value) > _LONGEST_VALUE or not text:
        return None
    return {"type": "button", "action_id": action_id, "text": plain_text(text), "value": value}


def menu(placeholder: str, action_id: str, choices: Sequence[Choice], room: int) -> Json | None:
    """Give a menu of at most a hundred choices, their labels as long as `room` characters allow; `None` without any."""
    different = {encodable(each.command): each for each in reversed(choices)}
    fitting = [each for each in reversed(different.values()) if len(each.command) <= _LONGEST_OPTION_VALUE]
    fitting = fitting[:MOST_OPTIONS]
    if not fitting:
        return None
    longest = max(_SHORTEST_LABEL, min(_LONGEST_LABEL, room // len(fitting)))
    options = [
        {"text": plain_text(shortened(each.label, longest) or each.command), "value": encodable(each.command)}
        for each in fitting
    ]
    return {"type": "static_select", "action_id": action_id, "placeholder": plain_text(placeholder), "options": options}

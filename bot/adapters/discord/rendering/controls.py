"""What can be pressed: a button stands for a command, and so does an option of a menu.

A custom id is `<what it does>:<number>:<command>`. Where a command has no room in it, it is `<what>:<number>=<key>`, and
the message names the commands that must be kept under their keys. The number is the page of the answer where a page is
turned; else it keeps the ids of a message apart.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.adapters.discord.rendering.safety import encodable, shortened, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.discord.rendering.runs import Json
    from bot.adapters.offers import Choice

SAY, PAGE, ASK, SHARE, SECTION, CHOOSE = "say", "page", "ask", "share", "section", "choose"
"""What pressing does: say a command, turn to a page of its answer, open the question, post the answer in the channel,
show the chosen section, say the chosen command."""
MOST_OPTIONS = 25
MOST_IN_ROW = 5
MOST_ROWS = 5
KEY_LENGTH = 26
_LONGEST_ID = 100
_LONGEST_LABEL = 80
_LONGEST_OPTION = 100
_LONGEST_PLACEHOLDER = 150
_ROW, _BUTTON, _MENU = 1, 2, 3
_SECONDARY = 2


@dataclass(slots=True)
class Controls:
    """The rows below a message as they are made; `kept` are the commands that had no room, by their keys."""

    kept: dict[str, str] = field(default_factory=dict)

    def button(self, label: str, action: str, command: str, number: int = 0) -> Json | None:
        """Give a button that stands for a command; `None` where it has no label."""
        text = shortened(label, _LONGEST_LABEL)
        if not text:
            return None
        custom_id = f"{action}:{number}{self._written(command, _LONGEST_ID - len(action) - 12)}"
        return {"type": _BUTTON, "style": _SECONDARY, "label": text, "custom_id": custom_id}

    def menu(self, placeholder: str, action: str, choices: Sequence[Choice], number: int = 0) -> Json | None:
        """Give a row with a menu of at most 25 choices; `None` without any."""
        different = {each.command: each for each in reversed(choices) if shortened(each.label, _LONGEST_OPTION)}
        fitting = list(reversed(different.values()))[:MOST_OPTIONS]
        if not fitting:
            return None
        options = [
            {"label": shortened(each.label, _LONGEST_OPTION), "value": self._written(each.command, _LONGEST_OPTION - 1)}
            for each in fitting
        ]
        element = {
            "type": _MENU,
            "custom_id": f"{action}:{number}:",
            "placeholder": shortened(placeholder, _LONGEST_PLACEHOLDER),
            "options": options,
        }
        return row([element])

    def _written(self, command: str, room: int) -> str:
        """Give a command as an id holds it: itself, else the key under which it is kept."""
        if units(command) <= room and command.isprintable() and command.strip() == command:
            return f":{command}"
        key = key_of(command)
        self.kept[key] = encodable(command)
        return f"={key}"


def key_of(command: str) -> str:
    """Give the key that stands for a command that has no room: the same for the same command always."""
    return b32encode(hashlib.sha256(encodable(command).encode()).digest()).decode()[:KEY_LENGTH]


def row(elements: Sequence[Json]) -> Json:
    """Give elements as a row."""
    return {"type": _ROW, "components": list(elements)}


def rows_of_buttons(buttons: Sequence[Json | None]) -> list[Json]:
    """Give buttons as rows, five in each."""
    shown = [each for each in buttons if each is not None]
    return [row(shown[at : at + MOST_IN_ROW]) for at in range(0, len(shown), MOST_IN_ROW)]

"""What a pressed button or a chosen option stands for: custom ids read back, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.adapters.discord.rendering.controls import ASK, CHOOSE, KEY_LENGTH, PAGE, SAY, SECTION, SHARE, key_of

_CUSTOM_ID = re.compile(rf"({SAY}|{PAGE}|{ASK}|{SHARE}|{SECTION}|{CHOOSE}):(\d{{1,5}})([:=])(.*)", re.DOTALL)
_KEY = re.compile(rf"[A-Z2-7]{{{KEY_LENGTH}}}")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed: `say` (a choice is said too, and so is a page), `ask` or `share`; the command, and its page.

    `key` is set and the command empty where the message has no room for it: it is kept under that key.
    """

    action: str
    command: str
    page: int = 1
    key: str = ""

    def recalled(self, command: str | None) -> Press | None:
        """Give the press with the command that its key stands for; `None` where that is another, or not known any more."""
        return Press(self.action, command, self.page) if command and key_of(command) == self.key else None


def read_press(data: Mapping[str, object]) -> Press | None:
    """Give what the data of a component's interaction stand for; `None` where they are none of ours or make no sense."""
    custom_id = data.get("custom_id")
    match = _CUSTOM_ID.fullmatch(custom_id) if isinstance(custom_id, str) and len(custom_id) <= _LONGEST else None
    if match is None:
        return None
    action, number, mark, written = match.groups()
    if action in {SECTION, CHOOSE}:
        values = data.get("values")
        value = values[0] if isinstance(values, list) and len(values) == 1 else None
        if not isinstance(value, str) or len(value) > _LONGEST or value[:1] not in {":", "="}:
            return None
        return _press(SAY, value[0], value[1:], 1)
    page = max(1, int(number)) if action == PAGE else 1
    return _press(SAY if action == PAGE else action, mark, written, page)


def recall(press: Press, kept: Callable[[str], str | None]) -> Press | None:
    """Give a press with its command, looked up where it was kept if it was."""
    return press.recalled(kept(press.key)) if press.key else press


def _press(action: str, mark: str, written: str, page: int) -> Press | None:
    if mark == "=":
        return Press(action, "", page, written) if _KEY.fullmatch(written) else None
    return Press(action, written, page) if written.strip() else None

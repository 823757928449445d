"""A request: what somebody said, and the place where the answer will appear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.scope import Scope

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Request:
    """A person's words in a conversation of a workspace.

    `conversation` is also the audience of what arrives there; `at` is the moment, with its zone.
    """

    text: str
    workspace: str
    conversation: str
    person: str
    at: datetime
    is_admin: bool = False

    @property
    def scope(self) -> Scope:
        """What can be seen at the place where the answer appears."""
        return Scope.at(self.workspace, self.conversation)

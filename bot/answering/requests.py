"""A request: what somebody said, and the place where the answer will appear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.scope import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from bot.ingest.incoming import Upload


@dataclass(frozen=True, slots=True)
class Request:
    """A person's words in a conversation of a workspace.

    `belongs_to` is the audience of what arrives here; empty is the conversation's own. `thread` is the thread in which
    the answer will appear, if there is one, and `begins_thread` says that nothing stands in it yet. Where
    `has_strangers`, people of other organisations read along, and what the workspace holds is not shown. `uploads` are
    the files that came with the words; `at` is the moment, with its zone.
    """

    text: str
    workspace: str
    conversation: str
    person: str
    at: datetime
    is_admin: bool = False
    belongs_to: str = ""
    thread: str = ""
    begins_thread: bool = False
    has_strangers: bool = False
    uploads: tuple[Upload, ...] = ()

    @property
    def scope(self) -> Scope:
        """What can be seen at the place where the answer appears."""
        if self.has_strangers:
            return Scope(self.workspace, frozenset((self.conversation,)))
        return Scope.at(self.workspace, self.conversation)

    @property
    def audience(self) -> str:
        """Whom what arrives here is for."""
        return self.conversation if self.has_strangers else self.belongs_to or self.conversation

    @property
    def looks_in(self) -> tuple[str, ...]:
        """The names under which the statement at hand is looked for: the thread's, else the conversation's."""
        return (self._name_of_thread, self.conversation) if self.thread else (self.conversation,)

    @property
    def remembers_in(self) -> tuple[str, ...]:
        """The names under which a statement shown is the one at hand; what begins a thread is shown in both."""
        return self.looks_in if self.begins_thread else self.looks_in[:1]

    @property
    def _name_of_thread(self) -> str:
        return f"{self.conversation}#{self.thread}"

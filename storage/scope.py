"""Who is asking, seen from where: what a query may see."""

from __future__ import annotations

from dataclasses import dataclass

WORKSPACE_AUDIENCE = "workspace"
"""The audience of a statement that every member of its workspace may see."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A workspace, and the audiences of the place where the answer appears: nothing else is seen."""

    workspace: str
    audiences: frozenset[str]

    @classmethod
    def at(cls, workspace: str, conversation: str | None = None) -> Scope:
        """Give the scope of an answer in a conversation (`None`: where only the workspace's statements show)."""
        conversations = () if conversation is None else (conversation,)
        return cls(workspace, frozenset((WORKSPACE_AUDIENCE, *conversations)))

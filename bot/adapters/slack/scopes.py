"""What an installation may do: each scope, and what it is for."""

from __future__ import annotations

REASONS = {
    "commands": '"/brief" and the shortcut "Brief this"',
    "chat:write": "answers in channels and direct messages that the bot is in",
    "app_mentions:read": "being asked by name in channels and threads",
    "im:history": "direct messages: reading them, and edits and deletions of what was asked there",
    "files:read": "files that are dropped with a mention or in a direct message",
    "channels:read": "telling open channels from others: what arrives in an open channel is the whole workspace's",
    "groups:read": "the same for private channels that the bot is in",
    "mpim:read": "the same for groups of direct messages",
    "channels:history": "edits and deletions of requests in open channels, and looking before something is sent again",
    "groups:history": "the same in private channels that the bot is in",
    "mpim:history": "the same in groups of direct messages",
    "im:write": "writing first to who set something up, when it can't be delivered",
    "users:read": "knowing who is an admin, where settings or forgetting are for admins",
}
"""Every scope that the full manifest asks for, in the order in which people ask what it is for."""
POST_ONLY = frozenset({"commands", "chat:write"})
FULL = frozenset(REASONS)


def kind_of(scopes: frozenset[str]) -> str:
    """Name an installation by what it may do."""
    if scopes >= FULL:
        return "full"
    return "post-only" if scopes >= POST_ONLY and "app_mentions:read" not in scopes else "partial"


def missing_from(scopes: frozenset[str]) -> list[tuple[str, str]]:
    """Give the scopes that an installation lacks, each with what it is for."""
    return [(scope, reason) for scope, reason in REASONS.items() if scope not in scopes]

"""Links that install the bot, each with the permissions that it asks for, the least first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

_AUTHORIZE = "https://discord.com/oauth2/authorize"
VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES_IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38
TALKING = {
    VIEW_CHANNEL: ("View Channels", "seeing the channels that it is to answer in, and who else may view them"),
    SEND_MESSAGES: ("Send Messages", "answers to mentions, and what is shared"),
    SEND_MESSAGES_IN_THREADS: ("Send Messages in Threads", "the same in threads"),
    READ_MESSAGE_HISTORY: ("Read Message History", "answering in reply, and looking before something is sent again"),
}
"""What the whole bot needs: the permission's name in Discord, and what it is for."""


@dataclass(frozen=True, slots=True)
class Install:
    """A way to install the bot: what works with it, and its link."""

    does: str
    permissions: int
    scopes: tuple[str, ...]
    for_person: bool = False

    def link(self, application: str) -> str:
        """Give the link for an application's id."""
        asked = {"client_id": application, "scope": " ".join(self.scopes)}
        asked |= {"integration_type": "1" if self.for_person else "0"}
        if self.permissions:
            asked["permissions"] = str(self.permissions)
        return f"{_AUTHORIZE}?{urlencode(asked)}"


INSTALLS = (
    Install('for a server, commands alone: "/brief", "/lookup", "Brief this"', 0, ("applications.commands",)),
    Install("for a server, the whole bot", sum(TALKING), ("bot", "applications.commands")),
    Install("for a person, to use the commands anywhere", 0, ("applications.commands",), for_person=True),
)

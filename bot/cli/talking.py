"""`chat` and `demo`: the terminal as a conversation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("chat")(chat)
    app.command()(demo)


def chat() -> None:
    """Talk with the bot; lines of a pipe are answered too."""
    import asyncio

    from bot.adapters.terminal.chat import talk
    from bot.settings import Settings

    asyncio.run(talk(Settings()))


def demo() -> None:
    """Store the samples, show a briefing, then chat.

    Without a terminal a lookup and a search are shown instead of the chat.
    """
    import asyncio

    from bot.cli.demonstrating import demonstrate
    from bot.settings import Settings

    settings = Settings()
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    asyncio.run(demonstrate(settings, with_lookups=not is_terminal))
    if is_terminal:
        chat()

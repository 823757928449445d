"""`serve`: what is configured runs until it is asked to stop."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

    from bot.settings import Settings

_LAST_WAIT_S = 1.0


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(serve)


def serve() -> None:
    """Run what is configured until SIGTERM or Ctrl-C; what was acknowledged is finished or handed over."""
    import asyncio

    from bot.logs import write_logs
    from bot.settings import Settings

    write_logs()
    asyncio.run(_serve(Settings()))
    _leave_threads_behind()


async def _serve(settings: Settings) -> None:
    from bot.serving import open_services, serve

    async with open_services(settings) as services:
        await serve(services)


def _leave_threads_behind() -> None:
    """End the process although a thread still waits for a database that is away: everything is kept or handed over."""
    others = [each for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon]
    for thread in others:
        thread.join(_LAST_WAIT_S)
    if any(thread.is_alive() for thread in others):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)

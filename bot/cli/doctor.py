"""`doctor`: what is wrong with an installation, and what it can and can't do."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.errors import UnclearError

_PLATFORMS = ("slack",)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(doctor)


def doctor(
    platform: Annotated[str, typer.Argument(help="What to look at: slack.")] = "slack",
) -> None:
    """Check tokens, scopes, mode and reachability; say what to fix, and what the installation can do."""
    import asyncio

    if platform.casefold() not in _PLATFORMS:
        raise UnclearError(f'"briefbot doctor" looks at {", ".join(_PLATFORMS)}, as in "briefbot doctor slack".')
    if not asyncio.run(_examine()):
        raise typer.Exit(1)


async def _examine() -> bool:
    from bot.adapters.slack.doctor import examine
    from bot.answering.replies import Line, Reply
    from bot.cli.printing import print_reply
    from bot.settings import Settings

    findings = await examine(Settings())
    lines = tuple(Line(f"{'good' if each.is_good else 'TO FIX'}: {each.says}") for each in findings)
    print_reply(Reply(lines), as_json=False)
    return all(each.is_good for each in findings)

"""`doctor`: what is wrong with an installation, and what it can and can't do."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.errors import UnclearError

_PLATFORMS = ("slack", "discord")


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(doctor)


def doctor(
    platform: Annotated[str, typer.Argument(help="What to look at: slack or discord.")] = "slack",
) -> None:
    """Check tokens, rights and reachability; say what to fix, and what the installation can do."""
    import asyncio

    if platform.casefold() not in _PLATFORMS:
        raise UnclearError(f'"briefbot doctor" looks at {", ".join(_PLATFORMS)}, as in "briefbot doctor slack".')
    if not asyncio.run(_examine(platform.casefold())):
        raise typer.Exit(1)


async def _examine(platform: str) -> bool:
    from bot.adapters.discord.doctor import examine as examine_discord
    from bot.adapters.slack.doctor import examine as examine_slack
    from bot.answering.replies import Line, Reply
    from bot.cli.printing import print_reply
    from bot.settings import Settings

    examine = examine_discord if platform == "discord" else examine_slack
    findings = await examine(Settings())
    lines = tuple(Line(f"{'good' if each.is_good else 'TO FIX'}: {each.says}") for each in findings)
    print_reply(Reply(lines), as_json=False)
    return all(each.is_good for each in findings)

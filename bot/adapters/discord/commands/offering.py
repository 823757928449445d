"""Offers as Discord's choices, given at once; what can't be had in time offers nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from discord import app_commands

if TYPE_CHECKING:
    import discord

    from bot.adapters.discord.commands.completing import Offer

_WITHIN_S = 2.0
_log = logging.getLogger(__name__)
Choices = list[app_commands.Choice[str]]


def complete(
    option: str,
    offer: Callable[[discord.Interaction, str], Awaitable[list[Offer]]],
    *commands: Any,  # noqa: ANN401 - each has options of its own
) -> None:
    """Have an option of commands completed from an offer."""
    for command in commands:
        command.autocomplete(option)(offering(offer))


def offering(
    offer: Callable[[discord.Interaction, str], Awaitable[list[Offer]]],
) -> Callable[[Any, str], Coroutine[Any, Any, Choices]]:
    """Give an offer as discord.py wants it."""

    async def choices(interaction: Any, current: str) -> Choices:  # noqa: ANN401 - any client's
        try:
            async with asyncio.timeout(_WITHIN_S):
                offers = await offer(interaction, current.strip())
        except Exception as error:  # noqa: BLE001 - whatever went wrong, a person can type on
            _log.warning("nothing could be offered (%s)", type(error).__name__)
            return []
        return [app_commands.Choice(name=shown, value=value) for shown, value in offers]

    return choices

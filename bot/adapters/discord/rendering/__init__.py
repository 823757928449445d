"""How a reply looks on Discord: pure functions from a `Reply` to messages, and from what is pressed back to commands."""

from bot.adapters.discord.rendering.messages import Message, Paging, loading, render
from bot.adapters.discord.rendering.pressing import Press, read_press

__all__ = ["Message", "Paging", "Press", "loading", "read_press", "render"]

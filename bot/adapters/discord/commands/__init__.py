"""Application commands: what is typed in their options becomes words of the one command language."""

from bot.adapters.discord.commands.tree import tree_of

__all__ = ["tree_of"]

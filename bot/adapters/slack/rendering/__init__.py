"""How a reply looks in Slack: pure functions from a `Reply` to messages."""

from bot.adapters.slack.rendering.messages import Message, Paging, loading, render

__all__ = ["Message", "Paging", "loading", "render"]

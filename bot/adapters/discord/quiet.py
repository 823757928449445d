"""The library's own loggers: warnings alone, and nothing of what was said or of an answer's address."""

from __future__ import annotations

import logging

_NAMES = (
    "client",
    "gateway",
    "http",
    "shard",
    "state",
    "webhook.async_",
    "app_commands.tree",
    "ui.modal",
    "ui.view",
    "interactions",
    "message",
    "player",
    "voice_client",
    "voice_state",
)


class _Discreet(logging.Filter):
    """Lets through what the library was about to say, without what it was about."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        said = " ".join(str(record.msg).split())[:120]
        record.msg, record.args = f"discord.py says: {said}{f' ({kind})' if kind else ''}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return "voice will NOT be supported" not in said  # nobody misses it here


_DISCREET = _Discreet()


def quiet_library() -> None:
    """Let the library say warnings alone, whatever the level of ours."""
    logging.getLogger("discord").setLevel(logging.WARNING)
    for name in _NAMES:
        logger = logging.getLogger(f"discord.{name}")
        if _DISCREET not in logger.filters:
            logger.addFilter(_DISCREET)
